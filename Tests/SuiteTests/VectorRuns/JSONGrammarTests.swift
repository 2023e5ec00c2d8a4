import JSON
import Testing
import Vectors

/// Tests which texts `JSONReader` accepts as JSON, in the order of the sections of RFC 8259.
@Suite struct JSONGrammarTests {
  /// The error message for `value` as a member that the format does not define; nil when the value
  /// is accepted.
  private func refusal(of value: [UInt8]) -> String? {
    let text = Array(#"{"x":"#.utf8) + value + Array(#","steps":[]}"#.utf8)
    do throws(VectorError) {
      _ = try Vector(JSONReader(text, in: 0..<text.count))
      return nil
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    // 2: the four space characters around a value
    " \t\r\n1\n\r\t ", "[ 1 , 2 ]", "{ \"a\" : 1 , \"b\" : 2 }",
    // 3: the three words, and values of any kind
    "true", "false", "null", "{}", "[]", "[[],{}]", "[null,true,false,1,\"\"]",
    // 4: the same name may occur twice; the text says only that names should differ
    #"{"a":1,"a":2}"#, #"{"":0}"#,
    // 6: numbers
    "0", "-0", "7", "10", "-12", "0.5", "-0.0", "1.25", "1e5", "1E5", "1e+5", "1e-05", "0e0",
    "1.5e300", "123456789012345678901234567890",
    // 7: strings
    #""""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00e9\uD83D\uDE80\u0000""#, "\"é🚀\u{7F}\u{2028}\"",
    // 9: a reader may limit the depth of nesting; these are 31 levels inside the outer object
    String(repeating: "[", count: 31) + String(repeating: "]", count: 31),
  ])
  func `what the standard allows is read`(_ text: String) {
    #expect(refusal(of: Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    // 2: no other space characters, no comments
    "\u{C}1", "\u{A0}1", "/**/1", "1//",
    // 3: only the three words, in lower case
    "nullx", "nul", "Null", "TRUE", "truefalse", "NaN", "Infinity", "undefined", "'a'", "",
    // 4, 5: no comma after the last item, no comma missing between items
    "[1,]", "[,1]", "[,]", "[1 2]", "[1,,2]", #"{"a":1,}"#, #"{,}"#, #"{"a"}"#, #"{"a":}"#,
    #"{a:1}"#, "{1:1}", #"{"a":1 "b":2}"#, "[1}", "[", "{", "]",
    // 6: numbers
    "-", "--1", "+1", "- 1", "01", "-01", "00", "1.", "-.5", ".5", "1.e5", "1e", "1e+", "1e+-5",
    "1.2.3", "1e5e5", "1e5.5", "0x10", "1_000", "1-", "1+1", "-Infinity", "-null",
    // 7: strings
    "\"\n\"", "\"\u{0}\"", "\"\u{1F}\"", "\"\t\"", #""\x41""#, #""\u12""#, #""\u12G4""#,
    #""\u+123""#,
    #""\'""#, #""\U0041""#, #""a"#, "\"a\\", #""\"#,
    // 8.2: half of a surrogate pair is not a character
    #""\uD800""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uDC00\uD800""#, #""\uD800x""#,
    #""\uD800\n""#,
    // 8.1: writers must not add a byte order mark; readers may refuse it
    "\u{FEFF}1",
    // 9: too many levels of nesting
    String(repeating: "[", count: 32) + String(repeating: "]", count: 32),
    String(repeating: "[", count: 100_000),
  ])
  func `what the standard forbids is refused, with the byte`(_ text: String) throws {
    let message = try #require(refusal(of: Array(text.utf8)))
    #expect(message.contains(/, at byte [0-9]+$/), "\(message)")
  }

  @Test(
    arguments: [
      // 8.1: text must be UTF-8. Wrong: a lone continuation byte, an overlong form, half of a
      // surrogate pair, a value past the last character, a form that is cut off, an invalid byte
      [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0xFF],
    ] as [[UInt8]])
  func `a string that is not UTF-8 is refused`(_ bytes: [UInt8]) {
    #expect(refusal(of: [0x22] + bytes + [0x22]) != nil)
    #expect(refusal(of: bytes) != nil)
  }

  @Test(arguments: [
    ("-", "a digit is expected, at byte 6"), ("01", "a number begins with 0, at byte 5"),
    ("-01", "a number begins with 0, at byte 6"), ("1.", "a digit is expected, at byte 7"),
    ("1e", "a digit is expected, at byte 7"), (".5", "a value is expected, at byte 5"),
    ("nullx", "} is expected, at byte 9"), ("[1,]", "a value is expected, at byte 8"),
  ])
  func `the byte is where the text goes wrong`(_ text: String, _ message: String) {
    #expect(refusal(of: Array(text.utf8)) == message)
  }

  private func id(_ id: String) throws -> [UInt8] {
    let text = Array("{\"id\":\(id),\"steps\":[]}".utf8)
    return try Vector(JSONReader(text, in: 0..<text.count)).id
  }

  @Test func `an id is a number of the standard's`() throws {
    #expect(try id("-1.5e3") == Array("-1.5e3".utf8))
    for wrong in ["-", "+", ".", "1.", "e", "01", "1e", "--1"] {
      #expect(throws: VectorError.self, "\(wrong)") { try id(wrong) }
    }
  }
}

/// Tests the reading of the parameters of a model from a separate JSON object.
@Suite struct ConfigReadingTests {
  @Test func `parameters are numbers, lists and words`() throws {
    let text = #" {"a":-1,"b":[1,2],"c":"x","d":true,"e":false,"f":null,"a":3,"g":[]} "#
    #expect(
      try Vector.config(reading: Array(text.utf8)) == [
        "a": .number(3), "b": .numbers([1, 2]), "c": .text("x"), "d": .number(1), "e": .number(0),
        "g": .numbers([]),
      ])
    #expect(try Vector.config(reading: Array("{}".utf8)).isEmpty)
  }

  @Test(arguments: [
    ("", "{ is expected, at byte 0"), ("[]", "{ is expected, at byte 0"),
    ("{", "\" is expected, at byte 1"), (#"{"a":}"#, "a whole number is expected, at byte 5"),
    (#"{"a":1.5}"#, "a whole number is expected, at byte 6"),
    (#"{"a":01}"#, "a number begins with 0, at byte 5"),
    (#"{"a":[1,"x"]}"#, "a whole number is expected, at byte 8"),
    (#"{"a":{}}"#, "a whole number is expected, at byte 5"),
    (#"{"a":1}}"#, "something follows the object, at byte 7"),
    (#"{"a":1} {"b":2}"#, "something follows the object, at byte 8"),
  ])
  func `what is wrong is named with its byte`(_ text: String, _ message: String) {
    let error = #expect(throws: VectorError.self) { try Vector.config(reading: Array(text.utf8)) }
    #expect(error?.message == message)
  }
}
