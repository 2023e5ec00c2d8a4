// On paper nothing can be unfolded or scrolled: findings are unfolded, and rows are laid out one below the other.

/** How many rows of the conversation are printed. */
const printedRows = 1000;

/** What a row on paper does not need. */
const rowAttributes = ["id", "role", "aria-selected", "aria-posinset", "aria-setsize", "style"];

/** The parts that were unfolded for the printer only. */
let unfolded = [];

addEventListener("beforeprint", () => {
  document.querySelectorAll(".occurrences").forEach((list) => list.growAll());
  unfolded = [...document.querySelectorAll("#summary details, #findings details, #states details")]
    .filter((part) => !part.open);
  unfolded.forEach((part) => part.unfold());
  if (ladder !== null) printRows();
});

addEventListener("afterprint", () => {
  unfolded.forEach((part) => { part.open = false; });
  unfolded = [];
  byId("printed-rows")?.replaceChildren();
});

/** Lays out the rows that pass the filter. */
function printRows() {
  const rows = ladder.shown.slice(0, printedRows).map((index, place) => {
    const row = ladderRow(index, place);
    rowAttributes.forEach((name) => row.removeAttribute(name));
    return row;
  });
  const left = ladder.shown.length - rows.length;
  refill("printed-rows", ladderHead(), rows, left > 0 && html("p", { class: "hint" },
    `${grouped(left)} more rows are not printed; filter the conversation to print others.`));
}
