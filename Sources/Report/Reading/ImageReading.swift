import JSON

// Reads the updates and read-backs of a session. Times are not read.

extension JSONReader {
  mutating func image() throws(JSONFault) -> Report.ImageTransfer {
    var image = Report.ImageTransfer(kind: .download, frame: 0, lastFrame: 0, ending: .neverEnded)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "kind": image.kind = try reader.word(Report.ImageTransfer.Kind.self, name)
      case "frame": image.frame = try reader.count()
      case "lastFrame": image.lastFrame = try reader.count()
      case "blocks": image.blocks = try reader.count()
      case "unansweredBlocks": image.unansweredBlocks = try reader.count()
      case "unansweredBytes": image.unansweredBytes = try reader.count()
      case "bytes": image.bytes = try reader.count()
      case "blockSize": image.blockSize = try reader.count()
      case "commands": image.commands = try reader.count()
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
