// What is shown: one session of one capture, with its rows, and the findings that belong to them.

/** What the page shows now. */
let view = null;

/** Opens a session; `session` is null where the capture holds none. */
function openView(captureIndex, sessionIndex) {
  const capture = data.report.captures[captureIndex];
  const session = capture?.sessions[sessionIndex] ?? null;
  const conversation = data.conversations[captureIndex]?.[sessionIndex] ?? null;
  const rows = conversation?.rows ?? [];
  const opened = {
    captureIndex, sessionIndex, capture, session, rows,
    strings: conversation?.strings ?? [], further: conversation?.further ?? 0,
    findings: session?.findings ?? [],
  };
  opened.rowsByFrame = indexRows(rows);
  opened.rowFindings = placeFindings(opened);
  return opened;
}

/** The rows that begin with each frame. */
function indexRows(rows) {
  const places = new Map();
  rows.forEach((row, index) => {
    const frame = row[Row.frame];
    if (places.has(frame)) places.get(frame).push(index);
    else places.set(frame, [index]);
  });
  return places;
}

/** The findings of each row that has some. */
function placeFindings(opened) {
  const placed = new Map();
  for (const finding of opened.findings) {
    const index = rowOfFinding(opened, finding);
    if (index === null) continue;
    if (placed.has(index)) placed.get(index).push(finding);
    else placed.set(index, [finding]);
  }
  return placed;
}

/** The row of a finding: where several rows begin with its frame, the one of its request. */
function rowOfFinding(opened, finding) {
  const places = opened.rowsByFrame.get(finding.frame);
  if (places === undefined) return null;
  const named = places.find((index) => eventName(opened, opened.rows[index]) === finding.request);
  return named ?? places[0];
}

/** The last row that begins at or before a frame; null when there is none. */
function rowAt(opened, frame) {
  const exact = opened.rowsByFrame.get(frame);
  if (exact !== undefined) return exact[0];
  let found = null;
  opened.rows.forEach((row, index) => { if (row[Row.frame] <= frame) found = index; });
  return found;
}

const stringOf = (opened, index) => (index < 0 ? "" : opened.strings[index]);

const requestText = (opened, row) => stringOf(opened, row[Row.words]);

const replyText = (opened, row) => stringOf(opened, row[Row.reply]);

/** The row's name in the matrix, as `DFU_GETSTATUS` or `USB_RESET`. */
const eventName = (opened, row) => stringOf(opened, row[Row.event]);

/** The worst verdict of a row; `actor` limits it to one side. */
function rowVerdict(opened, index, actor = null) {
  const found = opened.rowFindings.get(index);
  if (found === undefined) return "pass";
  return worst(found.filter((finding) => actor === null || finding.actor === actor)
    .map((finding) => finding.verdict));
}

/** How long a row lasts: until the next row begins, or its last folded poll. */
function rowEnd(opened, index) {
  const next = opened.rows[index + 1];
  return next ? next[Row.time] : lastTime(opened.rows[index]);
}

/** When the last poll of a row began. */
const lastTime = (row) => (row[Row.folded] > 0 ? row[Row.lastTime] : row[Row.time]);
