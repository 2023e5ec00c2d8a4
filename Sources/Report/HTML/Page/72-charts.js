// The drawings of the timeline. Each has a bounded number of parts, however long the capture is.

const plot = { width: 1040, left: 200, right: 1016 };

/** A place on the axis of time. */
const timeScale = (first, last) => (time) =>
  plot.left + ((time - first) / (last - first || 1)) * (plot.right - plot.left);

/** A drawing with its title and a sentence that says what it shows. */
const chart = (title, words, label, height, ...parts) => html("figure", { class: "chart" },
  html("figcaption", {}, html("h3", {}, title), html("p", {}, words)),
  html("div", { class: "wide", role: "group", "aria-label": title, tabindex: "0" },
    svg("svg", { viewBox: `0 0 ${plot.width} ${height}`, class: "plot", role: "img", "aria-label": label }, parts)));

/** Round steps so that an axis has about `number` marks. */
function axisSteps(span, number) {
  const raw = span / number || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((some) => some >= raw);
  return step;
}

/** Marks of time under a drawing. */
function timeAxis(first, last, top, bottom) {
  const scale = timeScale(first, last);
  const step = axisSteps(last - first, 7);
  const marks = [];
  for (let time = Math.ceil(first / step) * step; time <= last; time += step) {
    const x = scale(time);
    marks.push(svg("line", { x1: x, x2: x, y1: top, y2: bottom, class: "grid" }),
      svg("text", { x, y: bottom + 18, "text-anchor": "middle" }, axisText(time, step)));
  }
  return marks;
}

const axisText = (time, step) => {
  const digits = Math.max(0, -Math.floor(Math.log10(step / 1e9) + 1e-9));
  return `${(time / 1e9).toFixed(Math.min(digits, 6))} s`;
};

/** The states over time: a lane for each state that was seen. */
function stateLanes(opened, first, last) {
  const seen = data.states.filter((state) => opened.rows.some((row) => isShown(row[Row.after], state.number)));
  const height = seen.length * 26 + 44;
  const lanes = seen.flatMap((state, lane) => {
    const y = 12 + lane * 26;
    return [svg("line", { x1: plot.left, x2: plot.right, y1: y + 22, y2: y + 22, class: "grid" }),
      svg("text", { x: 12, y: y + 15 }, state.name),
      laneRects(opened, state, first, last, false, y + 4), laneRects(opened, state, first, last, true, y + 4)];
  });
  return chart("States over time",
    "In which state the device was. Where the capture leaves several states possible, each of them is an empty bar.",
    `The states that the device passed through: ${seen.map((state) => state.name).join(", ")}.`, height,
    timeAxis(first, last, 8, height - 30), lanes);
}

/** The bars of one state: where it is sure, or where it is one of several. */
const laneRects = (opened, state, first, last, isSure, y) =>
  laneSpans(opened, (bits) => isShown(bits, state.number) && (onlyState(bits) !== null) === isSure, first, last)
    .map(([from, to]) => svg("rect", { x: from, y, width: Math.max(1.5, to - from), height: 14,
      class: isSure ? "lane" : "lane possible" }));

/** Whether a state is drawn: it is possible, and the capture tells something. */
const isShown = (bits, number) => ((bits >> number) & 1) === 1 && statesIn(bits).length < data.states.length;

/** The spans on the axis in which the states pass a test; spans closer than a point are one. */
function laneSpans(opened, passes, first, last) {
  const scale = timeScale(first, last);
  const spans = [];
  opened.rows.forEach((row, index) => {
    if (!passes(row[Row.after])) return;
    const [from, to] = [scale(row[Row.time]), scale(rowEnd(opened, index))];
    const previous = spans.at(-1);
    if (previous !== undefined && from <= previous[1] + 0.75) previous[1] = Math.max(previous[1], to);
    else spans.push([from, to]);
  });
  return spans;
}

/** How many polls are drawn one by one. */
const drawnPolls = 200;

/** Of many polls, those that came closest to being too early. */
function thinned(polls) {
  if (polls.length <= drawnPolls) return polls;
  const size = polls.length / drawnPolls;
  const margin = (poll) => (poll.isEarly ? -1 : poll.announced === 0 ? Infinity : poll.waited / poll.announced);
  return Array.from({ length: drawnPolls }, (_, group) =>
    polls.slice(Math.floor(group * size), Math.floor((group + 1) * size))
      .reduce((a, b) => (margin(b) < margin(a) ? b : a)));
}

/** The axis of lengths of time, in powers of ten, from `bottom` up to `top`. */
function powerAxis(lengths, top, bottom) {
  const low = Math.floor(Math.log10(lengths.reduce((a, b) => Math.min(a, b))));
  const high = Math.max(low + 1, Math.ceil(Math.log10(lengths.reduce((a, b) => Math.max(a, b)))));
  const place = (time) =>
    bottom - ((Math.log10(Math.max(time, 10 ** low)) - low) / (high - low)) * (bottom - top);
  const marks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)).flatMap((time) => [
    svg("line", { x1: plot.left, x2: plot.right, y1: place(time), y2: place(time), class: "grid" }),
    svg("text", { x: plot.left - 10, y: place(time) + 4, "text-anchor": "end" }, powerText(time))]);
  return { place, marks };
}

/** What each status answer announced, against what the host waited. */
function pollChart(polls) {
  const drawn = thinned(polls);
  const bottom = 230;
  const lengths = drawn.flatMap((poll) => [poll.announced, poll.waited]).filter((time) => time > 0);
  const axis = powerAxis(lengths, 16, bottom);
  const step = (plot.right - plot.left) / drawn.length;
  const early = polls.filter((poll) => poll.isEarly).length;
  const left = polls.length > drawnPolls
    ? ` Of ${grouped(polls.length)} polls, the ${drawnPolls} closest ones are drawn.` : "";
  const frameOf = (poll) => `frame ${view.rows[poll.index][Row.frame]}`;
  return chart("Poll timeouts against what the host waited",
    "A bar ends at the bwPollTimeout of a status answer; a dot is what the host waited, from this request to its "
    + `next. ✕: the host came too early.${left}`,
    `${counted(polls.length, "poll")}; the host came too early after ${early} of them.`, 268, axis.marks,
    drawn.map((poll, place) =>
      pollMark(poll, plot.left + (place + 0.5) * step, axis.place, bottom, Math.min(step * 0.6, 14))),
    svg("text", { x: plot.left, y: 254 }, frameOf(drawn[0])),
    svg("text", { x: plot.right, y: 254, "text-anchor": "end" }, frameOf(drawn.at(-1))));
}

const powerText = (time) => (time < 1e6 ? `${time / 1e3} µs` : time < 1e9 ? `${time / 1e6} ms` : `${time / 1e9} s`);

function pollMark(poll, x, y, bottom, width) {
  const [dot, end] = [y(poll.waited), y(poll.announced)];
  const words = `announced ${spanText(poll.announced)}, waited ${spanText(poll.waited)}`;
  const cross = `M${x - 4} ${dot - 4} l8 8 M${x + 4} ${dot - 4} l-8 8`;
  return svg("g", {}, svg("title", {}, `Frame ${view.rows[poll.index][Row.frame]}: ${words}`),
    poll.announced === 0 ? null : [
      svg("line", { x1: x, x2: x, y1: bottom, y2: end, class: "announced" }),
      svg("line", { x1: x - width / 2, x2: x + width / 2, y1: end, y2: end, class: "announced" })],
    poll.isEarly ? svg("path", { d: cross, class: "early" })
      : svg("circle", { cx: x, cy: dot, r: Math.max(1.5, Math.min(3, width / 3)), class: "waited" }));
}

/** How many spans of time the throughput is averaged over. */
const throughputBins = 120;

function throughputChart(opened, first, last) {
  const sums = bytesOverTime(opened, first, last, throughputBins);
  const seconds = (last - first) / 1e9 / throughputBins || 1;
  const rates = sums.map((sum) => sum / seconds);
  const most = rates.reduce((a, b) => Math.max(a, b));
  const [top, bottom] = [16, 160];
  const step = axisSteps(most, 4);
  const y = (rate) => bottom - (rate / (Math.ceil(most / step) * step)) * (bottom - top);
  const marks = [];
  for (let rate = 0; rate <= Math.ceil(most / step) * step + step / 2; rate += step) {
    marks.push(svg("line", { x1: plot.left, x2: plot.right, y1: y(rate), y2: y(rate), class: "grid" }),
      svg("text", { x: plot.left - 10, y: y(rate) + 4, "text-anchor": "end" }, `${bytesText(Math.round(rate))}/s`));
  }
  const width = (plot.right - plot.left) / throughputBins;
  const line = rates.map((rate, bin) => `H${(plot.left + bin * width).toFixed(1)} V${y(rate).toFixed(1)}`).join(" ");
  return chart("Throughput",
    `Bytes in DFU_DNLOAD and DFU_UPLOAD, averaged over ${spanText(seconds * 1e9)} each.`,
    `At most ${bytesText(Math.round(most))} per second.`, 194, marks, timeAxis(first, last, top, bottom),
    svg("path", { d: `M${plot.left} ${bottom} ${line} H${plot.right} V${bottom} Z`, class: "area" }));
}
