import JSON
import Testing

@Suite struct CompactTests {
  private func compact(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    value.writeCompact(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a compact document is one line without spaces between its parts`() {
    let value = JSONValue.object([
      ("a b", .array([.int(1), .string("x, \n"), .array([]), .object([])])),
      ("c", .made { .object([("d", .null), ("e", .bool(true))]) }),
    ])
    #expect(compact(value) == #"{"a b":[1,"x, \n",[],{}],"c":{"d":null,"e":true}}"#)
  }

  @Test func `strings and numbers are those of the long form`() {
    #expect(compact(.string("\u{0}\u{1F680}\"")) == #""\u0000\#u{1F680}\"""#)
    #expect(compact(.array([.number("0.10"), .bool(false)])) == "[0.10,false]")
  }
}
