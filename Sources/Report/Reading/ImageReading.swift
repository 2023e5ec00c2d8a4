import JSON

// Reads the updates and read-backs of a session. Times are not read.

extension JSONReader {
  mutating func image() throws(JSONFault) -> Report.ImageTransfer {
    var image = Report.ImageTransfer(kind: .download, frame: 0, lastFrame: 0, ending: .neverEnded)
    try members { name, reader throws(JSONFault) in
      switch name {
      case "kind": image.kind = try reader.word(Report.ImageTransfer.Kind.self, name)
      case "frame": image.frame = try reader.integer()
      case "lastFrame": image.lastFrame = try reader.integer()
      case "blocks": image.blocks = try reader.integer()
      case "unansweredBlocks": image.unansweredBlocks = try reader.integer()
      case "unansweredBytes": image.unansweredBytes = try reader.integer()
      case "bytes": image.bytes = try reader.integer()
      case "blockSize": image.blockSize = try reader.integer()
      case "commands": image.commands = try reader.integer()
      case "ending": image.ending = try reader.word(Report.ImageTransfer.Ending.self, name)
      case "manifestation":
        image.manifestation = try reader.word(Report.ImageTransfer.Manifestation.self, name)
      case "state": image.state = try reader.optionalString()
      case "status": image.status = try reader.optionalString()
      case "bcdDeviceBefore": image.versionBefore = try reader.optionalHex()
      case "bcdDeviceAfter": image.versionAfter = try reader.optionalHex()
      default: try reader.skip()
      }
    }
    return image
  }
}
