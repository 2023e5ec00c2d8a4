import JSON

extension Report.ImageTransfer {
  var value: JSONValue {
    let members: [(String, JSONValue)] = [
      ("kind", .string(kind.rawValue)),
      ("frame", .int(frame)),
      ("lastFrame", .int(lastFrame)),
      ("duration", .number(decimal(nanoseconds, digits: 9))),
      ("blocks", .int(blocks)),
      ("bytes", .int(bytes)),
      ("blockSize", .int(blockSize)),
      ("commands", .int(commands)),
      ("bytesPerSecond", .optional(bytesPerSecond, JSONValue.int)),
      ("ending", .string(ending.rawValue)),
      ("givenUpAfter", .optional(givenUpNanoseconds) { .number(decimal($0, digits: 6)) }),
      ("refusedBlock", .bool(wasRefused)),
      ("zeroLength", .bool(isWhole)),
      ("manifestation", .string(manifestation.rawValue)),
      ("state", .optional(state)),
      ("status", .optional(status)),
      ("hasGap", .bool(hasGap)),
      ("bcdDeviceBefore", .optional(versionBefore.map(hex4))),
      ("bcdDeviceAfter", .optional(versionAfter.map(hex4))),
      ("text", .string(text)),
    ]
    guard unansweredBlocks > 0 else { return .object(members) }
    return .object(
      members + [
        ("unansweredBlocks", .int(unansweredBlocks)), ("unansweredBytes", .int(unansweredBytes)),
      ])
  }
}

extension Report.FurtherImages {
  var value: JSONValue {
    .object([
      ("downloads", .int(downloads)), ("uploads", .int(uploads)), ("completed", .int(completed)),
    ])
  }
}
