import DFU
import Report
import TestSupport
import Testing

@testable import Suite

/// The conversation that a page shows, as it is kept while a session is judged.
@Suite struct ConversationRowsTests {
  private static let asking = CheckOptions(wantsConversation: true)

  /// The conversation of a transcript, and what a row shows in words.
  private struct Talk {
    var conversation: Report.ConversationRows
    var lines: [String]

    init(_ transcript: String) throws {
      let trace = try Transcript(transcript)
      var judged = JudgedSessions(try Judge(asking).sessionJudge(), start: 1_000_000_000)
      for observation in trace.observations { judged.observe(observation, of: 0) }
      let session = try #require(judged.reports([SessionSummary(isInferred: false)]).first)
      let conversation = try #require(session.conversation)
      self.conversation = conversation
      lines = conversation.rows.map { row in
        let texts = [row.text, row.reply, row.trigger].map { index in
          index.map { conversation.texts[Int($0)] } ?? "-"
        }
        let fold = row.repeats > 0 ? " +\(row.repeats) to \(row.lastFrame)" : ""
        return "\(row.frame)\(fold) \(texts.joined(separator: " | ")): "
          + "\(row.statesBefore) to \(row.statesAfter)"
      }
    }
  }

  @Test func `each exchange and each event is a row, with the states before and after it`() throws {
    let talk = try Talk(
      """
      dfu dnload tolerant size=64
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 5 dfuDNBUSY
      +8 GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK
      UPLOAD 0 64 -> STALL
      reset
      left
      """)
    let outcomes = talk.conversation.rows.map(\.outcome)
    #expect(
      talk.lines == [
        "1 DFU-mode descriptors, interface 0 | - | -: 2047 to 2044",
        "2 DFU_GETSTATUS | OK, dfuIDLE | DFU_GETSTATUS: 2044 to 4",
        "4 DFU_DNLOAD, wBlockNum 0, wLength 64 | ACK | DFU_DNLOAD: 4 to 8",
        "6 DFU_GETSTATUS | OK, dfuDNBUSY | DFU_GETSTATUS: 8 to 16",
        "8 DFU_GETSTATUS | OK, dfuDNLOAD-IDLE | DFU_GETSTATUS: 8 to 32",
        "10 DFU_ABORT | ACK | DFU_ABORT: 32 to 4",
        "12 DFU_UPLOAD, wBlockNum 0, wLength 64 | STALL | DFU_UPLOAD: 4 to 1024",
        "14 bus reset | - | USB_RESET: 1024 to 1025",
        "15 left the bus (port status) | - | DEVICE_DETACH_ATTACH: 1025 to 1025",
      ])
    #expect(outcomes[5...6] == [.answered, .stalled])
    #expect(talk.conversation.rows.map(\.pollTimeoutMilliseconds)[1...4] == [0, nil, 5, 0])
    #expect(talk.conversation.rows.map(\.bytes)[1...4] == [6, 64, 6, 6])
    #expect(talk.conversation.rows[1].nanoseconds == 2_000_000)
  }

  @Test func `equal polls are one row, with the last of them`() throws {
    let polls = Array(repeating: "GETSTATUS -> OK 5 dfuDNBUSY ", count: 4)
    let talk = try Talk(
      """
      dfu dnload size=64
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      \(polls.joined(separator: "\n+20 "))
      """)
    #expect(talk.lines.last == "6 +3 to 12 DFU_GETSTATUS | OK, dfuDNBUSY | DFU_GETSTATUS: 8 to 16")
    let last = try #require(talk.conversation.rows.last)
    #expect(last.lastNanoseconds - last.nanoseconds == 60_300_000)
  }

  @Test func `a poll with a finding is a row of its own, and shows its bytes`() throws {
    let talk = try Talk(
      """
      dfu upload size=64
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      """)
    #expect(talk.lines.count == 5)
    let bytes = talk.conversation.rows.map { row in
      row.setup.map { talk.conversation.texts[Int($0)] } ?? "-"
    }
    #expect(bytes == ["-", "-", "-", "a103000000000600", "-"])
    let found = talk.conversation.rows[3]
    #expect(found.data.map { talk.conversation.texts[Int($0)] } == "000000000900")
  }

  /// Behind the rows that are never folded while they come, polls are folded at once.
  @Test func `a device that is polled for ever takes one row`() throws {
    let status = "GETSTATUS -> OK 5 dfuDNBUSY"
    let block = "DNLOAD 0 64 -> ACK\n\(status)\n+8 GETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
    let polls = Array(repeating: "+8 \(status)\n", count: 3_000).joined()
    let talk = try Talk(
      "dfu dnload size=64\n" + String(repeating: block, count: 400)
        + "DNLOAD 0 64 -> ACK\n\(status)\n" + polls)
    #expect(talk.conversation.rows.last?.repeats == 3_000)
    #expect(talk.conversation.further == 0)
  }

  @Test func `what has no room is counted, and all sessions share the room`() throws {
    let trace = try Transcript("GETSTATUS -> OK 0 dfuIDLE\nGETSTATE -> state dfuIDLE")
    var judged = JudgedSessions(try Judge(Self.asking).sessionJudge(), start: 0)
    for _ in 0..<25_001 {
      for session in 0...1 {
        for observation in trace.observations { judged.observe(observation, of: session) }
      }
    }
    let summary = SessionSummary(isInferred: false)
    let kept = judged.reports([summary, summary]).compactMap(\.conversation)
    #expect(kept.map(\.rows.count) == [50_000, 50_000])
    #expect(kept.map(\.further) == [2, 2])
  }

  @Test func `nothing is kept that nobody asks for`() throws {
    let capture = try Judge(CheckOptions()).check(try #require(ShippedCapture.all.first).file)
    #expect(capture.capture.sessions.allSatisfy { $0.conversation == nil })
  }
}

/// The conversations of the shipped captures, held against their reports.
@Suite struct ShippedConversationTests {
  @Test(arguments: ShippedCapture.all)
  func `each finding has its row, and no row hides one`(_ shipped: ShippedCapture) throws {
    let capture = try Judge(CheckOptions(wantsConversation: true)).check(shipped.file).capture
    for session in capture.sessions {
      let rows = try #require(session.conversation).rows
      let frames = Set(rows.map(\.frame))
      for finding in session.findings {
        let frame = try #require(finding.frame)
        #expect(frames.contains(frame), "\(finding.rule)")
        #expect(!rows.contains { $0.repeats > 0 && ($0.frame + 1...$0.lastFrame).contains(frame) })
      }
      let exchanges = rows.filter { $0.reply != nil }
      #expect(exchanges.reduce(0) { $0 + 1 + Int($1.repeats) } == session.transfers)
      for row in rows {
        #expect((1...capture.records.total).contains(row.frame))
        #expect(row.completionFrame.map { $0 > row.frame && $0 <= capture.records.total } ?? true)
        #expect(row.device.map { session.devices.indices.contains(Int($0)) } ?? (row.reply == nil))
        #expect(row.setup == nil || session.findings.contains { $0.frame == row.frame })
      }
    }
  }

  /// Only the timers of these states move a device that nobody asks anything: appDETACH, dfuDNBUSY
  /// and dfuMANIFEST (DFU 1.1, A.2.2, A.2.5 and A.2.8).
  private static let timed: UInt16 = 1 << 1 | 1 << 4 | 1 << 7

  @Test(arguments: ShippedCapture.all)
  func `a row begins in the states in which the row before ends`(_ shipped: ShippedCapture) throws {
    let capture = try Judge(CheckOptions(wantsConversation: true)).check(shipped.file).capture
    for session in capture.sessions {
      let rows = try #require(session.conversation).rows
      for (one, next) in zip(rows, rows.dropFirst()) {
        #expect(
          one.statesAfter == next.statesBefore || one.statesAfter & Self.timed != 0,
          "frame \(next.frame)")
      }
    }
  }

  @Test(arguments: ShippedCapture.all)
  func `to keep the conversation changes no verdict`(_ shipped: ShippedCapture) throws {
    let asked = try Judge(CheckOptions(wantsConversation: true)).check(shipped.file).capture
    let plain = try Judge(CheckOptions()).check(shipped.file).capture
    let bare = asked.sessions.map { session in
      var session = session
      session.conversation = nil
      return session
    }
    #expect(bare == plain.sessions)
  }

  /// `show` prints what the page draws.
  @Test(arguments: ShippedCapture.all)
  func `a conversation has the lines of show`(_ shipped: ShippedCapture) throws {
    let judge = try Judge(CheckOptions(wantsConversation: true))
    let capture = try judge.check(shipped.file).capture
    var shown: [Int: String] = [:]
    do throws(CheckFailure) {
      try judge.show(shipped.file) { line in
        switch line.content {
        case .event(let words): shown[line.frame] = words
        case .exchange(let exchange): shown[line.frame] = "\(exchange.request): \(exchange.reply)"
        }
      }
    } catch {
      #expect(error.status == .noInput && capture.sessions.isEmpty)
    }
    for conversation in capture.sessions.compactMap(\.conversation) {
      for row in conversation.rows {
        let reply = row.reply.map { ": " + conversation.texts[Int($0)] } ?? ""
        #expect(shown[row.frame] == conversation.texts[Int(row.text)] + reply)
      }
    }
  }
}
