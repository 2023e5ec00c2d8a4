import JSON
import Testing

@Suite struct QuotingTests {
  @Test(arguments: [
    ("", #""""#), ("plain, ü, 🚀", #""plain, ü, 🚀""#), ("a\"b\\c/", #""a\"b\\c/""#),
    ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{8}\u{1F}\u{7F}", #""\u0000\u0008\u001f\u007f""#),
  ])
  func `a string is escaped where it must be, and nowhere else`(_ text: String, _ json: String) {
    #expect(JSONText.quoted(text) == Array(json.utf8))
  }

  @Test func `members keep their order, and a list of plain values is one line`() {
    let value = JSONValue.object([
      ("b", .int(UInt64.max)), ("a", .array([.null, .bool(true), .string("\"")])),
      ("c", .array([.object([]), .array([])])), ("d", .optional(nil)),
      ("e", .number("0.10")),
    ])
    var text = ""
    value.write(to: &text)
    #expect(
      text == #"""
        {
          "b": 18446744073709551615,
          "a": [null, true, "\""],
          "c": [
            {},
            []
          ],
          "d": null,
          "e": 0.10
        }
        """#)
  }
}
