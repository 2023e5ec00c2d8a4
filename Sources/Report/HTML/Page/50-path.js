// The path that a device took through the states.

/** The transitions that the rows show, each with how often, its events and its worst verdict. */
function takenPath(opened) {
  const path = { visits: new Map(), steps: new Map(), unclear: 0 };
  let known = null; // the last state that was sure, and the row that left it for several possible ones
  opened.rows.forEach((row, index) => {
    const to = onlyState(row[Row.after]);
    const from = onlyState(row[Row.before]) ?? likelyState(opened, row, to);
    if (from !== null && known !== null && known.state !== from) addPassedStep(path, opened, known, from, index);
    if (from !== null && to !== null) addRowStep(path, opened, from, to, index);
    if (from === null && to !== null && known !== null) path.unclear += 1;
    if (to !== null) known = { state: to, left: null };
    else if (known !== null) known.left ??= index;
  });
  return path;
}

/**
 * Of several possible states, the one that the row makes likely: the one that an answer shows or a descriptor
 * tells, or the only one from which the table leads to the state after the row. Null where it stays open.
 */
function likelyState(opened, row, to) {
  if (to === null) return null;
  const tells = row[Row.kind] === Kind.event || /^DFU_GETSTAT/.test(eventName(opened, row));
  if (tells && ((row[Row.before] >> to) & 1) === 1) return to;
  const ways = data.edges.filter((edge) => !edge.note && edge.to === to && edge.event === eventName(opened, row)
    && ((row[Row.before] >> edge.from) & 1) === 1);
  return new Set(ways.map((edge) => edge.from)).size === 1 ? ways[0].from : null;
}

/** A change before a row: by a row that left several states possible, or because a time ran out. */
function addPassedStep(path, opened, known, to, index) {
  if (known.left === null) return addStep(path, known.state, to, 1, "between two requests", index, "pass");
  const row = opened.rows[known.left];
  const verdict = rowVerdict(opened, known.left, "device");
  return addStep(path, known.state, to, 1, stepEvent(opened, row), known.left, verdict);
}

function addRowStep(path, opened, from, to, index) {
  const row = opened.rows[index];
  const folded = row[Row.folded];
  addStep(path, from, to, 1 + folded, stepEvent(opened, row), index, rowVerdict(opened, index, "device"));
  // Each equal poll found the device in the state before the row: a time had run out.
  if (folded > 0 && from !== to) addStep(path, to, from, folded, "between two requests", index, "pass");
}

const stepEvent = (opened, row) => eventName(opened, row) || requestText(opened, row);

function addStep(path, from, to, times, event, index, verdict) {
  if (!path.visits.has(from)) path.visits.set(from, 0);
  path.visits.set(to, (path.visits.get(to) ?? 0) + (from === to ? 0 : times));
  const key = `${from}-${to}`;
  const step = path.steps.get(key) ?? { from, to, count: 0, events: new Map(), rows: [], verdict: "pass", broken: 0 };
  step.count += times;
  step.events.set(event, (step.events.get(event) ?? 0) + times);
  step.rows.push(index);
  step.verdict = worst([step.verdict, verdict]);
  if (isBroken(verdict)) step.broken += 1;
  path.steps.set(key, step);
}

/** Whether a verdict marks an arrow of the diagram. */
const isBroken = (verdict) => severity(verdict) >= severity("warning");

/** `DFU_GETSTATUS ×12, DFU_ABORT`. */
const eventsText = (step) => [...step.events]
  .map(([event, times]) => (times > 1 ? `${event} ×${grouped(times)}` : event)).join(", ");
