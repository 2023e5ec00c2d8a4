import Testing
import YAML

/// What the events of a text are. The texts are from the YAML 1.1 specification's rules, not from
/// what the program prints.
@Suite struct YAMLEventsTests {
  private static func events(_ text: String) throws(YAMLError) -> [YAMLEvent] {
    var events = YAMLEvents(Array(text.utf8))
    var all: [YAMLEvent] = []
    while let event = try events.next() { all.append(event) }
    return all
  }

  @Test func `scalars stay text, and each piece has its line`() throws {
    let events = try Self.events("a: no\nb:\n  - 0x1A\n  - '1.10'\n")
    #expect(
      events.map(\.kind) == [
        .streamStart, .documentStart, .mapStart, .scalar("a"), .scalar("no"), .scalar("b"),
        .listStart, .scalar("0x1A"), .scalar("1.10"), .listEnd, .mapEnd, .documentEnd, .streamEnd,
      ])
    #expect(events.filter { $0.kind == .scalar("1.10") }.map(\.line) == [4])
  }

  @Test func `a byte order mark before the text is no text`() throws {
    let text = "a: no\nb: c\n"
    #expect(try Self.events("\u{FEFF}" + text) == Self.events(text))
    #expect(try Self.events("\u{FEFF}").map(\.kind) == [.streamStart, .streamEnd])
  }

  @Test func `anchors and aliases have their names`() throws {
    let events = try Self.events("a: &x [1]\nb: *x\n")
    #expect(events.first { $0.kind == .listStart }?.anchor == "x")
    #expect(events.contains { $0.kind == .alias("x") && $0.line == 2 })
  }

  @Test func `an empty text has no document`() throws {
    #expect(try Self.events("").map(\.kind) == [.streamStart, .streamEnd])
  }

  @Test(arguments: [("a: 1\n  b: c: d\n", 2), ("a:\n\t- b", 2), ("a: 'open\n", 2), ("a: \u{1}", 0)])
  func `what is no YAML is refused at its line`(_ text: String, _ line: Int) {
    let error = #expect(throws: YAMLError.self) { try Self.events(text) }
    #expect(error?.line == line)
    #expect(error?.problem.isEmpty == false)
  }
}
