import Foundation
import Report
import Suite
import TestSupport
import Testing
import USB

/// The descriptors of devices, as an analyser shows them.
@Suite struct DescriptorViewTests {
  private func shown(
    _ writer: CaptureWriter, address: String? = nil
  ) throws -> Report.Descriptors {
    let folder = try TemporaryFolder()
    let file = try folder.write(writer.bytes)
    return try shown(file, address: address)
  }

  private func shown(_ path: String, address: String? = nil) throws -> Report.Descriptors {
    try Judge(CheckOptions(address: address, wantsDescriptors: true)).check(path).capture
      .descriptors
  }

  private static let device: [UInt8] =
    [18, 1, 0, 2, 0, 0, 0, 64, 0xB1, 0x20, 0x16, 0, 0, 1, 1, 2, 0, 1]

  /// A configuration of one DFU interface in run-time mode (DFU 1.1, 4.1.2, 4.1.3).
  private static let configuration: [UInt8] =
    [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, 1, 4]
    + [9, 0x21, 0x0B, 0xFA, 0, 64, 0, 0x10, 1]

  /// XMOS's run-time set: bmAttributes 07h, wDetachTimeOut 250, wTransferSize 64, bcdDFUVersion
  /// 0110h, interface 3 of an audio device (lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h).
  @Test func `the run-time set of XMOS's firmware is shown field by field`() throws {
    let capture = ShippedCapture.folder.appending(path: "xua-4.2.0-xhci-dfu-util/capture.pcap")
    let found = try shown(capture.path)
    let set = try #require(found.sets.first { $0.mode == "run-time" && $0.descriptors.count > 12 })
    let names = set.descriptors.map(\.name)
    #expect(names.contains("INTERFACE_ASSOCIATION") && names.contains("CS_INTERFACE HEADER"))
    #expect(names.filter { $0 == "INTERFACE" }.count == 3)
    let interface = try #require(set.descriptors.first { $0.name == "INTERFACE of DFU" })
    #expect(
      interface.fields.map(\.text) == ["9", "04h", "3", "0", "0", "FEh", "01h", "01h", "4"])
    #expect(interface.fields.last?.meaning == "\"XMOS DFU\"")
    let functional = try #require(set.descriptors.first { $0.name == "DFU FUNCTIONAL" })
    #expect(
      functional.fields.map { "\($0.name) \($0.text)" } == [
        "bLength 9", "bDescriptorType 21h", "bmAttributes 07h", "reserved 0", "bitWillDetach 0",
        "bitManifestationTolerant 1", "bitCanUpload 1", "bitCanDnload 1", "wDetachTimeOut 250",
        "wTransferSize 64", "bcdDFUVersion 0110h",
      ])
  }

  @Test func `the two sets of a session stand side by side, with what differs`() throws {
    let capture = ShippedCapture.folder.appending(path: "xua-4.2.0-xhci-dfu-util/capture.pcap")
    let comparison = try #require(try shown(capture.path).comparisons.first)
    func row(_ field: String) -> Report.DescriptorComparison.Row? {
      comparison.rows.first { $0.field == field }
    }
    #expect(row("bNumInterfaces")?.runTime == "4")
    #expect(row("bNumInterfaces")?.dfuMode == "1")
    #expect(row("bNumInterfaces")?.differs == true)
    #expect(row("wTransferSize")?.differs == false)
    #expect(row("iProduct")?.differs == false)
    #expect(row("bInterfaceProtocol")?.dfuMode == "02h (DFU mode)")
  }

  /// Two modes with one idProduct are against D16, a wrong bInterfaceProtocol is against D03.
  @Test(arguments: [
    ("xua-4.2.0-xhci-dfu-util", "idProduct", "dfu/descriptor/D16"),
    ("dfuse-firmware-corrupt", "bInterfaceProtocol", "dfu/descriptor/D03"),
    ("dfuse-firmware-corrupt", "bcdDFUVersion", "dfu/descriptor/D09"),
  ])
  func `what a rule has against a field stands beside it`(
    _ name: String, _ field: String, _ rule: String
  ) throws {
    let capture = ShippedCapture.folder.appending(path: "\(name)/capture.pcap")
    let fields = try shown(capture.path).sets.flatMap(\.descriptors).flatMap(\.fields)
    let marked = fields.filter { $0.rules.contains(rule) }
    #expect(!marked.isEmpty)
    #expect(marked.allSatisfy { $0.name == field })
  }

  @Test func `a rule that nothing breaks stands nowhere`() throws {
    let capture = ShippedCapture.folder.appending(path: "will-detach/capture.pcap")
    let sets = try shown(capture.path).sets
    #expect(sets.count == 2)
    let descriptors = sets.flatMap(\.descriptors)
    #expect(descriptors.allSatisfy { $0.rules.isEmpty && $0.fields.allSatisfy(\.rules.isEmpty) })
  }

  @Test func `where only a part was read, it says so`() throws {
    var writer = CaptureWriter()
    writer.getDescriptor(type: 1, reply: Self.device)
    writer.getDescriptor(type: 2, reply: Self.configuration, length: 9)
    let sets = try shown(writer, address: "1.5").sets
    let configuration = try #require(sets.first?.descriptors.first { $0.name == "CONFIGURATION" })
    #expect(configuration.notes == ["Only 9 of 27 bytes were read."])
  }

  @Test func `a device without DFU is shown where it is named`() throws {
    var writer = CaptureWriter()
    writer.getDescriptor(type: 1, reply: Self.device)
    writer.getDescriptor(
      type: 2,
      reply: [9, 2, 27, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 3, 0, 0, 0]
        + [9, 0x21, 0x11, 1, 0, 1, 0x22, 52, 0])
    #expect(try shown(writer).sets.isEmpty)
    let set = try #require(try shown(writer, address: "1.5").sets.first)
    #expect(set.session == nil && set.mode == nil)
    #expect(set.descriptors.map(\.name) == ["DEVICE", "CONFIGURATION", "INTERFACE", "HID"])
  }

  /// Escapes and marks of direction are told by their numbers; half a character is repaired.
  @Test func `a hostile string cannot steer the terminal`() throws {
    var writer = CaptureWriter()
    writer.getDescriptor(type: 1, reply: Self.device)
    writer.getDescriptor(type: 2, reply: Self.configuration)
    let units: [UInt16] = Array("\u{1B}[31m\u{202E}x\u{61C}".utf16) + [0xD800]
    let bytes: [UInt8] = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    writer.getDescriptor(
      type: 3, index: 4, language: 0x0409, reply: [UInt8(2 + bytes.count), 3] + bytes)
    let long: [UInt8] = Array(repeating: 0x41, count: 126).flatMap { [$0, 0] as [UInt8] }
    writer.getDescriptor(type: 3, index: 2, language: 0x0409, reply: [254, 3] + long)
    let text = try shown(writer).text
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.value < 0x20 || $0 == "\u{202E}" })
    #expect(text.contains("\"\\u{1B}[31m\\u{202E}x\\u{61C}\u{FFFD}\""))
    #expect(text.contains("This is no well-formed UTF-16."))
    #expect(text.contains(String(repeating: "A", count: 100)))
  }

  /// A set for a composite device: header, configuration subset, function subset, two features
  /// (Microsoft OS 2.0 Descriptors Specification, tables 10 to 15).
  @Test func `the descriptors of MS OS 2.0 are shown one inside the other`() throws {
    let property: [UInt8] = [18, 0, 4, 0, 7, 0, 4, 0, 0x41, 0, 0, 0, 4, 0, 0x42, 0, 0, 0]
    let features =
      [20, 0, 3, 0] + Array("WINUSB".utf8) + [UInt8](repeating: 0, count: 10) + property
    let function: [UInt8] = [8, 0, 2, 0, 3, 0, 46, 0] + features
    let set: [UInt8] = [10, 0, 0, 0, 0, 0, 3, 6, 64, 0] + [8, 0, 1, 0, 0, 0, 54, 0] + function
    var writer = CaptureWriter()
    writer.getDescriptor(type: 1, reply: Self.device)
    writer.getDescriptor(
      type: 15,
      reply: [5, 15, 33, 0, 1, 28, 16, 5, 0, 0xDF, 0x60, 0xDD, 0xD8, 0x89, 0x45, 0xC7, 0x4C, 0x9C]
        + [0xD2, 0x65, 0x9D, 0x9E, 0x64, 0x8A, 0x9F, 0, 0, 3, 6, 64, 0, 0x20, 0])
    writer.control(
      SetupPacket(
        requestType: RequestType(rawValue: 0xC0), request: 0x20, index: 7, length: 64), data: set)
    let found = try #require(try shown(writer, address: "1.5").sets.first).descriptors
    #expect(
      found.map { "\($0.level) \($0.name)" } == [
        "0 DEVICE", "0 BOS", "1 DEVICE_CAPABILITY MS OS 2.0", "0 MS OS 2.0 set header",
        "1 configuration subset", "2 function subset", "3 compatible ID", "3 registry property",
      ])
    let fields = found.flatMap(\.fields)
    func text(_ name: String) -> String? { fields.first { $0.name == name }?.text }
    #expect(text("PlatformCapabilityUUID") == "d8dd60df-4589-4cc7-9cd2-659d9e648a9f")
    #expect(text("CompatibleID") == "WINUSB")
    #expect(text("PropertyName") == "A")
    #expect(text("PropertyData") == "B")
  }

  /// The string of index EEh announces the request of MS OS 1.0 (Microsoft OS Descriptors 1.0).
  @Test func `the descriptors of MS OS 1.0 are shown`() throws {
    var writer = CaptureWriter()
    writer.getDescriptor(type: 1, reply: Self.device)
    let signature: [UInt8] = "MSFT100".utf8.flatMap { [$0, 0] }
    writer.getDescriptor(type: 3, index: 0xEE, reply: [18, 3] + signature + [0x21, 0])
    let id: [UInt8] = Array("WINUSB".utf8) + [UInt8](repeating: 0, count: 16)
    writer.control(
      SetupPacket(
        requestType: RequestType(rawValue: 0xC0), request: 0x21, index: 4, length: 40),
      data: [40, 0, 0, 0, 0, 1, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 1] + id)
    let found = try #require(try shown(writer, address: "1.5").sets.first).descriptors
    #expect(
      found.map { "\($0.level) \($0.name)" } == [
        "0 DEVICE", "0 STRING MS OS 1.0 238", "0 MS OS 1.0 compatible ID", "1 function",
      ])
    #expect(found.last?.fields.first { $0.name == "compatibleID" }?.text == "WINUSB")
  }

  @Test func `a length that is too small ends the configuration, and is told`() throws {
    var broken = Self.configuration
    broken[18] = 1
    var writer = CaptureWriter()
    writer.getDescriptor(type: 2, reply: broken)
    let found = try #require(try shown(writer).sets.first).descriptors
    #expect(found.last?.name == "malformed")
    #expect(
      found.last?.notes == [
        "A length of 1 is too small, so what follows cannot be read: 9 bytes."
      ])
  }

  /// Each answer of any length is shown, and each byte has a place.
  @Test(arguments: [UInt8(1), 2, 3, 6, 7, 15, 0x21, 0x99])
  func `an answer that is cut anywhere is shown as far as it goes`(type: UInt8) throws {
    for length in 1...Self.configuration.count {
      var reply = Array(Self.configuration.prefix(length))
      if length > 1 { reply[1] = type }
      var writer = CaptureWriter()
      writer.getDescriptor(type: type, reply: reply)
      let found = try #require(try shown(writer, address: "1.5").sets.first).descriptors
      #expect(found.flatMap(\.bytes) == reply, "\(length) bytes")
    }
  }
}
