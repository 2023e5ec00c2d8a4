import Report
import Suite
import TestSupport

/// The images in a capture that a test has written.
struct FirmwareRun {
  let report: FirmwareReport
  /// The bytes of the chosen image; nil where it cannot be written.
  private(set) var bytes: [UInt8]?
  /// The same as a DFU file.
  private(set) var file: [UInt8]?

  /// Reads the capture. The image is written where it is the only one; also an incomplete one.
  init(
    _ firmware: FirmwareWriter, _ choice: FirmwareExtraction.Choice = .init(),
    comparing other: [UInt8]? = nil
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(firmware.writer.bytes)
    var extraction = FirmwareExtraction(choice, keeps: true)
    try extraction.read(path, with: Judge(CheckOptions()))
    if let other { try extraction.compare(with: folder.write(other, as: "other")) }
    report = extraction.report(written: nil)
    guard report.images.count == 1, try extraction.canBeWritten(partially: true) else { return }
    bytes = try Self.written(extraction, .raw)
    file = try Self.written(extraction, .dfu)
  }

  private static func written(
    _ extraction: FirmwareExtraction, _ form: ImageFile.Form
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try extraction.write(form) { bytes += $0 }
    return bytes
  }

  /// The only image.
  var image: FirmwareReport.Image { report.images[0] }

  /// Why it is not complete.
  var faults: [String] { image.faults.map(\.text) }

  /// What else is told of it.
  var remarks: [String] { image.remarks.map(\.text) }
}

/// `count` bytes of one value.
func block(_ byte: UInt8, _ count: Int = 64) -> [UInt8] { [UInt8](repeating: byte, count: count) }
