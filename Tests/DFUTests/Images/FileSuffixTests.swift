import DFU
import Testing

/// The suffix of a firmware file, from literal bytes.
@Suite struct FileSuffixTests {
  /// "123456789" with the suffix of DFU 1.1, Appendix B, for 20B1:0008.
  private static let file: [UInt8] =
    Array("123456789".utf8)
    + [0xFF, 0xFF, 8, 0, 0xB1, 0x20, 0, 1, 0x55, 0x46, 0x44, 16, 0xCE, 0x73, 0x26, 0xD5]

  @Test func `the CRC of 123456789 is not inverted`() {
    var crc = SuffixCRC()
    crc.take(Array("123456789".utf8))
    #expect(crc.value == 0x340B_C6D9)
  }

  @Test func `pieces give the CRC of the whole`() {
    for cut in 0...9 {
      var crc = SuffixCRC()
      crc.take(Array("123456789".utf8.prefix(cut)))
      crc.take(Array("123456789".utf8.dropFirst(cut)))
      #expect(crc.value == 0x340B_C6D9)
    }
  }

  @Test func `the CRC of a file with its suffix is 0`() {
    var crc = SuffixCRC()
    crc.take(Self.file)
    #expect(crc.value == 0)
  }

  @Test func `every field is read`() throws {
    let suffix = try #require(FileSuffix(end: Self.file))
    #expect(suffix.device == 0xFFFF)
    #expect(suffix.product == 8)
    #expect(suffix.vendor == 0x20B1)
    #expect(suffix.version == 0x0100)
    #expect(suffix.length == 16)
    #expect(suffix.crc == 0xD526_73CE)
  }

  @Test func `a suffix is written as it is read`() {
    var crc = SuffixCRC()
    crc.take(Array("123456789".utf8))
    let suffix = FileSuffix(device: 0xFFFF, product: 8, vendor: 0x20B1, version: 0x0100)
    #expect(Array("123456789".utf8) + suffix.bytes(after: crc) == Self.file)
  }

  @Test func `fewer bytes, another signature and a short bLength are none`() {
    #expect(FileSuffix(end: Self.file.suffix(15)) == nil)
    for place in 17..<20 {
      var file = Self.file
      file[place] ^= 1
      #expect(FileSuffix(end: file) == nil)
    }
    var short = Self.file
    short[20] = 15
    #expect(FileSuffix(end: short) == nil)
  }
}
