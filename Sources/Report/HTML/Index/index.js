"use strict";

// The words beside each sign say the same, so that nothing is told by a colour or a shape alone.
const signs = {
  pass: "✓", note: "i", declared: "≈", inconclusive: "?", warning: "!", violation: "✕",
  complete: "✓", partial: "?",
};

/** Makes an element with a class, and with texts or elements in it. */
function make(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** A verdict as a sign and its word. */
function verdict(word) {
  const sign = make("span", "sign", signs[word]);
  sign.setAttribute("aria-hidden", "true");
  return make("span", `badge ${word}`, sign, " ", word);
}

/** A cell that says what it is where the screen has no room for the head of the table. */
function labelled(label, className, ...content) {
  const cell = make("td", className, ...content);
  cell.dataset.label = label;
  return cell;
}

/** The cell of one side: its verdict, and that by the profile. */
function side(session, label, word, byProfile, isOnPurpose) {
  const cell = labelled(label, "verdict", verdict(word));
  if (isOnPurpose) cell.append(make("span", "quiet", " (on purpose)"));
  if (session.profile !== null) {
    cell.append(make("br"), make("span", "quiet", `by ${session.profile}: `), verdict(byProfile));
  }
  return cell;
}

/** The first cells of the row of a session. */
function cells(session) {
  return [
    labelled("Session", "", session.title),
    side(session, "Device", session.device, session.deviceByProfile, false),
    side(session, "Host", session.host, session.hostByProfile, session.hostOnPurpose),
  ];
}

/** The updates of a session in a row of their own, because they are long. */
function updatesRow(session) {
  const cell = make("td", "quiet", make("ul", "", ...session.updates.map((text) => make("li", "", text))));
  cell.colSpan = 5;
  return make("tr", "updates", cell);
}

/** The rows of a capture: one or two for each session, at least one. */
function rows(capture) {
  const link = make("a", "", capture.file);
  link.href = capture.link;
  const name = make("th", "", link);
  name.scope = "rowgroup";
  const updated = capture.sessions.filter((session) => session.updates.length > 0);
  name.rowSpan = Math.max(1, capture.sessions.length + updated.length);
  const integrity = () => labelled("Capture is", "verdict", verdict(capture.integrity));
  if (capture.sessions.length === 0) {
    const none = make("td", "quiet", "no DFU traffic");
    none.colSpan = 3;
    return [make("tr", "", name, none, integrity(), make("td"))];
  }
  return capture.sessions.flatMap((session, index) => [
    make("tr", "", ...(index === 0 ? [name] : []), ...cells(session), integrity(),
      labelled("Findings", "number", String(session.findings))),
    ...(session.updates.length > 0 ? [updatesRow(session)] : []),
  ]);
}

const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("summary").textContent = data.summary;
document.getElementById("tool").textContent = data.tool;
if (data.filter !== null) {
  const filter = document.getElementById("filter");
  filter.textContent = data.filter;
  filter.hidden = false;
}
if (data.gate !== null) {
  const section = document.getElementById("gate");
  section.hidden = false;
  section.querySelector("p").textContent = `${data.gate.title}.`;
  section.querySelector("ul").append(...data.gate.lines.map((line) => make("li", "", line)));
}
for (const capture of data.captures) document.getElementById("captures").append(...rows(capture));
if (data.failures.length > 0) {
  const section = document.getElementById("failures");
  section.hidden = false;
  for (const failure of data.failures) {
    section.querySelector("ul").append(make("li", "", `${failure.file}: ${failure.message}`));
  }
}
