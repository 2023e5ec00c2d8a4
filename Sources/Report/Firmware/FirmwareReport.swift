/// The images in the traffic of one capture: what `dfutrace firmware` tells.
public struct FirmwareReport: Hashable, Sendable {
  /// The schema of its JSON form.
  public static let schema = "dfutrace.firmware/1"

  /// The capture as the operator named it.
  public var file: String
  /// The images, in the order of sessions and transfers.
  public var images: [Image]
  /// How many more there are.
  public var furtherImages: Int
  /// Whether records are missing at unknown places.
  public var hasUnplacedLoss: Bool
  /// The file that was written; nil for none.
  public var written: Written?
  /// The comparison with a file; nil for none.
  public var comparison: Comparison?

  /// Makes a report.
  public init(
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
  public var exitStatus: ExitStatus {
    images.allSatisfy(\.isComplete) && comparison?.isEqual != false ? .conformant : .violation
  }

  /// A file that was written.
  public struct Written: Hashable, Sendable {
    /// The file as the operator named it.
    public var file: String
    /// Whether it is a DFU file, with a suffix and for DfuSe with addresses.
    public var isDFUFile: Bool

    /// Makes an entry.
    public init(file: String, isDFUFile: Bool) {
      self.file = file
      self.isDFUFile = isDFUFile
    }
  }
}

extension FirmwareReport {
  /// One image.
  public struct Image: Hashable, Sendable {
    /// The number of its session, from 1.
    public var session: Int
    /// The number of its transfer in the session, from 1.
    public var transfer: Int
    /// The device, under the address that it had at the first block.
    public var device: Report.Device
    /// The alternate setting that was chosen.
    public var alternate: Int
    /// Whether its blocks have addresses, by DfuSe.
    public var isDfuSe: Bool
    /// How it went, as a report on a capture tells it.
    public var told: Report.ImageTransfer
    /// Whether all of its bytes are there, and it is known that they are all.
    public var isComplete: Bool
    /// The bytes of all elements, with those that are missing.
    public var length: Int
    /// How many of them the capture does not hold.
    public var missing: Int
    /// The runs of its bytes: one, or for DfuSe one for each run of addresses.
    public var elements: [Element]
    /// The DFU suffix at its end; nil where the host sent none.
    public var suffix: Suffix?
    /// What the prefix at its beginning is; nil where none is known.
    public var prefix: String?
    /// The commands of DfuSe; nil for an image without addresses.
    public var commands: Commands?
    /// Why it is not complete or not certain.
    public var faults: [Note]
    /// How many more faults there are.
    public var furtherFaults: Int
    /// What else is worth knowing.
    public var remarks: [Note]
    /// How many more remarks there are.
    public var furtherRemarks: Int

    /// Makes an image.
    public init(
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
  public struct Element: Hashable, Sendable {
    /// Its address; nil for an image without addresses.
    public var address: UInt32?
    /// The number of its bytes.
    public var length: Int
    /// Their SHA-256 in lower-case hex. Bytes that are missing count as FFh.
    public var sha256: String

    /// Makes a run.
    public init(address: UInt32? = nil, length: Int, sha256: String) {
      self.address = address
      self.length = length
      self.sha256 = sha256
    }
  }

  /// The DFU suffix of an image (DFU 1.1, Appendix B).
  public struct Suffix: Hashable, Sendable {
    /// bcdDevice.
    public var device: UInt16
    /// idProduct.
    public var product: UInt16
    /// idVendor.
    public var vendor: UInt16
    /// bcdDFU.
    public var version: UInt16
    /// bLength.
    public var length: UInt8
    /// dwCRC.
    public var crc: UInt32
    /// Whether dwCRC is that of the image; nil where bytes are missing.
    public var isRight: Bool?

    /// Makes a suffix.
    public init(
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
  public struct Commands: Hashable, Sendable {
    /// How often the address pointer was set.
    public var pointers: Int
    /// How many pages were erased.
    public var erases: Int
    /// An address in each of these pages; the first 100.
    public var erased: [UInt32]
    /// The frames of the commands that erase everything; the first 100.
    public var massErases: [Int]

    /// Makes a count.
    public init(pointers: Int, erases: Int, erased: [UInt32], massErases: [Int]) {
      self.pointers = pointers
      self.erases = erases
      self.erased = erased
      self.massErases = massErases
    }
  }

  /// One sentence about an image.
  public struct Note: Hashable, Sendable {
    /// The record that shows it; nil for the whole image.
    public var frame: Int?
    /// The sentence, without its full stop.
    public var text: String

    /// Makes a note.
    public init(frame: Int?, text: String) {
      self.frame = frame
      self.text = text
    }
  }
}

extension FirmwareReport {
  /// An image beside a file.
  public struct Comparison: Hashable, Sendable {
    /// The file as the operator named it.
    public var file: String
    /// The bytes of the image.
    public var imageLength: Int
    /// The bytes of the file that are compared.
    public var fileLength: Int
    /// How the file was taken: `as it is`, `without its DFU suffix of 16 bytes`.
    public var form: String
    /// The bytes that both have and that were compared.
    public var compared: Int
    /// How many of them differ.
    public var differing: Int
    /// The bytes that the capture does not hold.
    public var unknown: Int
    /// The bytes that the file does not have.
    public var onlyInImage: Int
    /// The bytes that the image does not have.
    public var onlyInFile: Int
    /// The first that differs; nil for none.
    public var first: Difference?

    /// Makes a comparison.
    public init(
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
    public var isEqual: Bool { differing + unknown + onlyInImage + onlyInFile == 0 }
  }

  /// A byte that is another in the file.
  public struct Difference: Hashable, Sendable {
    /// The offset in the element of the image.
    public var offset: Int
    /// The address; nil for an image without addresses.
    public var address: UInt32?
    /// The offset in the file.
    public var fileOffset: Int
    /// wBlockNum of the block that holds it; nil where a block is missing.
    public var block: UInt16?
    /// The record of that block.
    public var frame: Int?
    /// The byte in the image.
    public var image: UInt8
    /// The byte in the file.
    public var file: UInt8

    /// Makes a difference.
    public init(
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
