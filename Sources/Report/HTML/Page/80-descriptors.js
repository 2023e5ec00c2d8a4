// The descriptors: both modes side by side, then each set as it was read.

function drawDescriptors() {
  const found = view.capture?.descriptors ?? null;
  const sets = found?.sets.filter((set) => set.session === view.sessionIndex + 1 || set.session === null) ?? [];
  if (sets.length === 0) {
    return refill("descriptors-body", html("p", {}, "The capture shows no descriptors of this session."));
  }
  const comparison = found.comparisons.find((some) => some.session === view.sessionIndex + 1);
  refill("descriptors-body",
    comparison ? comparisonPart(comparison, sets)
      : html("p", { class: "hint" }, "Only one mode was read, so there is nothing to put beside it."),
    html("div", { class: "sets" }, sets.map(setPart)),
    found.leftOut > 0 && html("p", { class: "hint" }, `${counted(found.leftOut, "further set")} left out.`));
}

/** Both modes side by side: what differs or breaks a rule, or all. */
function comparisonPart(comparison, sets) {
  const rules = rulesOfFields(sets);
  const marked = comparison.rows.map((row) => ({ ...row, rules: rules.get(`${row.descriptor}/${row.field}`) ?? [] }));
  const holder = html("div");
  const heads = ["Descriptor", "Field", "Run-time", "DFU mode", "Rules broken"];
  const draw = (all) => holder.replaceChildren(table("Descriptors of both modes", heads,
    marked.filter((row) => all || row.differs || row.rules.length > 0).map(comparisonRow)));
  const box = html("input", { type: "checkbox", id: "all-fields", change: (event) => draw(event.target.checked) });
  draw(false);
  const differing = marked.filter((row) => row.differs).length;
  return [
    html("p", { class: "tally" }, `${differing} of ${counted(marked.length, "field")} differ between the modes (≠).`),
    html("label", { class: "choice", for: "all-fields" }, box, "Show the equal fields too"), holder,
  ];
}

const comparisonRow = (row) => html("tr", { class: row.differs ? "differs" : null },
  html("td", {}, row.descriptor), html("td", {}, row.field), html("td", { class: "mono" }, row.runTime ?? "–"),
  html("td", { class: "mono" }, row.dfuMode ?? "–"), html("td", {}, ruleWords(row.rules)));

/** The rules that the fields break, by descriptor and field. */
function rulesOfFields(sets) {
  const found = new Map();
  for (const descriptor of sets.flatMap((set) => set.descriptors)) {
    for (const field of descriptor.fields.filter((some) => some.rules.length > 0)) {
      const key = `${descriptor.name}/${field.name}`;
      found.set(key, [...new Set([...(found.get(key) ?? []), ...field.rules])]);
    }
  }
  return found;
}

/** Broken rules with their sign; a rule with a finding leads to it. */
const ruleWords = (rules) => rules.map((rule) => {
  const finding = view.findings.find((some) => some.rule === rule || some.profileRule === rule);
  return html("p", {}, finding ? badge(finding.verdict) : "✕", " ",
    finding ? button(rule, () => showFinding(finding), { class: "link mono" }) : html("code", {}, rule));
});

/** One set of descriptors, folded. */
function setPart(set) {
  const frames = set.firstFrame === set.lastFrame ? `frame ${set.firstFrame}`
    : `frames ${set.firstFrame} to ${set.lastFrame}`;
  const product = set.product ? `, ${productText(set.product)}` : "";
  const title = `${firstUpper(set.mode ?? "mode not known")}, device ${set.bus}.${set.address}${product}, ${frames}`;
  return unfolding(title, () => set.descriptors.map(descriptorPart));
}

function descriptorPart(descriptor) {
  return html("div", { class: "descriptor" },
    html("h3", {}, `${descriptor.name}, frame ${descriptor.frame}, offset ${descriptor.offset}`),
    html("p", { class: "mono" }, hexPairs(bytesOf(descriptor.bytes))),
    ruleWords(descriptor.rules), descriptor.notes.map((note) => html("p", { class: "hint" }, note)),
    table(`Fields of ${descriptor.name}`, ["Offset", "Field", "Value", "Meaning", "Rules broken"],
      descriptor.fields.map((field) => cells(String(field.offset), (field.isPart ? "· " : "") + field.name,
        html("span", { class: "mono" }, field.text), field.meaning ?? "", ruleWords(field.rules)))));
}
