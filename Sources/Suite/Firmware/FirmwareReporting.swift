import DFU
import Report
import USB

// An image in the terms of the report.

extension FirmwareReport.Image {
  /// The image, with its place in the capture.
  init(_ image: FirmwareImage, _ entry: FollowedImages.Entry) {
    self.init(
      session: entry.session + 1, transfer: entry.transfer,
      device: Report.Device(
        bus: Int(image.target.address?.bus ?? 0), address: Int(image.target.address?.address ?? 0),
        vendor: image.target.device?.vendor, product: image.target.device?.product),
      alternate: Int(image.target.alternate), isDfuSe: image.target.isDfuSe,
      told: Report.ImageTransfer(image.told, isDfuSe: image.target.isDfuSe),
      isComplete: image.isComplete, length: image.length,
      missing: image.layout.missing,
      elements: zip(image.layout.elements, image.digests).map { element, digest in
        FirmwareReport.Element(address: element.address, length: element.length, sha256: digest)
      },
      suffix: image.suffix.map(FirmwareReport.Suffix.init), prefix: image.prefix?.words,
      commands: image.commands.areNone ? nil : FirmwareReport.Commands(image.commands),
      faults: image.notes.faults.map(FirmwareReport.Note.init),
      furtherFaults: image.notes.furtherFaults,
      remarks: image.notes.remarks.map(FirmwareReport.Note.init),
      furtherRemarks: image.notes.furtherRemarks)
  }
}

extension FirmwareReport.Note {
  fileprivate init(_ note: ImageNotes.Note) { self.init(frame: note.frame, text: note.text) }
}

extension FirmwareReport.Suffix {
  fileprivate init(_ found: (suffix: FileSuffix, isRight: Bool?)) {
    self.init(
      device: found.suffix.device, product: found.suffix.product, vendor: found.suffix.vendor,
      version: found.suffix.version, length: found.suffix.length, crc: found.suffix.crc,
      isRight: found.isRight)
  }
}

extension FirmwareReport.Commands {
  fileprivate init(_ commands: DfuSeCommands) {
    self.init(
      pointers: commands.pointers, erases: commands.erases, erased: commands.erased,
      massErases: commands.massErases)
  }
}

extension VendorPrefix {
  fileprivate var words: String {
    switch self {
    case .lpc(let pages): "NXP LPC, 16 bytes: \(pages) pages of 512 bytes follow"
    case .stellaris(let address, let length):
      "TI Stellaris, 8 bytes: address \(Hex.specText(address, width: 8)), \(length) bytes follow"
    case .dfuSeFile: "a file of DfuSe, which the host sent as it is"
    }
  }
}

/// `1 block`, `2 blocks`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
