import JSON

extension Report.Acceptance {
  /// The members of an accepted finding.
  var value: JSONValue {
    switch self {
    case .waived(let reason, let place):
      .object([
        ("as", .string(word)), ("reason", .string(reason)), ("place", .string(place)),
      ])
    case .known: .object([("as", .string(word)), ("reason", .null), ("place", .null)])
    }
  }
}

extension Report.Document {
  /// What the gate says, in words, for pages; nil without a gate.
  var gateWords: JSONValue? {
    gateLines.map { gate in
      .object([
        ("title", .string(gate.title)), ("lines", .array(gate.lines.map(JSONValue.string))),
      ])
    }
  }
}

extension Report.Gate {
  var value: JSONValue {
    .object([
      ("today", .optional(today)),
      ("waivers", .array(waivers.map(\.value))),
      ("baseline", .optional(baseline, \.value)),
    ])
  }
}

extension Report.WaiverUse {
  fileprivate var value: JSONValue {
    func list(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
    return .object([
      ("place", .string(waiver.place)),
      ("rule", .string(waiver.rule.text)),
      ("side", .optional(waiver.side?.rawValue)),
      ("captures", list(waiver.captures)),
      ("devices", list(waiver.devices)),
      ("products", list(waiver.products)),
      ("profiles", list(waiver.profiles)),
      ("vectors", list(waiver.vectors)),
      ("reason", .string(waiver.reason)),
      ("expires", .optional(waiver.expires)),
      ("result", .string(result.rawValue)),
      ("findings", .int(findings)),
      ("doubled", .int(doubled)),
      ("tests", .int(tests)),
    ])
  }
}

extension Report.BaselineResult {
  fileprivate var value: JSONValue {
    .object([
      ("file", .string(file)),
      ("added", .array(added.map(JSONValue.string))),
      ("missing", .array(missing.map(JSONValue.string))),
      (
        "gone",
        .array(
          gone.map {
            .object([
              ("capture", .string($0.capture)), ("rule", .string($0.rule)),
              ("actor", .string($0.actor.rawValue)), ("verdict", .string($0.verdict.rawValue)),
              ("count", .int($0.count)), ("tested", .bool($0.isTested)),
            ])
          })
      ),
    ])
  }
}
