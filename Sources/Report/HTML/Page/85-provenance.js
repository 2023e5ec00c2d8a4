// Where the report comes from, and what the recording cannot show.

/** The names of the bins that records are counted in. */
const binNames = {
  used: "used", otherDevice: "other device", otherEndpoint: "other endpoint", notDFU: "not DFU",
  undecodable: "undecodable", unpaired: "unpaired", copies: "copies", bus: "bus", otherLinkType: "other link type",
};

function drawProvenance() {
  const { capture, session } = view;
  const { tool, tables, filter } = data.report;
  refill("provenance-body",
    capture && terms([
      ["Capture", html("code", {}, captureName(capture))],
      ["SHA-256", capture.sha256 && html("code", {}, capture.sha256)],
      ["Source", capture.dialect + (capture.linkType === null ? "" : `, link type ${capture.linkType}`)],
      ["Limits", capture.limits.map((limit) => html("p", {}, limit))],
      ["Integrity", capture.integrity], ["Gaps", capture.gaps.map((gap) =>
        html("p", {}, (gap.frame === null ? "" : `at frame ${gap.frame}: `) + gap.reason))],
      ["Lost records", capture.dropped === null ? "not known" : grouped(capture.dropped)],
      ["Records", recordsText(capture.records)],
      ["Vectors left out", capture.skipped.map((skip) => html("p", {}, `${skip.vector}: ${skip.reason}`))],
    ]),
    session && terms([
      ["Devices", session.devices.map((device) => html("p", {}, deviceText(device)))],
      ["Seen as", session.inferred ? "inferred from the traffic" : session.facts.modes.join(", then ")],
      ["Facts", factsText(session.facts)],
      ["Transfers", `${grouped(session.transfers)} judged`],
      ["Profile", session.profile === null ? "none: DFU 1.1 alone" : `${session.profile}, chosen `
        + (session.profileChoice === "explicit" ? "with --profile" : "by what the capture shows")],
    ]),
    terms([
      ["Program", `${tool.name} ${tool.version}`], ["Rules shown", filter && `only those below ${filter}`],
      ["Tables used", tables.map((used) => html("p", {}, used.id, " ", html("code", {}, used.sha256)))],
    ]));
}

/** `512: 298 used, 148 other device`; empty bins are left out. */
function recordsText(records) {
  const bins = Object.entries(records.bins).filter(([, count]) => count > 0)
    .map(([name, count]) => `${grouped(count)} ${binNames[name] ?? name}`);
  return `${grouped(records.total)}: ${bins.join(", ")}`;
}

/** The values of the functional descriptor, and others that rules use. */
function factsText(facts) {
  const bits = ["bitCanDnload", "bitCanUpload", "bitManifestationTolerant", "bitWillDetach"]
    .filter((bit) => facts[bit]);
  const known = [
    facts.bInterfaceNumber === null ? null : `bInterfaceNumber ${facts.bInterfaceNumber}`,
    facts.bmAttributes === null ? null
      : `bmAttributes ${hexText(facts.bmAttributes, 2)} (${bits.join(", ") || "no bit set"})`,
    facts.wDetachTimeOut === null ? null : `wDetachTimeOut ${facts.wDetachTimeOut} ms`,
    facts.wTransferSize === null ? null : `wTransferSize ${facts.wTransferSize}`,
    facts.bcdDFUVersion === null ? null : `bcdDFUVersion ${facts.bcdDFUVersion}h`,
    facts.bMaxPacketSize0 === null ? null : `bMaxPacketSize0 ${facts.bMaxPacketSize0}`,
  ];
  return known.filter(Boolean).join(", ") || "no whole descriptor set in the capture";
}
