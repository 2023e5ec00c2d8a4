// Which rows of the conversation are shown.

/** The filter as it is set; empty texts let all rows pass. */
const noFilter = Object.freeze({ verdict: "", rule: "", state: "", frame: "", text: "" });

/** The numbers of the rows that pass a filter. */
function matchingRows(opened, filter) {
  const tests = [
    verdictTest(opened, filter.verdict), ruleTest(opened, filter.rule), stateTest(filter.state),
    frameTest(filter.frame), textTest(opened, filter.text),
  ].filter(Boolean);
  const found = [];
  opened.rows.forEach((row, index) => { if (tests.every((test) => test(row, index))) found.push(index); });
  return found;
}

/** `any`: rows with a finding; a verdict: rows with a finding of this verdict. */
function verdictTest(opened, verdict) {
  if (verdict === "") return null;
  if (verdict === "pass") return (row, index) => !opened.rowFindings.has(index);
  return (row, index) => (opened.rowFindings.get(index) ?? [])
    .some((finding) => verdict === "any" || finding.verdict === verdict);
}

/** Rows with a finding of the rule, or, for a rule of the state tables, rows of its cell. */
function ruleTest(opened, rule) {
  if (rule === "") return null;
  const cell = data.cells.find((some) => some.rules.includes(rule));
  return (row, index) => {
    const found = opened.rowFindings.get(index) ?? [];
    if (found.some((finding) => finding.rule === rule || finding.profileRule === rule)) return true;
    return cell !== undefined && isInCell(opened, row, cell);
  };
}

/** Whether a row may have put a cell of the matrix to the test. */
const isInCell = (opened, row, cell) =>
  ((row[Row.before] >> cell.state) & 1) === 1 && eventName(opened, row) === cell.event;

function stateTest(state) {
  if (state === "") return null;
  const bit = 1 << Number(state);
  return (row) => ((row[Row.before] | row[Row.after]) & bit) !== 0;
}

/** `97` or `97-200`; a row counts when one of its frames lies there. */
function frameTest(text) {
  const range = /^\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?$/.exec(text);
  if (range === null) return null;
  const first = Number(range[1]);
  const last = range[2] === undefined ? first : Number(range[2]);
  return (row) => row[Row.frame] <= last
    && Math.max(row[Row.frame], row[Row.answerFrame], row[Row.lastFrame]) >= first;
}

/** Rows whose request, event or reply holds the text; big and small letters are the same. */
function textTest(opened, text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  const holds = opened.strings.map((string) => string.toLowerCase().includes(wanted));
  return (row) => holds[row[Row.words]] || (row[Row.reply] >= 0 && holds[row[Row.reply]]);
}

/** The form that sets the filter. */
function filterForm(opened, changed) {
  const form = html("form", { class: "filter", role: "search", "aria-label": "Filter of the conversation",
    submit: (event) => event.preventDefault(), input: changed },
    selectOf("Verdict", "verdict", [["", "all rows"], ["any", "any finding"],
      ...verdicts.toReversed().map((verdict) => [verdict, `${signs[verdict]} ${verdict}`])]),
    selectOf("Rule", "rule", [["", "all rules"], ...ruleChoices(opened)]),
    selectOf("State", "state", [["", "all states"], ...data.states.map((state) => [state.number, state.name])]),
    html("label", {}, "Frame", html("input", { name: "frame", inputmode: "numeric", size: 9,
      placeholder: "97 or 97-200", pattern: "\\s*\\d+\\s*([\\-–]\\s*\\d+\\s*)?" })),
    html("label", {}, "Text", html("input", { name: "text", type: "search", size: 14, placeholder: "wLength 0" })),
    button("Clear", () => { form.reset(); changed(); }, { class: "clear" }));
  return form;
}

const selectOf = (label, name, choices) => html("label", {}, label,
  html("select", { name }, choices.map(([value, words]) => html("option", { value }, words))));

/** The rules that have findings, then the other rules of the state tables that were tested. */
function ruleChoices(opened) {
  const broken = new Set(opened.findings.map((finding) => finding.rule));
  const inTables = new Set(data.cells.flatMap((cell) => cell.rules));
  const tested = (opened.session?.rules ?? []).map((use) => use.rule)
    .filter((rule) => inTables.has(rule) && !broken.has(rule));
  return [...[...broken].sort().map((rule) => [rule, `${rule} (findings)`]), ...tested.map((rule) => [rule, rule])];
}

/** What the form holds now. */
const filterOf = (form) => ({ ...noFilter, ...Object.fromEntries(new FormData(form)) });
