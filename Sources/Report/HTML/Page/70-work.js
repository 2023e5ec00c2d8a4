// How long the device worked, and what it announced; from the rows.

/** The work after each block, and after the block that ends a download, in order. */
function workOf(opened) {
  const works = [];
  let open = null;
  opened.rows.forEach((row, index) => {
    if (open !== null) open = extendWork(opened, works, open, row);
    if (eventName(opened, row) === "DFU_DNLOAD" && row[Row.outcome] === Outcome.answered) {
      open = { index, isLast: isManifesting(row[Row.after]), announced: 0, polls: 0 };
    }
  });
  return works;
}

/** Adds a row to the work; the work ends with the first row after it that shows another state. */
function extendWork(opened, works, open, row) {
  if (row[Row.poll] > 0) open.announced = Math.max(open.announced, row[Row.poll]);
  if (eventName(opened, row) === "DFU_GETSTATUS") open.polls += 1 + row[Row.folded];
  if (row[Row.kind] === Kind.exchange && isWorking(row[Row.after])) return open;
  works.push({ ...open, took: row[Row.time] - opened.rows[open.index][Row.time] });
  return null;
}

const stateNumber = (name) => data.states.find((state) => state.name === name).number;

const bitsOf = (...names) => names.reduce((bits, name) => bits | (1 << stateNumber(name)), 0);

const isManifesting = (bits) => bits !== 0 && (bits & ~bitsOf("dfuMANIFEST-SYNC", "dfuMANIFEST")) === 0;

/** Whether the device is busy with a block or with manifestation in all possible states. */
const isWorking = (bits) => bits !== 0
  && (bits & ~bitsOf("dfuDNLOAD-SYNC", "dfuDNBUSY", "dfuMANIFEST-SYNC", "dfuMANIFEST")) === 0;

/** Each status answer with a poll timeout: what it announced and what the host waited, in nanoseconds. */
function pollsOf(opened) {
  const polls = [];
  opened.rows.forEach((row, index) => {
    if (row[Row.poll] < 0) return;
    const announced = row[Row.poll] * 1e6;
    if (row[Row.folded] > 0) {
      const waited = (row[Row.lastTime] - row[Row.time]) / row[Row.folded];
      polls.push({ index, announced, waited, isEarly: false });
    }
    const next = opened.rows[index + 1];
    if (next !== undefined && next[Row.kind] === Kind.exchange) {
      polls.push({ index, announced, waited: next[Row.time] - lastTime(row), isEarly: isEarly(opened, index + 1) });
    }
  });
  return polls;
}

/** Whether a finding says that the host came too early with this row. */
const isEarly = (opened, index) => (opened.rowFindings.get(index) ?? [])
  .some((finding) => finding.actor === "host" && finding.measured !== null && finding.measured < finding.required);

/** The bytes that moved in each of `bins` equal spans of time. */
function bytesOverTime(opened, first, last, bins) {
  const sums = new Array(bins).fill(0);
  const width = (last - first) / bins || 1;
  for (const row of opened.rows) {
    if (row[Row.bytes] === 0 || row[Row.kind] !== Kind.exchange || !isBlock(opened, row)) continue;
    sums[Math.min(bins - 1, Math.floor((row[Row.time] - first) / width))] += row[Row.bytes];
  }
  return sums;
}

const isBlock = (opened, row) => ["DFU_DNLOAD", "DFU_UPLOAD"].includes(eventName(opened, row));
