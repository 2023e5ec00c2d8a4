// Draws the page, and draws it anew when another session is chosen.

const parts = [
  drawSummary, drawFindings, drawMatrix, drawStates, drawConversation, drawTimeline, drawDescriptors,
  drawProvenance,
];

/** Shows a session of a capture. */
function choose(captureIndex, sessionIndex) {
  view = openView(captureIndex, sessionIndex);
  fillChooser();
  for (const draw of parts) draw();
  announce(view.capture ? `${captureName(view.capture)} is shown.` : "");
}

/** The choices of capture and session; each is hidden where there is no choice. */
function fillChooser() {
  const captures = data.report.captures;
  const sessions = view.capture?.sessions ?? [];
  const verdictOf = (session) => worst(session.tested.map((actor) => session.verdict[actor]));
  fillSelect("choose-capture", captures.map((capture) =>
    `${signs[worst(capture.sessions.map(verdictOf))]} ${captureName(capture)}`), view.captureIndex);
  fillSelect("choose-session", sessions.map((session, index) =>
    `${signs[verdictOf(session)]} ${index + 1}: ${sessionText(session)}`), view.sessionIndex);
  byId("choose-capture-label").hidden = captures.length < 2;
  byId("choose-session-label").hidden = sessions.length < 2;
  byId("chooser").hidden = captures.length < 2 && sessions.length < 2;
}

function fillSelect(id, words, chosen) {
  refill(id, words.map((text, index) =>
    html("option", { value: index, selected: index === chosen }, text)));
}

byId("version").textContent = data.report.tool.version;
byId("chooser").addEventListener("submit", (event) => event.preventDefault());
byId("choose-capture").addEventListener("change", (event) => choose(Number(event.target.value), 0));
byId("choose-session").addEventListener("change", (event) =>
  choose(view.captureIndex, Number(event.target.value)));
choose(0, 0);
