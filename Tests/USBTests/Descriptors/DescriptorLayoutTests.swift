import Testing
import USB

/// The fields of descriptors, read from literal bytes.
@Suite struct DescriptorLayoutTests {
  private func texts(_ layout: DescriptorLayout, _ bytes: [UInt8]) -> [String] {
    layout.values(of: bytes).map { value in
      "\(value.offset) \(value.name) \(value.text)" + (value.meaning.map { " (\($0))" } ?? "")
    }
  }

  /// Offsets and names are those of table 9-8 (USB 2.0, 9.6.1).
  @Test func `a device descriptor has its fields in the order of the specification`() {
    let bytes: [UInt8] =
      [18, 1, 0x01, 0x02, 0xEF, 2, 1, 64, 0xB1, 0x20, 0x16, 0, 0x20, 4, 1, 2, 3, 1]
    #expect(
      texts(.device, bytes) == [
        "0 bLength 18", "1 bDescriptorType 01h", "2 bcdUSB 0201h (2.01)",
        "4 bDeviceClass EFh (miscellaneous)", "5 bDeviceSubClass 02h", "6 bDeviceProtocol 01h",
        "7 bMaxPacketSize0 64", "8 idVendor 20B1h", "10 idProduct 0016h",
        "12 bcdDevice 0420h (4.20)", "14 iManufacturer 1", "15 iProduct 2", "16 iSerialNumber 3",
        "17 bNumConfigurations 1",
      ])
  }

  @Test func `a configuration's bits and power are told`() {
    #expect(
      texts(.configuration, [9, 2, 71, 0, 4, 1, 0, 0xC0, 50]).suffix(5) == [
        "7 bmAttributes C0h", "7 reserved (one) 1", "7 self-powered 1", "7 remote wakeup 0",
        "8 bMaxPower 50 (100 mA)",
      ])
  }

  @Test func `an endpoint tells its direction and its kind`() {
    #expect(
      texts(.endpoint, [7, 5, 0x81, 0x05, 0x00, 0x04, 1]) == [
        "0 bLength 7", "1 bDescriptorType 05h", "2 bEndpointAddress 81h (1 IN)",
        "3 bmAttributes 05h (isochronous, asynchronous, data)", "4 wMaxPacketSize 1024",
        "6 bInterval 1",
      ])
  }

  @Test func `a descriptor that is cut shows the fields that are whole`() {
    #expect(texts(.device, [18, 1, 0x01]) == ["0 bLength 18", "1 bDescriptorType 01h"])
    #expect(texts(.device, []).isEmpty)
  }

  @Test func `a descriptor of audio is named by its interface's class`() {
    func name(_ subtype: UInt8, _ subclass: UInt8, _ number: UInt8) -> String {
      let interface: [UInt8] = [9, 4, 0, 0, 0, 1, subclass, number, 0]
      return DescriptorLayout.part([3, 0x24, subtype], of: .init(interface)).name
    }
    #expect(name(1, 1, 0x20) == "CS_INTERFACE HEADER")
    #expect(name(8, 1, 0x20) == "CS_INTERFACE PROCESSING_UNIT")
    #expect(name(8, 1, 0) == "CS_INTERFACE EXTENSION_UNIT")
    #expect(name(10, 1, 0x20) == "CS_INTERFACE CLOCK_SOURCE")
    #expect(name(2, 2, 0x20) == "CS_INTERFACE FORMAT_TYPE")
    #expect(name(2, 3, 0) == "CS_INTERFACE MIDI_IN_JACK")
    #expect(name(99, 1, 0x20) == "CS_INTERFACE subtype 63h")
  }

  /// A walk gives every byte to one part, whatever the bytes are.
  @Test(arguments: [1, 2])
  func `the parts of any bytes are all bytes`(lengthSize: Int) {
    var number: UInt32 = 1
    for count in 0..<300 {
      let bytes = (0..<count).map { _ -> UInt8 in
        number = number &* 1_664_525 &+ 1_013_904_223
        return UInt8(number >> 24) & (count.isMultiple(of: 2) ? 0x0F : 0xFF)
      }
      let parts = DescriptorPart.all(in: bytes, lengthSize: lengthSize)
      #expect(parts.flatMap(\.bytes) == bytes)
      #expect(parts.dropLast().allSatisfy { !$0.isMalformed && $0.statedLength == $0.bytes.count })
    }
  }

  @Test func `UTF-16 with half a character is repaired and told`() {
    let half: [UInt8] = [0x41, 0, 0x00, 0xD8, 0x42, 0]
    #expect(DescriptorText.utf16(half[...]) == "A\u{FFFD}B")
    #expect(!DescriptorText.isWellFormed(half[...]))
    #expect(!DescriptorText.isWellFormed([0x41, 0, 0x42][...]))
    #expect(DescriptorText.isWellFormed([0x3D, 0xD8, 0x00, 0xDE][...]))
  }
}
