import Report
import Testing

@Suite struct ConversationTests {
  static func exchange(
    _ frame: Int, _ request: String, _ reply: String, _ states: [String], poll: UInt32? = nil
  ) -> ShowLine {
    ShowLine(
      frame: frame, completionFrame: frame + 1, nanoseconds: Int64(frame) * 1_000_000,
      device: "1.4",
      content: .exchange(
        .init(
          request: request, reply: reply, states: states, pollTimeoutMilliseconds: poll,
          isPoll: request == "DFU_GETSTATUS")))
  }

  static let lines =
    [exchange(10, "DFU_DNLOAD block 3, 64 bytes", "ACK", ["dfuDNLOAD-SYNC"])]
    + [12, 14, 16].map { exchange($0, "DFU_GETSTATUS", "OK, dfuDNBUSY", ["dfuDNBUSY"], poll: 5) }
    + [
      exchange(18, "DFU_GETSTATUS", "OK, dfuDNLOAD-IDLE", ["dfuDNLOAD-IDLE"], poll: 0),
      ShowLine(frame: 20, nanoseconds: 20_000_000, device: "1.4", content: .event("bus reset")),
      exchange(22, "DFU_DETACH", "no answer", []),
    ]

  static func print(_ lines: [ShowLine], all: Bool) -> String {
    var conversation = Conversation(showsAll: all)
    let texts =
      lines.compactMap { conversation.add($0) } + [conversation.finish()].compactMap(\.self)
    return texts.joined(separator: "\n")
  }

  @Test func `repeated polls are one line`() {
    #expect(
      Self.print(Self.lines, all: false) == """
        10         0.010000 s    1.4     DFU_DNLOAD block 3, 64 bytes      \
        ACK                                           -> dfuDNLOAD-SYNC
        12-16      0.012000 s    1.4     DFU_GETSTATUS                     \
        OK, dfuDNBUSY, bwPollTimeout 5 ms             -> dfuDNBUSY  (3 times)
        18         0.018000 s    1.4     DFU_GETSTATUS                     \
        OK, dfuDNLOAD-IDLE, bwPollTimeout 0 ms        -> dfuDNLOAD-IDLE
        20         0.020000 s    1.4     -- bus reset
        22         0.022000 s    1.4     DFU_DETACH                        \
        no answer                                     -> ?
        """)
  }

  @Test func `all unfolds them`() {
    let text = Self.print(Self.lines, all: true)
    #expect(text.count(of: "\n") == 6)
    #expect(!text.contains("times"))
  }

  @Test func `only a poll of the same device with the same answer folds`() {
    var other = Self.lines[2]
    other.device = "1.5"
    #expect(!Self.print([Self.lines[1], other], all: false).contains("times"))
    #expect(!Self.print([Self.lines[0], Self.lines[0]], all: false).contains("times"))
    #expect(Self.print([Self.lines[1], Self.lines[2]], all: false).contains("(2 times)"))
  }

  @Test func `an empty conversation is no text`() {
    #expect(Self.print([], all: false).isEmpty)
  }
}
