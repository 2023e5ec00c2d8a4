// The head of the report: the verdicts, and how each update ended.

function drawSummary() {
  const { capture, session } = view;
  byId("title").textContent = capture ? printable(shortName(captureName(capture))) : "No capture was judged";
  document.title = `${capture ? printable(shortName(captureName(capture))) : "no capture"} – dfutrace`;
  refill("summary-body",
    capture && html("p", { class: "path" }, captureName(capture), session ? ` · ${sessionText(session)}` : ""),
    capture && html("div", { class: "verdicts" },
      session && actors.map((actor) => sideTile(session, actor)), integrityTile(capture)),
    session && productsPart(session), session && updatesPart(session),
    session && session.remarks.map((remark) => html("p", { class: "remark" }, remark)),
    capture && !session && html("p", { class: "remark" }, "This capture holds no DFU session."),
    gatePart(), failuresPart(), overviewPart());
}

/** The last two parts of a path. */
const shortName = (file) => file.split("/").slice(-2).join("/");

/** The verdict about one side, with its counts. */
function sideTile(session, actor) {
  const purpose = session.tested.includes(actor) ? null : "a vector plays this side, with faults on purpose";
  const counts = verdicts
    .map((verdict) => [verdict, session.counts[actor][verdict] + session.eventCounts[actor][verdict]])
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) => `${grouped(number)} ${verdict}`);
  const explained = session.profile === null ? null
    : html("p", {}, `with the profile ${session.profile}: `, badge(session.profileVerdict[actor]));
  return html("div", { class: `tile ${session.verdict[actor]}` },
    html("h2", {}, firstUpper(actor)), html("p", { class: "word" }, badge(session.verdict[actor])),
    explained, html("p", {}, counts.join(" · ") || "nothing judged"), purpose && html("p", {}, purpose));
}

/** Whether the recording is whole. */
function integrityTile(capture) {
  const lost = capture.dropped === null ? "whether the recorder lost records is not known"
    : capture.dropped === 0 ? "the recorder lost no records"
      : `the recorder lost ${counted(capture.dropped, "record")}`;
  const isWhole = capture.integrity === "complete";
  return html("div", { class: `tile ${isWhole ? "pass" : "inconclusive"}` },
    html("h2", {}, "Integrity"),
    html("p", { class: "word" }, html("span", { class: `badge ${isWhole ? "pass" : "inconclusive"}` },
      html("span", { class: "sign", "aria-hidden": "true" }, isWhole ? "✓" : "?"), " ", capture.integrity)),
    html("p", {}, lost),
    capture.gaps.length > 0
      ? html("p", {}, html("a", { href: "#provenance" }, counted(capture.gaps.length, "gap"))) : null);
}

/** The verdicts about each product that the device was, where it was several. */
function productsPart(session) {
  if (!session.products) return null;
  const sides = (product) => actors.map((actor, index) => {
    const explained = session.profile === null ? []
      : [" (", session.profile, ": ", badge(product.profileVerdict[actor]), ")"];
    return [`${index > 0 ? "," : ""} ${actor} `, badge(product.verdict[actor]), ...explained];
  });
  return [
    html("h2", { class: "minor" }, "Products that the device was"),
    html("ul", { class: "products" }, session.products.map((product) => html("li", {},
      `${productText(product.product)}, from frame ${product.frame}:`, sides(product)))),
  ];
}

/** How each update and read-back ended. */
function updatesPart(session) {
  const further = session.furtherImages;
  const more = further.downloads + further.uploads;
  if (session.images.length === 0) {
    return html("p", { class: "remark" }, "The session holds no update and no read-back.");
  }
  return [
    html("h2", { class: "minor" }, "How each update ended"),
    html("ol", { class: "updates" }, session.images.map(updateItem)),
    more > 0 ? html("p", { class: "hint" },
      `${counted(more, "more update")} or read-backs, ${further.completed} of them completed.`) : null,
  ];
}

/** Whether an update or a read-back came to its end. */
const isWhole = (image) => image.ending === "completed" || image.ending === "ended";

/** Whether it is seen that it did not. */
const hasFailed = (image) => !isWhole(image) && image.ending !== "unseen" && image.ending !== "recordingEnded";

/** A line for an update. The button leads to its beginning, or to what made it fail. */
function updateItem(image) {
  const [label, frame] = hasFailed(image) ? ["Show the end", image.lastFrame] : ["Show", image.frame];
  const sign = isWhole(image) ? "✓" : hasFailed(image) ? "✕" : "?";
  return html("li", {},
    html("span", { class: "kind" }, image.kind),
    html("span", { class: "ending" }, html("span", { "aria-hidden": "true" }, `${sign} `), image.text),
    button(label, () => showFrame(frame),
      { class: "small", "aria-label": `${label}, frame ${frame}, in the conversation` }));
}

/** What waivers and a baseline made of the findings of the whole report. */
function gatePart() {
  const { gate } = data;
  if (!gate) return null;
  return html("div", { class: "gate" },
    html("h2", { class: "minor" }, "Gate"), html("p", {}, `${gate.title}.`),
    gate.lines.length > 0 ? html("ul", {}, gate.lines.map((line) => html("li", {}, line))) : null);
}

/** The files that could not be judged. */
function failuresPart() {
  const failures = data.report.failures;
  if (failures.length === 0) return null;
  return html("div", { class: "failures" },
    html("h2", { class: "minor" }, "Not judged"),
    html("ul", {}, failures.map((failure) =>
      html("li", {}, html("code", {}, failure.file), ": ", failure.message))));
}

/** All captures and sessions, where there are several. */
function overviewPart() {
  const places = data.report.captures.flatMap((capture, c) => (capture.sessions.length === 0
    ? [[capture, c, null, 0]] : capture.sessions.map((session, s) => [capture, c, session, s])));
  if (places.length < 2) return null;
  const shown = places.slice(0, 500);
  const body = () => [
    table("Captures and sessions", ["Capture", "Session", "Device", "Host", "Findings", "Last update"],
      shown.map(overviewRow), { class: "overview" }),
    places.length > shown.length
      ? html("p", { class: "hint" }, `The first 500 of ${grouped(places.length)}; choose the others above.`)
      : null,
  ];
  return unfolding(`Captures and sessions of this report: ${grouped(places.length)}`, body,
    { open: places.length <= 20 });
}

function overviewRow([capture, c, session, s]) {
  const isShown = view.captureIndex === c && view.sessionIndex === s;
  const choice = (words) => button(words, () => choose(c, s),
    { class: "link", "aria-current": isShown ? "true" : null });
  const isOnly = data.report.captures.length === 1;
  const file = isOnly ? captureName(capture) : choice(captureName(capture));
  if (session === null) return cells(file, "no DFU session", "", "", "", "");
  const last = session.images.at(-1);
  return cells(file, isOnly ? choice(sessionText(session)) : sessionText(session), badge(session.verdict.device),
    badge(session.verdict.host), grouped(findingCount(session)),
    last ? `${last.kind}: ${endingWords[last.ending]}` : "none");
}

/** How an update ended, in a word or two. */
const endingWords = {
  completed: "completed", aborted: "aborted", ended: "ended", refused: "refused", givenUp: "given up", reset: "cut off by a reset",
  left: "cut off", neverEnded: "never ended", leftByDevice: "ended by the device", unseen: "end not seen",
  recordingEnded: "recording ended",
};
