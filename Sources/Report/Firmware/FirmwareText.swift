extension FirmwareReport {
  /// The report as text: a paragraph for each image.
  package var text: String {
    var lines = [file.printable()] + images.flatMap { [""] + $0.lines }
    if furtherImages > 0 { lines += ["", "  and \(counted(furtherImages, "more image"))"] }
    if hasUnplacedLoss {
      lines += ["", "  The recorder lost records, and nobody knows where."]
    }
    if let comparison { lines += [""] + comparison.lines }
    if let written {
      let place = written.file == "-" ? "standard output" : written.file.printable()
      lines += ["", "  written to \(place)" + written.form]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension FirmwareReport.Written {
  fileprivate var form: String { isDFUFile ? ", as a DFU file with its suffix" : "" }
}

extension FirmwareReport.Image {
  /// `session 1, transfer 2: upload, 0483:df11 at 1.8, 2000 bytes, complete`.
  package var heading: String {
    "session \(session), transfer \(transfer): \(told.kind.rawValue), \(device.text), "
      + "\(counted(length, "byte")), \(isComplete ? "complete" : "not complete")"
  }

  fileprivate var lines: [String] {
    ["  " + heading, "    traffic    " + told.text]
      + elements.map { "    image      " + $0.text }
      + (commands.map { ["    commands   " + $0.text] } ?? [])
      + (length > 0 ? ends : [])
      + (missing > 0
        ? ["    missing    \(counted(missing, "byte")), written as FFh"] : [])
      + faults.map { $0.line("incomplete") } + further(furtherFaults)
      + remarks.map { $0.line("note") } + further(furtherRemarks)
  }

  /// What stands before and behind the firmware in the image.
  private var ends: [String] {
    ["    suffix     " + (suffix?.text ?? "none; hosts do not send it (DFU 1.1, Appendix B)")]
      + (prefix.map { ["    prefix     " + $0] } ?? [])
  }

  private func further(_ count: Int) -> [String] {
    count > 0 ? ["               and \(count) more"] : []
  }
}

extension FirmwareReport.Element {
  fileprivate var text: String {
    let place = address.map { " at " + addressText($0) } ?? ""
    return "\(counted(length, "byte"))\(place), SHA-256 \(sha256)"
  }
}

extension FirmwareReport.Note {
  fileprivate func line(_ name: String) -> String {
    let padding = String(repeating: " ", count: max(1, 11 - name.count))
    return "    \(name)\(padding)" + (frame.map { "frame \($0): " } ?? "") + text
  }
}

extension FirmwareReport.Commands {
  fileprivate var text: String {
    var parts = ["address set \(pointers == 1 ? "once" : "\(pointers) times")"]
    if erases > 0 {
      let places = erased.prefix(4).map(addressText).joined(separator: ", ")
      parts.append("\(counted(erases, "page")) erased (\(places)\(erases > 4 ? ", …" : ""))")
    }
    parts += massErases.map { "everything erased in frame \($0)" }
    return parts.joined(separator: "; ")
  }
}

extension FirmwareReport.Suffix {
  fileprivate var text: String {
    let right =
      switch isRight {
      case true?: "right"
      case false?: "WRONG for these bytes"
      case nil: "not checked, bytes are missing"
      }
    return "\(length) bytes: bcdDevice \(hex4(device))h, idProduct \(hex4(product))h, "
      + "idVendor \(hex4(vendor))h, bcdDFU \(hex4(version))h, dwCRC \(addressText(crc)): \(right)"
  }
}

extension FirmwareReport.Comparison {
  fileprivate var lines: [String] {
    let result = isEqual ? "the same bytes" : "different"
    return [
      "  compared with \(file.printable()), \(form): \(result)",
      "    lengths    image \(imageLength), file \(fileLength)",
    ] + (isEqual ? [] : ["    bytes      " + amounts])
      + (first.map { ["    first      " + $0.text] } ?? [])
  }

  private var amounts: String {
    "\(differing) of \(compared) differ"
      + (onlyInImage > 0 ? "; \(onlyInImage) only in the image" : "")
      + (onlyInFile > 0 ? "; \(onlyInFile) only in the file" : "")
      + (unknown > 0 ? "; \(unknown) not in the capture" : "")
  }
}

extension FirmwareReport.Difference {
  fileprivate var text: String {
    let place = address.map { "address \(addressText($0)), " } ?? ""
    let block = block.map { "wBlockNum \($0), frame \(frame ?? 0)" } ?? "in no block"
    return "\(place)offset \(offset) (in the file \(fileOffset)), \(block): "
      + "\(byteText(image)), in the file \(byteText(file))"
  }
}

/// `08000000h`.
private func addressText(_ address: UInt32) -> String {
  let digits = String(address, radix: 16, uppercase: true)
  return String(repeating: "0", count: 8 - digits.count) + digits + "h"
}
