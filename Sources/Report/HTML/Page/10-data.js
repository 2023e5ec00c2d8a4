"use strict";

// The data of the report, and the names of its parts. The page draws what is here and judges nothing.

const data = JSON.parse(document.getElementById("data").textContent);

/** The columns of a row of the conversation. */
const Row = Object.freeze({
  frame: 0, answerFrame: 1, time: 2, kind: 3, words: 4, reply: 5, before: 6, after: 7, event: 8,
  bytes: 9, poll: 10, device: 11,
  folded: 12, lastTime: 13, lastFrame: 14, outcome: 15, setup: 16, data: 17,
});

/** What a row that leaves out its last columns means: answered, not folded, without bytes. */
const plainEnd = [0, 0, 0, 0, -1, -1];

for (const { rows } of data.conversations.flat()) {
  for (const row of rows) if (row.length === Row.folded) row.push(...plainEnd);
}

/** What kind of row it is. */
const Kind = Object.freeze({ exchange: 0, event: 1 });

/** How an exchange ended. */
const Outcome = Object.freeze({ answered: 0, stalled: 1, unanswered: 2 });

/** The verdicts, best first. */
const verdicts = ["pass", "note", "declared", "inconclusive", "warning", "violation"];

const actors = ["device", "host"];

const severity = (verdict) => verdicts.indexOf(verdict);

/** The worst of some verdicts; pass when there is none. */
const worst = (list) => list.reduce((a, b) => (severity(b) > severity(a) ? b : a), "pass");

/** The numbers of the states in a bit set. */
const statesIn = (bits) => data.states.filter((state) => (bits >> state.number) & 1);

/** The one state of a bit set, or null when several are possible. */
const onlyState = (bits) => (bits !== 0 && (bits & (bits - 1)) === 0 ? 31 - Math.clz32(bits) : null);

const stateName = (number) => data.states[number].name;

/** `dfuIDLE or dfuERROR`. */
function statesText(bits) {
  const possible = statesIn(bits);
  const isOpen = possible.length === 0 || possible.length === data.states.length;
  return isOpen ? "not known" : possible.map((state) => state.name).join(" or ");
}
