// The path that a device took through the states.

/** The transitions that the rows show, each with how often, its events and its worst verdict. */
function takenPath(opened) {
  const path = { visits: new Map(), steps: new Map(), unclear: 0 };
  opened.rows.forEach((row, index) => {
    const [from, to] = [onlyState(row[Row.before]), onlyState(row[Row.after])];
    if (from === null || to === null) path.unclear += 1;
    else addStep(path, from, to, 1 + row[Row.folded], eventName(opened, row) || requestText(opened, row), index,
      rowVerdict(opened, index, "device"));
    addTimeStep(path, opened.rows[index + 1], to, index);
  });
  return path;
}

/** A change between two rows: a time ran out, or the device did it by itself. */
function addTimeStep(path, next, from, index) {
  const to = next ? onlyState(next[Row.before]) : null;
  if (from !== null && to !== null && from !== to) addStep(path, from, to, 1, "between two requests", index, "pass");
}

function addStep(path, from, to, times, event, index, verdict) {
  path.visits.set(to, (path.visits.get(to) ?? 0) + (from === to ? 0 : times));
  if (!path.visits.has(from)) path.visits.set(from, 1);
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
