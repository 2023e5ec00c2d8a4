// On paper nothing can be unfolded or scrolled: findings are unfolded, and rows are laid out one below the other.

/** How many rows of the conversation are printed. */
const printedRows = 1000;

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
    for (const name of ["id", "role", "aria-selected", "aria-posinset", "aria-setsize", "style"]) row.removeAttribute(name);
    return row;
  });
  const left = ladder.shown.length - rows.length;
  byId("printed-rows").replaceChildren(ladderHead(), ...rows,
    ...(left > 0 ? [html("p", { class: "hint" }, `${grouped(left)} more rows are not printed; filter the conversation to print others.`)] : []));
}
