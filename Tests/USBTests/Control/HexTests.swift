import Testing
import USB

@Suite struct `Hexadecimal digits` {
  @Test func `pairs of digits are bytes, in either case`() {
    #expect(Hex.bytes("") == [])
    #expect(Hex.bytes("00aFF5") == [0x00, 0xAF, 0xF5])
  }

  @Test(arguments: ["0", "0g", "0x", "+1", " 1", "00 1", "é"])
  func `other text is no bytes`(text: String) {
    #expect(Hex.bytes(text) == nil)
  }

  @Test func `bytes are pairs of lower-case digits`() {
    #expect(Hex.pairs([0x00, 0xAF, 0xF5] as [UInt8]) == "00aff5")
    var text = Array("data ".utf8)
    Hex.write([0x0A, 0xB0], to: &text)
    #expect(text == Array("data 0ab0".utf8))
  }

  @Test func `a number has zeros in front, and never loses digits`() {
    #expect(Hex.text(0xAB as UInt16, width: 4) == "00ab")
    #expect(Hex.text(0x12345 as UInt32, width: 4) == "12345")
    #expect(Hex.specText(0x0A as UInt8, width: 2) == "0Ah")
    #expect(Hex.specText(0xFFFF as UInt32, width: 8) == "0000FFFFh")
  }

  @Test func `every byte is read back`() {
    let all = (0...255).map { UInt8($0) }
    #expect(Hex.bytes(Hex.pairs(all)) == all)
  }
}
