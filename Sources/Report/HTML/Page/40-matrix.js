// The conformance matrix: states by events. A cell shows how often it was put to the test, and how it went.

/** The order of the columns; events that are not named here follow. */
const eventOrder = [
  "DFU_DETACH", "DFU_DNLOAD", "DFU_UPLOAD", "DFU_GETSTATUS", "DFU_CLRSTATUS", "DFU_GETSTATE", "DFU_ABORT",
  "UNKNOWN_CLASS_REQUEST", "USB_RESET", "POWER_ON_RESET", "DEVICE_DETACH_ATTACH", "DETACH_TIMEOUT",
  "POLL_TIMEOUT", "SET_CONFIGURATION", "SET_INTERFACE",
];

function drawMatrix() {
  if (!view.session) return refill("matrix-body", html("p", {}, "There is no session to judge."));
  const used = new Map(view.session.rules.map((use) => [use.rule, use]));
  const judged = data.cells.map((cell) => judgeCell(cell, used));
  const tested = judged.filter((cell) => cell.count > 0).length;
  const filter = data.report.filter;
  refill("matrix-body",
    filter && html("p", { class: "hint" }, `Only rules below ${filter} are shown; other cells look untested.`),
    html("p", { class: "tally" }, `${tested} of ${counted(data.cells.length, "cell")} were put to the test.`),
    matrixLegend(), matrixTable(judged),
    html("div", { class: "detail", id: "cell-detail", "aria-live": "polite" }), testedRules());
}

/** A cell with its coverage, its verdict about the device, and its findings. */
function judgeCell(cell, used) {
  const uses = cell.rules.map((rule) => used.get(rule)).filter(Boolean);
  const findings = view.findings.filter((finding) => cell.rules.includes(finding.rule));
  const unlisted = view.session.unlisted.filter((kind) => cell.rules.includes(kind.rule));
  const count = uses.reduce((sum, use) => sum + use.count, 0);
  const verdict = worst([...findings, ...unlisted].map((finding) => finding.verdict));
  return { ...cell, uses, findings, count: Math.max(count, findings.length), verdict };
}

const matrixLegend = () => html("ul", { class: "legend" },
  verdicts.map((verdict) => html("li", {}, badge(verdict), ` ${meanings[verdict]}`)),
  html("li", {}, html("span", { class: "untested" }, "·"), " not put to the test"),
  html("li", {}, "empty: no rule"));

function matrixTable(judged) {
  const found = new Set(judged.map((cell) => cell.event));
  const events = [...eventOrder.filter((event) => found.has(event)),
    ...[...found].filter((event) => !eventOrder.includes(event))];
  const head = html("tr", {}, html("td", {}), events.map((event) =>
    html("th", { scope: "col" }, html("span", {}, event))));
  const rows = data.states.map((state) => html("tr", {}, html("th", { scope: "row" }, state.name),
    events.map((event) => html("td", {}, cellButton(judged, state, event)))));
  const grid = html("table", { class: "matrix", keydown: matrixKey },
    html("thead", {}, head), html("tbody", {}, rows));
  const first = grid.querySelector("button.tested") ?? grid.querySelector("button");
  first?.setAttribute("tabindex", "0");
  return html("div", { class: "wide", role: "group", "aria-label": "Conformance matrix", tabindex: "0" }, grid);
}

function cellButton(judged, state, event) {
  const cell = judged.find((some) => some.state === state.number && some.event === event);
  if (cell === undefined) return null;
  const isTested = cell.count > 0;
  const words = isTested ? `tested ${cell.count} times, ${cell.verdict}` : "not put to the test";
  return button(isTested
    ? [html("span", { class: "sign", "aria-hidden": "true" }, signs[cell.verdict]),
      html("span", {}, grouped(cell.count))]
    : html("span", { class: "untested" }, "·"),
  (click) => chooseCell(cell, click.currentTarget), {
    class: isTested ? `tested ${cell.verdict}` : "untested", tabindex: "-1",
    "aria-label": `${state.name}, ${event}: ${words}`, "aria-pressed": "false",
  });
}

/** The arrow keys move from cell to cell; one cell is in the order of the tab key. */
function matrixKey(event) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const from = event.target.closest("td");
  if (step === undefined || from === null) return;
  event.preventDefault();
  const rows = [...event.currentTarget.tBodies[0].rows];
  let [row, column] = [from.parentElement.sectionRowIndex, from.cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const place = rows[row]?.cells[column];
    if (place === undefined || place.tagName === "TH") return;
    const target = place.querySelector("button");
    if (target !== null) return moveTo(target, event.currentTarget);
  }
}

function moveTo(target, grid) {
  grid.querySelectorAll("button[tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
  target.setAttribute("tabindex", "0");
  target.focus();
}

/** Shows the clause of a cell, what it allows, and the frames that put it to the test. */
function chooseCell(cell, chosen) {
  const grid = chosen.closest("table");
  grid.querySelector("[aria-pressed='true']")?.setAttribute("aria-pressed", "false");
  chosen.setAttribute("aria-pressed", "true");
  moveTo(chosen, grid);
  const places = cell.count === 0 ? []
    : view.rows.flatMap((row, index) => (isInCell(view, row, cell) ? [index] : []));
  refill("cell-detail",
    html("h3", {}, `${stateName(cell.state)}, ${cell.event}`),
    terms([
      ["Clause", cell.clause],
      ["Allowed", cell.allowed.map((answer) => html("p", {}, answer))],
      ["Coverage", cell.count === 0 ? "not put to the test"
        : [badge(cell.verdict), ` tested ${counted(cell.count, "time")}`]],
      ["Rules", cell.rules.map((rule) => html("p", {}, html("code", {}, rule), useText(cell, rule)))],
      ["Findings", cell.findings.slice(0, 20).map((finding) => html("p", {}, badge(finding.verdict), " ",
        button(`frame ${finding.frame}`, () => showFinding(finding), { class: "link" })))],
      ["Frames", places.length === 0 && cell.count > 0
        ? "none of its own: what came after tells that it happened" : frameButtons(places)],
    ]),
    places.length > 0 && button("Show these rows in the conversation", () =>
      showRows({ rule: cell.uses[0]?.rule ?? cell.findings[0].rule })));
}

function useText(cell, rule) {
  const use = cell.uses.find((some) => some.rule === rule);
  if (use === undefined) return "";
  const shown = use.outcomes.length > 0 ? `; shown: ${use.outcomes.join(", ")}` : "";
  return ` tested ${counted(use.count, "time")}${shown}`;
}

/** Buttons to the first frames of some rows. */
function frameButtons(places) {
  const shown = places.slice(0, 24).map((index) => [button(String(view.rows[index][Row.frame]),
    () => showFrame(view.rows[index][Row.frame], index), { class: "link" }), " "]);
  const left = places.length - shown.length;
  return left > 0 ? [...shown, `and ${grouped(left)} more`] : shown;
}

/** Every rule that was put to the test, those of the matrix and the others. */
function testedRules() {
  const verdictOf = (rule) => worst([...view.findings, ...view.session.unlisted]
    .filter((finding) => finding.rule === rule || finding.profileRule === rule)
    .map((finding) => finding.verdict));
  const body = () => table("Rules that were put to the test", ["Rule", "Verdict", "Tested", "Demand", "Clause"],
    view.session.rules.map((use) => cells(html("code", {}, use.rule), badge(verdictOf(use.rule)),
      grouped(use.count), data.rules[use.rule]?.says ?? "", data.rules[use.rule]?.clause ?? "")),
    { class: "rules" });
  return unfolding(`All ${counted(view.session.rules.length, "rule")} that were put to the test`, body);
}
