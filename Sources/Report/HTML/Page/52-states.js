// The state diagram of DFU 1.1, Figure A.1, with the path that the device took.

/** The middle of each state's box; laid out by hand. */
const stateCentres = [
  [112, 70], [112, 240], [385, 240], [655, 70], [925, 70], [655, 240], [655, 410], [925, 410], [925, 560],
  [385, 70], [385, 560],
];

const stateBox = { width: 212, height: 50 };

/** How far an arrow bends to its left, where the straight way would cross a box. */
const bends = {
  "0-10": 60, "1-10": 0, "3-0": -100, "3-10": -60, "4-0": -120, "4-2": 0, "4-10": 40, "5-0": 0, "7-2": 0, "7-10": 0,
  "8-2": 130, "9-10": 250,
};

/** The ways back to appIDLE that go around boxes, each with the place of its count. */
const detours = {
  "6-0": { d: "M546 425 C400 450 250 440 250 330 V150 Q250 95 221 84", label: [381, 436] },
  "7-0": { d: "M850 438 C720 500 250 520 250 330 V150 Q250 95 221 84", label: [583, 481] },
  "8-0": { d: "M822 560 C640 520 262 520 262 330 V150 Q262 90 221 76", label: [546, 516] },
  "10-0": { d: "M300 532 Q250 480 250 330 V150 Q250 95 221 84", label: [260, 430] },
};

function drawStates() {
  if (!view.session) return refill("states-body", html("p", {}, "There is no session to draw."));
  const path = takenPath(view);
  refill("states-body",
    html("div", { class: "wide diagram", role: "group", "aria-label": "State diagram", tabindex: "0" }, diagram(path)),
    html("div", { class: "detail", id: "step-detail", "aria-live": "polite" }),
    path.unclear > 0 && html("p", { class: "hint" },
      `Not drawn, because more than one way was possible: ${counted(path.unclear, "row")}.`),
    unfolding("The same as a table", () => pathTable(path)));
}

function diagram(path) {
  const taken = [...path.steps.values()].filter((step) => step.from !== step.to);
  const allowed = allowedSteps().filter((step) => !path.steps.has(`${step.from}-${step.to}`));
  return svg("svg", { viewBox: "0 0 1036 600", class: "states", role: "group",
    "aria-label": "The states and the transitions that were taken" },
  arrowHeads(), allowed.map((step) => allowedArrow(step, path)), taken.map((step) => takenArrow(step, path)),
  data.states.map((state) => stateShape(state, path)), taken.map((step) => stepLabel(step, path)));
}

/** The arrows of Figure A.1 that are not resets or ways into dfuERROR: these would hide the others. */
function allowedSteps() {
  const wanted = data.edges.filter((edge) => edge.from !== edge.to && !edge.note && stateName(edge.to) !== "dfuERROR"
    && !/RESET|ATTACH|SET_/.test(edge.event));
  return [...new Map(wanted.map((edge) => [`${edge.from}-${edge.to}`, edge])).values()];
}

const arrowHeads = () => svg("defs", {}, ["allowed", "taken", "broken"].map((kind) =>
  svg("marker", { id: `head-${kind}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerUnits: "userSpaceOnUse",
    markerWidth: kind === "allowed" ? 8 : 12, markerHeight: kind === "allowed" ? 8 : 12, orient: "auto" },
  svg("path", { d: "M0 0 L10 5 L0 10 Z", class: `head ${kind}` }))));

/** The way of an arrow, and the place of its count. */
function wayOf(step, path) {
  const detour = detours[`${step.from}-${step.to}`];
  if (detour !== undefined) return detour;
  const { start, middle, end } = bentWay(step, path);
  const part = isPaired(step, path) ? 0.38 : 0.5; // the counts of two opposite arrows must not meet
  const label = [0, 1].map((axis) => (1 - part) ** 2 * start[axis] + 2 * part * (1 - part) * middle[axis]
    + part ** 2 * end[axis]);
  return { d: `M${start.map(Math.round)} Q${middle.map(Math.round)} ${end.map(Math.round)}`, label };
}

/** Whether there is an arrow of the opposite direction. */
const isPaired = (step, path) => path.steps.has(`${step.to}-${step.from}`)
  || data.edges.some((edge) => edge.from === step.to && edge.to === step.from);

/** Both ends of a way, at the boxes, and the point that bends it. */
function bentWay(step, path) {
  const [a, b] = [stateCentres[step.from], stateCentres[step.to]];
  const bend = bends[`${step.from}-${step.to}`] ?? (isPaired(step, path) ? 34 : 0);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [sideX, sideY] = [(b[1] - a[1]) / length, (a[0] - b[0]) / length];
  const middle = [(a[0] + b[0]) / 2 + sideX * bend, (a[1] + b[1]) / 2 + sideY * bend];
  return { start: boxEdge(a, middle), end: boxEdge(b, middle), middle };
}

/** Where the line from the middle of a box to a point leaves the box. */
function boxEdge([x, y], [toX, toY]) {
  const [dx, dy] = [toX - x, toY - y];
  const scale = Math.min(Math.abs((stateBox.width / 2 + 3) / dx), Math.abs((stateBox.height / 2 + 3) / dy));
  return [x + dx * scale, y + dy * scale];
}

const allowedArrow = (step, path) => svg("path", { d: wayOf(step, path).d, class: "way allowed",
  "marker-end": "url(#head-allowed)" });

function takenArrow(step, path) {
  const kind = isBroken(step.verdict) ? "broken" : "taken";
  return svg("path", { d: wayOf(step, path).d, class: `way ${kind} ${step.verdict}`,
    "marker-end": `url(#head-${kind})` });
}

/** The count of an arrow, which shows its frames when it is chosen. */
function stepLabel(step, path) {
  const [x, y] = wayOf(step, path).label;
  const words = (isBroken(step.verdict) ? `${signs[step.verdict]} ` : "") + `${grouped(step.count)}×`;
  const width = words.length * 8 + 14;
  const label = `${stateName(step.from)} to ${stateName(step.to)}, ${counted(step.count, "time")}: ${step.verdict}`;
  return pressable(label, () => chooseStep(step),
    `count ${isBroken(step.verdict) ? `broken ${step.verdict}` : ""}`,
    svg("rect", { x: x - width / 2, y: y - 12, width, height: 24, rx: 12 }),
    svg("text", { x, y: y + 4.5, "text-anchor": "middle" }, words));
}

function stateShape(state, path) {
  const [x, y] = stateCentres[state.number];
  const visits = path.visits.get(state.number) ?? 0;
  const stayed = path.steps.get(`${state.number}-${state.number}`);
  const times = [visits > 0 ? `entered ${grouped(visits)}×` : "", stayed ? `stayed ${grouped(stayed.count)}×` : ""];
  const words = path.visits.has(state.number) ? times.filter(Boolean).join(", ") || "at the start" : "not seen";
  const isBad = stayed !== undefined && isBroken(stayed.verdict);
  const parts = [
    svg("rect", { x: x - stateBox.width / 2, y: y - stateBox.height / 2, ...stateBox, rx: 6 }),
    svg("text", { x, y: y - 3, "text-anchor": "middle", class: "name" }, `${state.number} ${state.name}`),
    svg("text", { x, y: y + 15, "text-anchor": "middle", class: "visits" },
      (isBad ? `${signs[stayed.verdict]} ` : "") + words)];
  const look = `state ${path.visits.has(state.number) ? "seen" : "unseen"} ${isBad ? `broken ${stayed.verdict}` : ""}`;
  if (!path.visits.has(state.number)) return svg("g", { class: look }, parts);
  return pressable(`${state.name}: ${words}`, () => chooseState(state, stayed), look, ...parts);
}

/** A part of a drawing that acts as a button. */
const pressable = (label, action, look, ...parts) => svg("g", {
  role: "button", tabindex: "0", "aria-label": label, class: `pressable ${look}`, click: action,
  keydown: (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action();
  },
}, svg("title", {}, label), ...parts);

function chooseStep(step) {
  refill("step-detail", html("h3", {}, `${stateName(step.from)} → ${stateName(step.to)}`), terms([
    ["Verdict", [badge(step.verdict), " about the device"]], ["Taken", counted(step.count, "time")],
    ["By", eventsText(step)], ["Frames", frameButtons(step.rows)],
  ]));
}

function chooseState(state, stayed) {
  refill("step-detail", html("h3", {}, state.name), terms([
    ["Stayed", stayed ? `${counted(stayed.count, "time")}: ${eventsText(stayed)}` : "never without a change"],
    ["Verdict", stayed ? [badge(stayed.verdict), " about the device"] : null],
    ["Frames", stayed ? frameButtons(stayed.rows) : null],
  ]), button("Show its rows in the conversation", () => showRows({ state: state.number })));
}

const pathTable = (path) => table("Transitions that were taken", ["From", "To", "Times", "Verdict", "By", "Frames"],
  [...path.steps.values()].sort((a, b) => a.from - b.from || a.to - b.to).map((step) =>
    cells(stateName(step.from), stateName(step.to), grouped(step.count), badge(step.verdict), eventsText(step),
      frameButtons(step.rows.slice(0, 8)))));
