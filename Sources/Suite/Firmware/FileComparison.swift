import DFU
import Files
import Report
import USB

/// Compares an image with a file, byte by byte.
struct FileComparison {
  private let path: String
  private let image: FirmwareImage
  private let file: ComparedFile
  private var compared = 0
  private var differing = 0
  private var unknown = 0
  private var onlyInImage = 0
  private var first: FirmwareReport.Difference?
  /// The regions of the file before this one are behind: the positions of an image only grow.
  private var nextRegion = 0

  /// Compares. Fails with status 65 or 66 where the file cannot be read or compared, and with 74
  /// where the bytes of the image cannot be read back.
  init(of image: FirmwareImage, with path: String) throws(CheckFailure) {
    self.path = path
    self.image = image
    file = try ComparedFile(path, for: image)
    do throws(SystemError) {
      for (index, element) in image.layout.elements.enumerated() {
        var position = file.start(of: element)
        var offset = 0
        try image.read(element) { bytes, piece in
          compare(bytes, piece, at: position, Place(element: index, offset: offset))
          position += bytes.count
          offset += bytes.count
        }
      }
    } catch {
      throw CheckFailure(
        file: path, status: .inputOutput,
        message: "The image cannot be read back for the comparison: \(error.reason).")
    }
  }

  /// Where a piece begins in the image.
  private struct Place {
    var element: Int
    var offset: Int
  }

  private mutating func compare(
    _ bytes: [UInt8], _ piece: ImageLayout.Piece, at position: Int, _ place: Place
  ) {
    var counted = 0
    while nextRegion < file.regions.count,
      file.regions[nextRegion].positions.upperBound <= position
    {
      nextRegion += 1
    }
    for region in file.regions[nextRegion...] {
      guard region.positions.lowerBound < position + bytes.count else { break }
      let common = (position..<position + bytes.count).clamped(to: region.positions)
      guard !common.isEmpty else { continue }
      counted += common.count
      guard piece.place != nil else { continue }
      let theirs = region.start + common.lowerBound - region.positions.lowerBound
      let ours = bytes[common.lowerBound - position..<common.upperBound - position]
      guard !ours.elementsEqual(file.bytes[theirs..<theirs + common.count]) else { continue }
      for (index, byte) in zip(ours.indices, ours) {
        let other = file.bytes[theirs + index - ours.startIndex]
        if byte != other {
          note(byte, other, index, theirs + index - ours.startIndex, piece, place)
        }
      }
    }
    if piece.place == nil { unknown += counted } else { compared += counted }
    onlyInImage += bytes.count - counted
  }

  private mutating func note(
    _ byte: UInt8, _ other: UInt8, _ index: Int, _ fileOffset: Int, _ piece: ImageLayout.Piece,
    _ place: Place
  ) {
    differing += 1
    guard first == nil else { return }
    let offset = place.offset + index
    let address = image.layout.elements[place.element].address
    first = FirmwareReport.Difference(
      offset: offset, address: address.flatMap { UInt32(exactly: Int($0) + offset) },
      fileOffset: fileOffset, block: piece.block?.number, frame: piece.block?.frame, image: byte,
      file: other)
  }

  /// The comparison in the report's terms.
  var reported: FirmwareReport.Comparison {
    FirmwareReport.Comparison(
      file: path, imageLength: image.length, fileLength: file.length, form: file.form,
      compared: compared, differing: differing, unknown: unknown, onlyInImage: onlyInImage,
      onlyInFile: max(0, file.length - compared - unknown), first: first)
  }
}

/// A file that an image is compared with: its bytes, and where each belongs.
struct ComparedFile {
  /// A run of the file's bytes.
  struct Region {
    /// Where it belongs: addresses for DfuSe, otherwise offsets in the image.
    var positions: Range<Int>
    /// Where it stands in the file.
    var start: Int
  }

  let bytes: [UInt8]
  private(set) var regions: [Region] = []
  /// What was left out of the comparison, in words: `its DFU suffix is left out`.
  private(set) var form = "as it is"
  private let base: Int

  /// Reads a file. Memory holds it as a whole.
  init(_ path: String, for image: FirmwareImage) throws(CheckFailure) {
    do throws(SystemError) {
      let most = KeptImage.sizeLimit + (1 << 20)
      guard let bytes = try InputFile(path).readAll(atMost: most) else {
        throw SystemError(code: 0)
      }
      self.bytes = bytes
    } catch {
      throw Self.unreadable(path, error)
    }
    base = Int(image.layout.elements.first?.address ?? 0)
    let content = contentLength(for: image)
    do throws(DfuSeFile.Malformation) {
      if bytes.starts(with: DfuSeFile.signature), image.prefix != .dfuSeFile {
        try takeElements(DfuSeFile(Array(bytes.prefix(content))), path, for: image)
      } else {
        regions = [Region(positions: base..<base + content, start: 0)]
      }
    } catch {
      throw CheckFailure(
        file: path, status: .unreadable,
        message: "This file of DfuSe is malformed at offset \(error.offset): \(error.reason).")
    }
  }

  private static func unreadable(_ path: String, _ error: SystemError) -> CheckFailure {
    if error.code == 0 {
      return CheckFailure(
        file: path, status: .unreadable, message: "The file is larger than any image: 257 MiB.")
    }
    if error.isFolder { return CheckFailure(opening: path, as: "file", error) }
    let isThere = InputFile.size(of: path) != nil
    return CheckFailure(
      file: path,
      status: error.isForbidden ? .permission : isThere ? .inputOutput : .noInput,
      message: "The file cannot be read: \(error.reason).")
  }

  /// The bytes of the file that are compared.
  var length: Int { regions.reduce(0) { $0 + $1.positions.count } }

  /// Where an element of the image belongs. A file without addresses begins where the first does.
  func start(of element: ImageLayout.Element) -> Int { Int(element.address ?? 0) }

  /// The number of bytes before the suffix. The suffix counts where the host sent one too.
  private mutating func contentLength(for image: FirmwareImage) -> Int {
    guard image.suffix == nil, let suffix = FileSuffix(end: bytes.suffix(FileSuffix.size)),
      Int(suffix.length) <= bytes.count
    else { return bytes.count }
    var crc = SuffixCRC()
    crc.take(bytes)
    guard crc.value == 0 else { return bytes.count }
    form = "without its DFU suffix of \(suffix.length) bytes"
    return bytes.count - Int(suffix.length)
  }

  /// Takes the elements for the alternate setting of the image, or those of the only target.
  private mutating func takeElements(
    _ file: DfuSeFile, _ path: String, for image: FirmwareImage
  ) throws(DfuSeFile.Malformation) {
    let alternate = image.target.alternate
    let chosen =
      file.targets.first { UInt16($0.alternate) == alternate } ?? file.targets.first
    let elements = chosen?.elements ?? []
    guard image.target.isDfuSe || elements.count == 1 else {
      throw DfuSeFile.Malformation(
        offset: 0, reason: "it has \(elements.count) elements, and the image has no addresses")
    }
    form += ", the elements for alternate setting \(chosen?.alternate ?? 0)"
    regions = elements.map { element in
      let start = image.target.isDfuSe ? Int(element.address) : 0
      return Region(
        positions: start..<start + element.place.count, start: element.place.lowerBound)
    }.sorted { $0.positions.lowerBound < $1.positions.lowerBound }
  }
}
