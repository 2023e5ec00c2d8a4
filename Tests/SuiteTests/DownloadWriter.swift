import Report
import Suite
import TestSupport
import USB

/// Writes a download to a device in DFU mode (DFU 1.1, 6.1) into a capture, and judges it.
struct DownloadWriter {
  var writer: CaptureWriter

  private let attributes: UInt8

  /// Begins with the enumeration and a GETSTATUS that shows dfuIDLE. `attributes`: bmAttributes.
  init(
    _ container: CaptureWriter.Container = .pcapng, resolution: UInt8 = 9, attributes: UInt8 = 7
  ) {
    writer = CaptureWriter(container, resolution: resolution)
    self.attributes = attributes
    enumerate()
  }

  /// The host gives the device its address, reads its descriptors and asks for its state.
  mutating func enumerate(at address: UInt8 = 5) {
    writer.setAddress(address)
    writer.getDescriptor(type: 1, reply: Self.device)
    writer.getDescriptor(type: 2, reply: Self.configuration(attributes))
    writer.setConfiguration(1)
    status(2)
  }

  private static let device: [UInt8] =
    [18, 1, 0, 2, 0, 0, 0, 64, 0x09, 0x12, 7, 0, 0, 1, 0, 0, 0, 1]
  private static func configuration(_ attributes: UInt8) -> [UInt8] {
    [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 2, 0]
      + [9, 0x21, attributes, 0xE8, 3, 0x40, 0, 0x10, 1]
  }

  /// A block of 64 bytes, which the device takes.
  mutating func block(_ number: UInt16) {
    writer.control(
      SetupPacket(requestType: .classInterfaceOut, request: 1, value: number, length: 64),
      data: [UInt8](repeating: 7, count: 64))
  }

  /// A GETSTATUS that shows this bState and bwPollTimeout.
  mutating func status(_ state: UInt8, poll: UInt16 = 0, wait: Double = 1) {
    writer.control(
      Self.getStatus,
      data: [0, UInt8(poll & 0xFF), UInt8(poll >> 8), 0, state, 0], wait: wait)
  }

  /// A GETSTATUS whose completion is not in the capture, 1 ms after what was before.
  mutating func statusWithoutAnswer() {
    writer.nanoseconds += 1_000_000
    writer.submit(Self.getStatus)
  }

  private static let getStatus = SetupPacket(
    requestType: .classInterfaceIn, request: 3, length: 6)

  /// An ABORT, which the device takes.
  mutating func abort() {
    writer.control(SetupPacket(requestType: .classInterfaceOut, request: 6))
  }

  /// The report of what was written so far.
  func report() throws -> Report.Capture {
    let folder = try TemporaryFolder()
    let path = try folder.write(writer.bytes)
    return try Judge(CheckOptions()).check(path).capture
  }
}
