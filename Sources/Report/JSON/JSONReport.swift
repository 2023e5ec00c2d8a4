import JSON

extension Report.Document {
  /// The report as JSON, schema `dfutrace.report/1`. Equal reports always give the same bytes.
  public var json: String {
    var text = ""
    writeJSON { text += $0 }
    return text
  }

  /// Passes the same text to `sink`, in pieces that end with a session or with descriptors.
  public func writeJSON<E: Error>(to sink: (String) throws(E) -> Void) throws(E) {
    func pass(_ bytes: [UInt8]) throws(E) { try sink(String(decoding: bytes, as: UTF8.self)) }
    var text = ReportText(isSealed: shard != nil, pieceLength: 1 << 16)
    for (name, value) in head { text.add(name, value) }
    text.begin("captures")
    for capture in captures { try text.element(value(capture), to: pass) }
    let lengths = text.endList()
    text.add("failures", .array(failures.map(\.value)))
    if let gate { text.add("gate", gate.value) }
    try text.end(shard?.value(shardOutcome, lengths: lengths), to: pass)
  }

  /// The members before the captures.
  private var head: [(String, JSONValue)] {
    [
      ("schema", .string(Self.schema)),
      ("tool", .object([("name", .string(tool.name)), ("version", .string(tool.version))])),
      (
        "tables",
        .array(tables.map { .object([("id", .string($0.id)), ("sha256", .string($0.sha256))]) })
      ),
      ("filter", .optional(filter?.text)),
    ]
  }

  private func value(_ capture: Report.Capture) -> JSONValue {
    .object([
      ("file", .string(capture.file)),
      ("sha256", .optional(capture.sha256)),
      ("linkType", .optional(capture.linkType, JSONValue.int)),
      ("dialect", .string(capture.dialect)),
      ("limits", .array(capture.limits.map(JSONValue.string))),
      ("integrity", .string(capture.integrity.rawValue)),
      ("gaps", .array(capture.gaps.map(\.value))),
      ("dropped", .optional(capture.dropped, JSONValue.int)),
      ("records", capture.records.value),
      ("sessions", .array(capture.sessions.map { session in .made { value(session) } })),
      ("descriptors", .made { capture.descriptors.value }),
      ("skipped", .array(capture.skipped.map(\.value))),
    ])
  }

  private func value(_ session: Report.Session) -> JSONValue {
    let members: [(String, JSONValue)] = [
      ("vector", .optional(session.vector)),
      ("tested", .array(session.tested.map { .string($0.rawValue) })),
      ("devices", .array(session.devices.map(\.value))),
      ("inferred", .bool(session.inferred)),
      ("facts", session.facts.value),
      ("transfers", .int(session.transfers)),
      ("verdict", session.verdict.value),
      ("profile", .optional(session.profile?.name)),
      ("profileChoice", .optional(session.profile?.choice.rawValue)),
      ("profileVerdict", session.profileVerdict.value),
      ("counts", session.counts.value),
      ("eventCounts", session.eventCounts.value),
      ("images", .array(session.images.map(\.value))),
      ("furtherImages", session.furtherImages.value),
      ("remarks", .array(session.remarks.map(JSONValue.string))),
      ("rules", .array(shownRules(session).map(\.value))),
      (
        "findings",
        .array(shown(session).map { $0.value(isOnPurpose: session.isOnPurpose($0.actor)) })
      ),
      ("unlisted", .array(shownUnlisted(session).map(\.value))),
    ]
    guard !session.products.isEmpty else { return .object(members) }
    return .object(members + [("products", .array(session.products.map(\.value)))])
  }
}

extension CheckFailure {
  var value: JSONValue {
    .object([
      ("file", .string(file)), ("status", .int(status.rawValue)), ("message", .string(message)),
    ])
  }
}

extension Report.Gap {
  var value: JSONValue {
    .object([("frame", .optional(frame, JSONValue.int)), ("reason", .string(reason))])
  }
}

extension Report.Skip {
  var value: JSONValue {
    .object([("vector", .string(vector)), ("reason", .string(reason))])
  }
}

extension Report.Records {
  var value: JSONValue {
    .object([
      ("total", .int(total)),
      ("bins", .object(bins.map { ($0.key, .int($0.count)) })),
    ])
  }
}

extension Report.Device {
  var value: JSONValue {
    .object([
      ("bus", .int(bus)),
      ("address", .int(address)),
      ("vendor", .optional(vendor.map(hex4))),
      ("product", .optional(product.map(hex4))),
    ])
  }
}

extension Report.Facts {
  var value: JSONValue {
    let bits = Self.attributeBits.enumerated().map { index, name in
      (name, JSONValue.optional(attributes) { .bool($0 >> UInt8(index) & 1 == 1) })
    }
    return .object(
      [
        ("modes", .array(modes.map(JSONValue.string))),
        ("furtherModes", .int(furtherModes)),
        ("bInterfaceNumber", .optional(interface, JSONValue.int)),
        ("bmAttributes", .optional(attributes, JSONValue.int)),
      ] + bits + [
        ("wDetachTimeOut", .optional(detachTimeoutMilliseconds, JSONValue.int)),
        ("wTransferSize", .optional(transferSize, JSONValue.int)),
        ("bcdDFUVersion", .optional(version.map(hex4))),
        ("bMaxPacketSize0", .optional(maxPacketSize0, JSONValue.int)),
      ])
  }
}

extension Report.Verdicts {
  var value: JSONValue {
    .object([("device", .string(device.rawValue)), ("host", .string(host.rawValue))])
  }
}

extension Report.SideCounts {
  var value: JSONValue {
    .object(Report.Actor.allCases.map { ($0.rawValue, self[$0].value) })
  }
}

extension Report.Counts {
  var value: JSONValue {
    .object(Report.Verdict.allCases.map { ($0.rawValue, .int(self[$0])) })
  }
}

extension Report.RuleUse {
  var value: JSONValue {
    .object([
      ("rule", .string(rule)), ("count", .int(count)),
      ("outcomes", .array(outcomes.sorted().map(JSONValue.string))),
    ])
  }
}

extension Report.Unlisted {
  var value: JSONValue {
    .object(
      [
        ("rule", .string(rule)), ("actor", .string(actor.rawValue)),
        ("verdict", .string(verdict.rawValue)),
        ("profileVerdict", .string(profileVerdict.rawValue)), ("count", .int(count)),
      ] + (acceptance.map { [("accepted", $0.value), ("acceptedCount", .int(accepted))] } ?? []))
  }
}

extension Report.Finding {
  func value(isOnPurpose: Bool) -> JSONValue {
    let words = words
    return .object(
      [
        ("rule", .string(rule)),
        ("actor", .string(actor.rawValue)),
        ("onPurpose", .bool(isOnPurpose)),
        ("verdict", .string(verdict.rawValue)),
        ("profileVerdict", .string(profileVerdict.rawValue)),
        ("profileRule", .optional(profileRule)),
        ("frame", .optional(frame, JSONValue.int)),
        ("completionFrame", .optional(completionFrame, JSONValue.int)),
        ("time", .optional(nanoseconds) { .number(decimal($0, digits: 9)) }),
        ("states", .array(words.states.map(JSONValue.string))),
        ("request", .optional(request)),
        ("expected", .string(words.expected)),
        ("observed", .string(words.observed)),
        ("measured", .optional(measuredNanoseconds) { .number(decimal($0, digits: 6)) }),
        ("required", .optional(requiredNanoseconds) { .number(decimal($0, digits: 6)) }),
        ("clause", .string(words.clause)),
        ("reading", .optional(reading)),
        ("message", .string(words.message)),
        ("advice", .optional(words.advice)),
        (
          "considered",
          .array(
            words.considered.map {
              .object([("rule", .string($0.rule)), ("reason", .string($0.reason))])
            }
          )
        ),
      ] + (acceptance.map { [("accepted", $0.value)] } ?? [])
        + (product.map { [("product", $0.value)] } ?? []))
  }
}
