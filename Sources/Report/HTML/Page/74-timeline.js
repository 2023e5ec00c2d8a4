// The timeline: figures first, then drawings, then the longest works of the device.

function drawTimeline() {
  if (view.rows.length === 0) return refill("timeline-body", html("p", {}, "There is no conversation to draw."));
  const first = view.rows.reduce((least, row) => Math.min(least, row[Row.time]), Infinity);
  const last = view.rows.reduce((most, row) => Math.max(most, lastTime(row)), 0);
  const [works, polls] = [workOf(view), pollsOf(view)];
  const hasBytes = view.rows.some((row) => row[Row.bytes] > 0 && isBlock(view, row));
  refill("timeline-body", timelineFigures(first, last, works, polls), stateLanes(view, first, last),
    polls.some((poll) => poll.waited > 0) && pollChart(polls), hasBytes && throughputChart(view, first, last),
    works.length > 0 && workTable(works));
}

function timelineFigures(first, last, works, polls) {
  const longest = (list) => list.reduce((most, work) => Math.max(most, work.took), 0);
  const [blocks, endings] = [works.filter((work) => !work.isLast), works.filter((work) => work.isLast)];
  const busy = polls.filter((poll) => poll.announced > 0);
  const sum = (list, part) => list.reduce((total, some) => total + some[part], 0);
  const rates = view.session.images.map((image) => image.bytesPerSecond).filter((rate) => rate > 0);
  return terms([
    ["From first to last request", spanText(last - first)],
    ["Longest work after a block", blocks.length > 0 ? spanText(longest(blocks)) : null],
    ["Work after all blocks", blocks.length > 0 ? spanText(sum(blocks, "took")) : null],
    ["Longest manifestation", endings.length > 0 ? spanText(longest(endings)) : null],
    ["Announced by poll timeouts", busy.length > 0 ? spanText(sum(busy, "announced")) : null],
    ["Waited for them", busy.length > 0 ? spanText(sum(busy, "waited")) : null],
    ["Fastest transfer", rates.length > 0 ? `${bytesText(rates.reduce((a, b) => Math.max(a, b)))}/s` : null],
  ], { class: "figures" });
}

/** The works that took longest. */
function workTable(works) {
  const longest = works.toSorted((a, b) => b.took - a.took).slice(0, 10);
  return html("figure", { class: "chart" }, html("figcaption", {}, html("h3", {}, "Longest works of the device"),
    html("p", {}, "From the request of a block until the device shows that it is done. Erasing and writing look the "
      + "same from outside; devices mostly erase with the first block.")),
  table("Longest works of the device", ["Frame", "Work", "Took", "Longest announced", "Polls"],
    longest.map((work) => cells(
      button(String(view.rows[work.index][Row.frame]), () => showFrame(0, work.index), { class: "link" }),
      work.isLast ? "manifestation" : requestText(view, view.rows[work.index]), spanText(work.took),
      work.announced > 0 ? `${work.announced} ms` : "nothing", String(work.polls)))));
}
