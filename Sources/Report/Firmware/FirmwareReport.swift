/// The images in the traffic of one capture: what `dfutrace firmware` tells.
package struct FirmwareReport: Hashable, Sendable {
  /// The schema of its JSON form.
  package static let schema = "dfutrace.firmware/1"

  /// The capture as the operator named it.
  package var file: String
  /// The images, in the order of sessions and transfers.
  package var images: [Image]
  /// How many more there are.
  package var furtherImages: Int
  /// Whether records are missing at unknown places.
  package var hasUnplacedLoss: Bool
  /// The file that was written; nil for none.
  package var written: Written?
  /// The comparison with a file; nil for none.
  package var comparison: Comparison?

  /// Makes a report.
  package init(
    file: String, images: [Image], furtherImages: Int = 0, hasUnplacedLoss: Bool = false,
    written: Written? = nil, comparison: Comparison? = nil
  ) {
    self.file = file
    self.images = images
    self.furtherImages = furtherImages
    self.hasUnplacedLoss = hasUnplacedLoss
    self.written = written
    self.comparison = comparison
  }

  /// 1 when an image is not complete, or is not what the file holds.
  package var exitStatus: ExitStatus {
    images.allSatisfy(\.isComplete) && comparison?.isEqual != false ? .conformant : .violation
  }

  /// A file that was written.
  package struct Written: Hashable, Sendable {
    /// The file as the operator named it.
    package var file: String
    /// Whether it is a DFU file, with a suffix and for DfuSe with addresses.
    package var isDFUFile: Bool

    /// Makes an entry.
    package init(file: String, isDFUFile: Bool) {
      self.file = file
      self.isDFUFile = isDFUFile
    }
  }
}

extension FirmwareReport {
  /// One image.
  package struct Image: Hashable, Sendable {
    /// The number of its session, from 1.
    package var session: Int
    /// The number of its transfer in the session, from 1.
    package var transfer: Int
    /// The device, under the address that it had at the first block.
    package var device: Report.Device
    /// The alternate setting that was chosen.
    package var alternate: Int
    /// Whether its blocks have addresses, by DfuSe.
    package var isDfuSe: Bool
    /// How it went, as a report on a capture tells it.
    package var told: Report.ImageTransfer
    /// Whether all of its bytes are there, and it is known that they are all.
    package var isComplete: Bool
    /// The bytes of all elements, with those that are missing.
    package var length: Int
    /// How many of them the capture does not hold.
    package var missing: Int
    /// The runs of its bytes: one, or for DfuSe one for each run of addresses.
    package var elements: [Element]
    /// The DFU suffix at its end; nil where the host sent none.
    package var suffix: Suffix?
    /// What the prefix at its beginning is; nil where none is known.
    package var prefix: String?
    /// The commands of DfuSe; nil for an image without addresses.
    package var commands: Commands?
    /// Why it is not complete or not certain.
    package var faults: [Note]
    /// How many more faults there are.
    package var furtherFaults: Int
    /// What else is worth knowing.
    package var remarks: [Note]
    /// How many more remarks there are.
    package var furtherRemarks: Int

    /// Makes an image.
    package init(
      session: Int, transfer: Int, device: Report.Device, alternate: Int = 0,
      isDfuSe: Bool = false, told: Report.ImageTransfer, isComplete: Bool, length: Int,
      missing: Int = 0, elements: [Element], suffix: Suffix? = nil, prefix: String? = nil,
      commands: Commands? = nil, faults: [Note] = [], furtherFaults: Int = 0,
      remarks: [Note] = [], furtherRemarks: Int = 0
    ) {
      self.session = session
      self.transfer = transfer
      self.device = device
      self.alternate = alternate
      self.isDfuSe = isDfuSe
      self.told = told
      self.isComplete = isComplete
      self.length = length
      self.missing = missing
      self.elements = elements
      self.suffix = suffix
      self.prefix = prefix
      self.commands = commands
      self.faults = faults
      self.furtherFaults = furtherFaults
      self.remarks = remarks
      self.furtherRemarks = furtherRemarks
    }
  }

  /// A run of bytes.
  package struct Element: Hashable, Sendable {
    /// Its address; nil for an image without addresses.
    package var address: UInt32?
    /// The number of its bytes.
    package var length: Int
    /// Their SHA-256 in lower-case hex. Bytes that are missing count as FFh.
    package var sha256: String

    /// Makes a run.
    package init(address: UInt32? = nil, length: Int, sha256: String) {
      self.address = address
      self.length = length
      self.sha256 = sha256
    }
  }

  /// The DFU suffix of an image (DFU 1.1, Appendix B).
  package struct Suffix: Hashable, Sendable {
    /// bcdDevice.
    package var device: UInt16
    /// idProduct.
    package var product: UInt16
    /// idVendor.
    package var vendor: UInt16
    /// bcdDFU.
    package var version: UInt16
    /// bLength.
    package var length: UInt8
    /// dwCRC.
    package var crc: UInt32
    /// Whether dwCRC is that of the image; nil where bytes are missing.
    package var isRight: Bool?

    /// Makes a suffix.
    package init(
      device: UInt16, product: UInt16, vendor: UInt16, version: UInt16, length: UInt8,
      crc: UInt32, isRight: Bool?
    ) {
      self.device = device
      self.product = product
      self.vendor = vendor
      self.version = version
      self.length = length
      self.crc = crc
      self.isRight = isRight
    }
  }

  /// The commands of DfuSe in a transfer.
  package struct Commands: Hashable, Sendable {
    /// How often the address pointer was set.
    package var pointers: Int
    /// How many pages were erased.
    package var erases: Int
    /// An address in each of these pages; the first 100.
    package var erased: [UInt32]
    /// The frames of the commands that erase everything; the first 100.
    package var massErases: [Int]

    /// Makes a count.
    package init(pointers: Int, erases: Int, erased: [UInt32], massErases: [Int]) {
      self.pointers = pointers
      self.erases = erases
      self.erased = erased
      self.massErases = massErases
    }
  }

  /// One sentence about an image.
  package struct Note: Hashable, Sendable {
    /// The record that shows it; nil for the whole image.
    package var frame: Int?
    /// The sentence, without its full stop.
    package var text: String

    /// Makes a note.
    package init(frame: Int?, text: String) {
      self.frame = frame
      self.text = text
    }
  }
}

extension FirmwareReport {
  /// An image beside a file.
  package struct Comparison: Hashable, Sendable {
    /// The file as the operator named it.
    package var file: String
    /// The bytes of the image.
    package var imageLength: Int
    /// The bytes of the file that are compared.
    package var fileLength: Int
    /// How the file was taken: `as it is`, `without its DFU suffix of 16 bytes`.
    package var form: String
    /// The bytes that both have and that were compared.
    package var compared: Int
    /// How many of them differ.
    package var differing: Int
    /// The bytes that the capture does not hold.
    package var unknown: Int
    /// The bytes that the file does not have.
    package var onlyInImage: Int
    /// The bytes that the image does not have.
    package var onlyInFile: Int
    /// The first that differs; nil for none.
    package var first: Difference?

    /// Makes a comparison.
    package init(
      file: String, imageLength: Int, fileLength: Int, form: String, compared: Int,
      differing: Int, unknown: Int, onlyInImage: Int, onlyInFile: Int, first: Difference?
    ) {
      self.file = file
      self.imageLength = imageLength
      self.fileLength = fileLength
      self.form = form
      self.compared = compared
      self.differing = differing
      self.unknown = unknown
      self.onlyInImage = onlyInImage
      self.onlyInFile = onlyInFile
      self.first = first
    }

    /// Whether the file holds the image and nothing else.
    package var isEqual: Bool { differing + unknown + onlyInImage + onlyInFile == 0 }
  }

  /// A byte that is another in the file.
  package struct Difference: Hashable, Sendable {
    /// The offset in the element of the image.
    package var offset: Int
    /// The address; nil for an image without addresses.
    package var address: UInt32?
    /// The offset in the file.
    package var fileOffset: Int
    /// wBlockNum of the block that holds it; nil where a block is missing.
    package var block: UInt16?
    /// The record of that block.
    package var frame: Int?
    /// The byte in the image.
    package var image: UInt8
    /// The byte in the file.
    package var file: UInt8

    /// Makes a difference.
    package init(
      offset: Int, address: UInt32?, fileOffset: Int, block: UInt16?, frame: Int?, image: UInt8,
      file: UInt8
    ) {
      self.offset = offset
      self.address = address
      self.fileOffset = fileOffset
      self.block = block
      self.frame = frame
      self.image = image
      self.file = file
    }
  }
}
