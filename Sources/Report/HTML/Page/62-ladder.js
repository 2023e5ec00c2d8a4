// The conversation as a ladder: a row for each exchange or event. Only rows in sight are made,
// so that 100,000 rows are no slower than ten.

/** The height of a row, which the style gives: it is larger on a narrow screen. */
const styledRowHeight = () => parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row-height"), 10);

/** Rows made above and below the ones in sight. */
const rowMargin = 10;

/** The ladder that is shown: its parts, the rows that pass the filter, and the chosen one. */
let ladder = null;

function drawConversation() {
  if (view.rows.length === 0) {
    ladder = null;
    return refill("conversation-body", html("p", {}, missingRows()));
  }
  const form = filterForm(view, () => applyFilter(filterOf(form)));
  const list = html("div", { class: "rows", role: "presentation" });
  const scroller = html("div", { class: "ladder", role: "listbox", tabindex: "0", id: "ladder",
    "aria-label": "Conversation of host and device", "aria-describedby": "ladder-count",
    scroll: drawRows, keydown: ladderKey, click: ladderClick, focus: firstChoice }, list);
  const count = html("p", { id: "ladder-count", class: "hint", role: "status" });
  const detail = html("div", { class: "detail", id: "row-detail", "aria-live": "polite" });
  ladder = { form, list, scroller, count, detail, shown: [], chosen: null };
  refill("conversation-body", form, count,
    html("div", { class: "ladder-frame" }, ladderHead(), scroller), detail,
    html("div", { class: "printed", id: "printed-rows" }));
  applyFilter(noFilter);
}

/** Why there are no rows. */
const missingRows = () => (view.session?.transfers > 0
  ? `The page had no room for the rows of this session: ${counted(view.session.transfers, "transfer")}.`
  : "There is no conversation to show.");

const ladderHead = () => html("div", { class: "ladder-head", "aria-hidden": "true" },
  html("span", { class: "frame" }, "Frame"), html("span", { class: "time" }, "Time"),
  html("span", { class: "host" }, "Host"), html("span", { class: "end" }, "Device"),
  html("span", { class: "state" }, "State"), html("span", {}, ""));

/** Shows the rows that pass the filter. */
function applyFilter(filter) {
  ladder.shown = matchingRows(view, filter);
  layOut();
  ladder.scroller.scrollTop = 0;
  ladder.count.textContent = countText();
  ladder.drawn = null;
  if (ladder.chosen !== null && !ladder.shown.includes(ladder.chosen)) chooseRow(null);
  drawRows();
}

/** Gives the list the height of all its rows. */
function layOut() {
  ladder.rowHeight = styledRowHeight();
  ladder.list.style.height = `${Math.max(ladder.shown.length, 1) * ladder.rowHeight}px`;
}

addEventListener("resize", () => {
  if (ladder === null) return;
  layOut();
  ladder.drawn = null;
  drawRows();
});

function countText() {
  const all = view.rows.length;
  const some = ladder.shown.length;
  const left = view.further > 0 ? `; ${grouped(view.further)} more are left out of this page` : "";
  return (some === all ? counted(all, "row") : `${grouped(some)} of ${counted(all, "row")}`) + left + ".";
}

/** Makes the rows that are in sight. */
function drawRows() {
  const { scroller, list, shown, rowHeight } = ladder;
  const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - rowMargin);
  const last = Math.min(shown.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight) + rowMargin);
  if (ladder.drawn === `${first}-${last}-${ladder.chosen}`) return;
  ladder.drawn = `${first}-${last}-${ladder.chosen}`;
  const made = [];
  for (let place = first; place < last; place += 1) made.push(ladderRow(shown[place], place));
  if (shown.length === 0) made.push(html("p", { class: "none", role: "option" }, "No row passes the filter."));
  list.replaceChildren(...made);
  const active = ladder.chosen !== null && byId(`row-${ladder.chosen}`);
  if (active) scroller.setAttribute("aria-activedescendant", active.id);
  else scroller.removeAttribute("aria-activedescendant");
}

function ladderRow(index, place) {
  const row = view.rows[index];
  const verdict = rowVerdict(view, index);
  const isChosen = index === ladder.chosen;
  const marked = view.rowFindings.has(index);
  const element = html("div", {
    class: `row ${row[Row.kind] === Kind.event ? "event" : "exchange"} ${marked ? verdict : ""}`,
    role: "option", id: `row-${index}`, "data-index": index,
    "aria-selected": isChosen ? "true" : "false", "aria-posinset": place + 1, "aria-setsize": ladder.shown.length,
  }, html("span", { class: "frame" }, row[Row.frame]),
  html("span", { class: "time" }, (row[Row.time] / 1e9).toFixed(6)),
  row[Row.kind] === Kind.event ? eventRung(row) : exchangeRung(row),
  html("span", { class: "state" }, stateCell(row)),
  html("span", { class: "mark" }, marked ? badge(verdict) : null));
  element.style.top = `${place * ladder.rowHeight}px`;
  return element;
}

function eventRung(row) {
  return html("span", { class: "rung" }, html("span", { class: "words" }, requestText(view, row)));
}

/** A request to the right and its reply to the left. */
function exchangeRung(row) {
  const outcome = ["answered", "stalled", "unanswered"][row[Row.outcome]];
  const folded = row[Row.folded] > 0
    ? html("span", { class: "fold" },
      ` and ${counted(row[Row.folded], "equal poll")} to frame ${row[Row.lastFrame]}`) : null;
  return html("span", { class: `rung ${outcome}` },
    html("span", { class: "request" }, requestText(view, row)), arrow("right"),
    html("span", { class: "reply" }, replyText(view, row), pollText(row), folded), arrow("left"));
}

const pollText = (row) => (row[Row.poll] < 0 ? null : `, bwPollTimeout ${row[Row.poll]} ms`);

/** An arrow as wide as its column. */
function arrow(direction) {
  const tip = direction === "right" ? "M0 0 L7 4 L0 8" : "M7 0 L0 4 L7 8";
  return html("span", { class: `arrow ${direction}`, "aria-hidden": "true" },
    svg("svg", { class: "shaft", width: "100%", height: "8" },
      svg("line", { x1: "0", y1: "4", x2: "100%", y2: "4" })),
    svg("svg", { class: "tip", width: "8", height: "8" }, svg("path", { d: tip })));
}

/** The states after a row, as far as its height has room for them; the row in full names all. */
function stateCell(row) {
  const after = row[Row.after];
  const possible = statesIn(after).length;
  const text = possible > 3 && possible < data.states.length ? `one of ${possible} states` : statesText(after);
  if (row[Row.before] === after) return html("span", { class: "same" }, text);
  return html("span", {}, "→ ", text);
}

function ladderClick(event) {
  const row = event.target.closest("[data-index]");
  if (row !== null) chooseRow(Number(row.dataset.index));
}

/** The first row is chosen when the keyboard comes in. */
function firstChoice() {
  if (ladder.chosen === null && ladder.shown.length > 0 && ladder.scroller.matches(":focus-visible")) {
    chooseRow(ladder.shown[Math.round(ladder.scroller.scrollTop / ladder.rowHeight)] ?? ladder.shown[0]);
  }
}

/** How far each key moves; a page is what is in sight. */
function keyStep(key) {
  const page = Math.max(1, Math.floor(ladder.scroller.clientHeight / ladder.rowHeight) - 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  return steps[key];
}

function ladderKey(event) {
  const step = keyStep(event.key);
  if (step === undefined || ladder.shown.length === 0) return;
  event.preventDefault();
  const from = ladder.chosen === null ? -1 : ladder.shown.indexOf(ladder.chosen);
  const place = Math.min(ladder.shown.length - 1, Math.max(0, from + step));
  chooseRow(ladder.shown[place]);
  keepInSight(place);
}

function keepInSight(place) {
  const { scroller, rowHeight } = ladder;
  const top = place * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  if (top + rowHeight > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top + rowHeight - scroller.clientHeight;
  }
  drawRows();
}

/** Chooses a row and shows it in full beneath the ladder; null chooses none. */
function chooseRow(index) {
  ladder.chosen = index;
  ladder.drawn = null;
  ladder.detail.replaceChildren(...(index === null ? [] : rowDetail(index)));
  drawRows();
}

function rowDetail(index) {
  const row = view.rows[index];
  const found = view.rowFindings.get(index) ?? [];
  const device = view.session.devices[row[Row.device]];
  return [
    html("h3", {}, `Frame ${row[Row.frame]}: ${requestText(view, row)}`),
    terms([
      ["Answer", row[Row.answerFrame] ? `frame ${row[Row.answerFrame]}` : null],
      ["Reply", row[Row.kind] === Kind.exchange ? [replyText(view, row), pollText(row)] : null],
      ["Time", secondsText(row[Row.time])], ["Device", device ? deviceText(device) : null],
      ["State before", statesText(row[Row.before])], ["State after", statesText(row[Row.after])],
      ["Data", row[Row.bytes] > 0 ? counted(row[Row.bytes], "byte") : null],
      ["Folded", row[Row.folded] === 0 ? null : `${counted(row[Row.folded], "equal poll")}, `
        + `the last in frame ${row[Row.lastFrame]} at ${secondsText(row[Row.lastTime])}`],
      ["Findings", found.map((finding) => html("p", {}, badge(finding.verdict), ` ${finding.actor}: `,
        button(finding.rule, () => showFinding(finding), { class: "link mono" })))],
    ]),
    ...bytesPart(view, row).filter(Boolean), commandsFor(view.capture, row[Row.frame], row[Row.answerFrame]),
  ];
}

/** Goes to a frame in the ladder; a filter that hides it is cleared. */
function showFrame(frame, wanted = null) {
  const index = wanted ?? rowAt(view, frame);
  if (index === null || ladder === null) return;
  if (!ladder.shown.includes(index)) {
    ladder.form.reset();
    applyFilter(noFilter);
  }
  chooseRow(index);
  ladder.scroller.scrollIntoView({ block: "center" });
  const place = ladder.shown.indexOf(index);
  ladder.scroller.scrollTop = (place + 1) * ladder.rowHeight - ladder.scroller.clientHeight / 2;
  drawRows();
  ladder.scroller.focus({ preventScroll: true });
}

/** Shows the rows of a filter. */
function showRows(filter) {
  if (ladder === null) return;
  for (const [name, value] of Object.entries({ ...noFilter, ...filter })) ladder.form.elements[name].value = value;
  applyFilter(filterOf(ladder.form));
  byId("conversation").scrollIntoView();
  ladder.scroller.focus({ preventScroll: true });
}
