import JSON

extension FirmwareReport {
  /// The report as JSON, schema `dfutrace.firmware/1`.
  package var json: String {
    var text = ""
    JSONValue.object([
      ("schema", .string(Self.schema)),
      ("file", .string(file)),
      ("unplacedLoss", .bool(hasUnplacedLoss)),
      ("images", .array(images.map(\.value))),
      ("furtherImages", .int(furtherImages)),
      ("comparison", .optional(comparison, \.value)),
      ("written", .optional(written, \.value)),
    ]).write(to: &text)
    return text + "\n"
  }
}

extension FirmwareReport.Written {
  fileprivate var value: JSONValue {
    .object([("file", .string(file)), ("dfuFile", .bool(isDFUFile))])
  }
}

extension FirmwareReport.Image {
  fileprivate var value: JSONValue {
    .object([
      ("session", .int(session)),
      ("transfer", .int(transfer)),
      ("device", device.value),
      ("alternate", .int(alternate)),
      ("dfuse", .bool(isDfuSe)),
      ("complete", .bool(isComplete)),
      ("length", .int(length)),
      ("missing", .int(missing)),
      ("elements", .array(elements.map(\.value))),
      ("suffix", .optional(suffix, \.value)),
      ("prefix", .optional(prefix)),
      ("commands", .optional(commands, \.value)),
      ("faults", .array(faults.map(\.value))),
      ("furtherFaults", .int(furtherFaults)),
      ("remarks", .array(remarks.map(\.value))),
      ("furtherRemarks", .int(furtherRemarks)),
      ("traffic", told.value),
    ])
  }
}

extension FirmwareReport.Element {
  fileprivate var value: JSONValue {
    .object([
      ("address", .optional(address, JSONValue.int)),
      ("length", .int(length)),
      ("sha256", .string(sha256)),
    ])
  }
}

extension FirmwareReport.Suffix {
  fileprivate var value: JSONValue {
    .object([
      ("bcdDevice", .string(hex4(device))),
      ("idProduct", .string(hex4(product))),
      ("idVendor", .string(hex4(vendor))),
      ("bcdDFU", .string(hex4(version))),
      ("bLength", .int(length)),
      ("dwCRC", .int(crc)),
      ("crcIsRight", .optional(isRight, JSONValue.bool)),
    ])
  }
}

extension FirmwareReport.Commands {
  fileprivate var value: JSONValue {
    .object([
      ("addressesSet", .int(pointers)),
      ("pagesErased", .int(erases)),
      ("erased", .array(erased.map(JSONValue.int))),
      ("everythingErased", .array(massErases.map(JSONValue.int))),
    ])
  }
}

extension FirmwareReport.Note {
  fileprivate var value: JSONValue {
    .object([("frame", .optional(frame, JSONValue.int)), ("text", .string(text))])
  }
}

extension FirmwareReport.Comparison {
  fileprivate var value: JSONValue {
    .object([
      ("file", .string(file)),
      ("form", .string(form)),
      ("equal", .bool(isEqual)),
      ("imageLength", .int(imageLength)),
      ("fileLength", .int(fileLength)),
      ("compared", .int(compared)),
      ("differing", .int(differing)),
      ("unknown", .int(unknown)),
      ("onlyInImage", .int(onlyInImage)),
      ("onlyInFile", .int(onlyInFile)),
      ("first", .optional(first, \.value)),
    ])
  }
}

extension FirmwareReport.Difference {
  fileprivate var value: JSONValue {
    .object([
      ("offset", .int(offset)),
      ("address", .optional(address, JSONValue.int)),
      ("fileOffset", .int(fileOffset)),
      ("wBlockNum", .optional(block, JSONValue.int)),
      ("frame", .optional(frame, JSONValue.int)),
      ("image", .int(image)),
      ("inFile", .int(file)),
    ])
  }
}
