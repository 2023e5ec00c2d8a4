// The findings. Those of one rule stand together; each can be unfolded to its bytes and commands.

function drawFindings() {
  const { session } = view;
  if (!session) return refill("findings-body", html("p", {}, "There is no session to judge."));
  const groups = groupFindings(view.findings);
  const filter = data.report.filter;
  view.findingParts = new Map();
  refill("findings-body",
    filter && html("p", { class: "hint" }, `Only rules below ${filter} are shown.`),
    groups.length === 0 && !filter && html("p", {},
      html("span", { class: "badge pass" }, "✓ no findings"), " Every rule that was put to the test passed.",
      session.images.some(hasFailed) && " An update can fail all the same; see above how each ended."),
    groups.length === 0 && filter && html("p", {}, `No findings below ${filter}.`),
    groups.length > 0 && html("p", { class: "tally" }, tally(session)),
    groups.map(findingGroup),
    session.unlisted.length > 0 && html("ul", {}, session.unlisted.map((kind) => html("li", {},
      `${grouped(kind.count)} more are not listed: ${kind.actor} `, badge(kind.verdict), " ",
      html("code", {}, kind.rule), kind.accepted ? ` (${grouped(kind.acceptedCount)} ${kind.accepted.as})` : ""))));
}

/** `6 findings: 2 violation, 2 warning; 1 waived`, listed or not. */
function tally(session) {
  const numbers = verdicts.map((verdict) => [verdict, findingCount(session, (some) => some.verdict === verdict)]);
  const kinds = numbers.toReversed().filter(([, number]) => number > 0)
    .map(([verdict, number]) => `${grouped(number)} ${verdict}`);
  const accepted = ["waived", "known"].map((word) => [word, acceptedCount(session, word)])
    .filter(([, number]) => number > 0).map(([word, number]) => `${grouped(number)} ${word}`);
  return `${counted(findingCount(session), "finding")}: ${kinds.join(", ")}`
    + (accepted.length > 0 ? `; ${accepted.join(", ")}` : "");
}

/** The number of findings, listed or not, that a waiver (`waived`) or the baseline (`known`) accepts. */
function acceptedCount(session, word) {
  const unlisted = session.unlisted.filter((kind) => kind.accepted?.as === word)
    .reduce((sum, kind) => sum + kind.acceptedCount, 0);
  return session.findings.filter((finding) => finding.accepted?.as === word).length + unlisted;
}

/** The number of findings that pass a test, listed or not. */
function findingCount(session, passes = () => true) {
  const unlisted = session.unlisted.filter(passes).reduce((sum, kind) => sum + kind.count, 0);
  return session.findings.filter(passes).length + unlisted;
}

/** `0483:5740, bcdDevice 0100h`; null in a session with one product. */
const productText = (product) => product
  ? `${product.vendor}:${product.product}, bcdDevice ${product.bcdDevice}h` : null;

/**
 * Findings with the same rule, verdict, demand, acceptance and product; the worst first. Those that the profile
 * declares come after the others: they do not explain why an update failed.
 */
function groupFindings(findings) {
  const groups = new Map();
  for (const finding of findings) {
    const key = [finding.rule, finding.actor, finding.verdict, finding.profileVerdict, finding.expected,
      finding.clause, finding.advice, finding.accepted?.as, finding.accepted?.place,
      productText(finding.product)].join("\n");
    if (groups.has(key)) groups.get(key).push(finding);
    else groups.set(key, [finding]);
  }
  const isDeclared = ([finding]) => Number(finding.profileVerdict === "declared");
  return [...groups.values()].sort((a, b) =>
    isDeclared(a) - isDeclared(b) || severity(b[0].verdict) - severity(a[0].verdict));
}

function findingGroup(findings) {
  const [first] = findings;
  const explained = first.profileRule === null && first.profileVerdict === first.verdict ? null
    : [badge(first.profileVerdict), first.profileRule ? [" by ", html("code", {}, first.profileRule)] : ""];
  const { accepted } = first;
  const reason = accepted && (accepted.reason === null ? "the baseline holds it"
    : `${accepted.reason} (${accepted.place})`);
  return html("article", { class: `finding ${first.verdict}` },
    html("h3", {}, badge(first.verdict), " ", html("span", { class: "actor" }, first.actor), " ",
      html("code", {}, first.rule), accepted ? html("span", { class: "accepted" }, ` (${accepted.as})`) : null),
    first.onPurpose ? html("p", { class: "hint" }, "On purpose: a vector does this to test the device.") : null,
    findings.length === 1 ? html("p", { class: "message" }, first.message) : null,
    terms([
      ["Product", productText(first.product)], ["Expected", first.expected],
      ["Observed", findings.length === 1 ? first.observed : null],
      ["Clause", first.clause + (first.reading ? ` (reading ${first.reading})` : "")],
      ["With the profile", explained],
      [accepted ? firstUpper(accepted.as) : "", reason],
      ["To do", first.advice],
    ]),
    occurrences(findings));
}

/** How many findings of a group are made at once; the others wait behind a button. */
const occurrencesAtOnce = 50;

function occurrences(findings) {
  const list = html("div", { class: "occurrences" });
  const grow = () => {
    const from = list.childElementCount;
    list.append(...findings.slice(from, from + occurrencesAtOnce)
      .map((finding) => occurrence(finding, findings.length)));
    const left = findings.length - list.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${grouped(Math.min(left, occurrencesAtOnce))} more of ${grouped(left)}`;
  };
  const more = button("", () => {
    const from = list.childElementCount;
    grow();
    list.children[from]?.querySelector("summary").focus();
  }, { class: "more" });
  list.growAll = () => { while (list.childElementCount < findings.length) grow(); };
  list.growTo = (finding) => {
    while (findings.includes(finding) && !view.findingParts.has(finding)) grow();
  };
  grow();
  return [list, more];
}

function occurrence(finding, number) {
  const place = finding.frame === null ? "no frame"
    : `Frame ${finding.frame}` + (finding.completionFrame ? `, answer in ${finding.completionFrame}` : "");
  const summary = [html("span", { class: "place" }, place),
    finding.time === null ? "" : html("span", { class: "time" }, ` ${finding.time.toFixed(6)} s`),
    number > 1 ? html("span", { class: "seen" }, ` ${finding.observed}`) : ""];
  const part = unfolding(summary, () => occurrenceBody(finding, number), { class: "occurrence" });
  view.findingParts.set(finding, part);
  return part;
}

function occurrenceBody(finding, number) {
  const index = finding.frame === null ? null : rowOfFinding(view, finding);
  const measured = finding.measured === null ? null
    : `${finding.measured} ms` + (finding.required === null ? "" : `; required: ${finding.required} ms`);
  return [
    number > 1 ? html("p", { class: "message" }, finding.message) : null,
    terms([
      ["State", finding.states.join(" or ")], ["Request", finding.request],
      ["Observed", number > 1 ? finding.observed : null], ["Measured", measured],
      ["Also considered", finding.considered.map((other) =>
        html("p", {}, html("code", {}, other.rule), `: ${other.reason}`))],
    ]),
    index === null ? null : bytesPart(view, view.rows[index]),
    finding.frame === null ? null : commandsFor(view.capture, finding.frame, finding.completionFrame),
    finding.frame === null ? null : button("Show in the conversation", () => showFrame(finding.frame, index)),
  ];
}

/** Unfolds a finding and goes there. */
function showFinding(finding) {
  document.querySelectorAll(".occurrences").forEach((list) => list.growTo(finding));
  const part = view.findingParts.get(finding);
  part.unfold();
  part.querySelector("summary").focus();
  part.scrollIntoView({ block: "center" });
}
