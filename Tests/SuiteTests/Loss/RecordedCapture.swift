import CaptureIO
import USB

/// The records of a shipped capture in memory, so that they can be judged again with losses.
struct RecordedCapture: Sendable {
  /// A record as the file holds it. It keeps its frame number in every variant.
  struct Record: Sendable {
    var frame: Int
    var nanoseconds: Int64
    var originalLength: Int
    var bytes: [UInt8]
  }

  let name: String
  let header: UsbmonHeader
  let records: [Record]

  init(_ shipped: ShippedCapture) throws {
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    var records: [Record] = []
    _ = file.forEach { (bytes, info) -> Flow in
      records.append(
        Record(
          frame: info.frame, nanoseconds: info.nanoseconds, originalLength: info.originalLength,
          bytes: bytes.indices.map { bytes[$0] }))
      return .proceed
    }
    name = shipped.name
    header = file.linkType == .usbLinux ? .short : .long
    self.records = records
  }
}

/// The fields of usbmon's header that pairing needs (kernel documentation, usb/usbmon).
extension RecordedCapture.Record {
  /// What the record belongs to: a device, and one of its endpoints.
  struct Place: Hashable {
    var bus: UInt16
    var address: UInt8
    var endpoint: UInt8
  }

  var id: [UInt8] { Array(bytes.prefix(8)) }
  var isSubmission: Bool { bytes[8] == UInt8(ascii: "S") }
  var isControl: Bool { bytes.count >= 48 && bytes[9] == 2 && bytes[10] & 0x0F == 0 }
  var isIn: Bool { bytes[10] & 0x80 != 0 }
  var place: Place {
    Place(
      bus: UInt16(bytes[12]) | UInt16(bytes[13]) << 8, address: bytes[11],
      endpoint: bytes[10] & 0x0F)
  }
  /// The bytes that a submission asks for (wLength), or that a completion says were moved.
  var length: Int {
    isSubmission
      ? Int(bytes[46]) | Int(bytes[47]) << 8
      : (0..<4).reduce(0) { $0 | Int(bytes[32 + $1]) << (8 * $1) }
  }
}
