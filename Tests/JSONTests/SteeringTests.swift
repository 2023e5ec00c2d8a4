import Testing

@testable import JSON

/// A terminal that shows a report is not steered by it, and a reader gets each string as it was.
@Suite struct SteeringTests {
  @Test(arguments: [
    ("\u{80}\u{9F}\u{A0}é", #""\u0080\u009f"# + "\u{A0}é\""),
    ("a\u{202E}b\u{2066}", #""a\u202eb\u2066""#),
    ("\u{61C}\u{200E}\u{200F}\u{2028}\u{2069}", #""\u061c\u200e\u200f\u2028\u2069""#),
    ("…—▲\u{200D}\u{61B}🙂", "\"…—▲\u{200D}\u{61B}🙂\""),
    ("e\u{301}\u{202E}\u{301}", "\"e\u{301}" + #"\u202e"# + "\u{301}\""),
  ])
  func `what steers is told by its number`(text: String, json: String) throws {
    #expect(JSONText.quoted(text) == Array(json.utf8))
    let bytes = JSONText.quoted(text)
    var reader = JSONReader(bytes, in: bytes.indices)
    #expect(try reader.string().unicodeScalars.elementsEqual(text.unicodeScalars))
  }
}
