import Checker
import DFU
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// A request to a hub loses its completion. That shows when its request block is used again, and
/// what was found in between is taken back.
@Suite struct LateLossJudgementTests {
  private static let hub = DeviceAddress(bus: 1, address: 1)
  /// GET_STATUS of a hub (USB 2.0, 11.24.2.6).
  private static let asked = SetupPacket(
    requestType: RequestType(rawValue: 0xA0), request: 0, length: 4)

  /// A request to a hub without its completion, in the request block 99.
  private func askHub(_ download: inout DownloadWriter, on bus: UInt16 = 1) -> Int {
    let device = download.writer.device
    download.writer.device = DeviceAddress(bus: bus, address: Self.hub.address)
    download.writer.wait(milliseconds: 1)
    download.writer.submit(Self.asked, id: 99)
    download.writer.device = device
    return download.writer.frames
  }

  /// The completion of the request block 99.
  private func answerHub(_ download: inout DownloadWriter) {
    let device = download.writer.device
    download.writer.device = Self.hub
    download.writer.complete(Self.asked, data: [0, 0, 0, 0], id: 99)
    download.writer.device = device
  }

  /// From dfuIDLE the device shows dfuUPLOAD-IDLE, which nothing leads to (DFU 1.1, A.2.3 r6).
  private func fault(_ download: inout DownloadWriter) -> Int {
    download.status(9)
    let frame = download.writer.frames - 1
    download.abort()
    download.status(2)
    return frame
  }

  private func faults(_ capture: Report.Capture) -> [Int?] {
    capture.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }.map(\.frame)
  }

  @Test func `what was found since the request is held against nobody, and all else is`() throws {
    var download = DownloadWriter()
    let before = fault(&download)
    let lost = askHub(&download)
    let between = fault(&download)
    _ = askHub(&download)
    let capture = try download.report()
    #expect(faults(capture) == [before])
    let finding = try #require(
      capture.sessions.flatMap(\.findings).first { $0.frame == between })
    #expect(finding.verdict == .inconclusive)
    #expect(finding.words.message.contains("Records are missing behind frame \(lost)"))
    answerHub(&download)
    download.status(2)
    let behind = fault(&download)
    #expect(try faults(download.report()) == [before, behind])
  }

  @Test func `a verdict that rests on nothing else is inconclusive`() throws {
    var download = DownloadWriter()
    _ = askHub(&download)
    _ = fault(&download)
    _ = askHub(&download)
    let sessions = try download.report().sessions
    #expect(sessions.map(\.verdict.device) == [.inconclusive])
    #expect(sessions.map(\.counts.device[.violation]) == [0])
  }

  // The hub's answer may have been lost before or after the device came back.
  @Test func `a restart of the device in between changes nothing`() throws {
    var download = DownloadWriter()
    _ = askHub(&download)
    _ = fault(&download)
    download.enumerate()
    _ = fault(&download)
    _ = askHub(&download)
    let capture = try download.report()
    #expect(capture.sessions.count == 1)
    #expect(faults(capture) == [])
  }

  // The recording ends before the request block is used again.
  @Test func `a request to a hub that still waits at the end takes back what was found since`()
    throws
  {
    var download = DownloadWriter()
    let before = fault(&download)
    _ = askHub(&download)
    _ = fault(&download)
    #expect(try faults(download.report()) == [before])
    download.statusWithoutAnswer()
    #expect(try faults(download.report()) == [before])
  }

  // Nothing is missing in front of a request that its own device has not answered yet.
  @Test func `a request of the device itself that waits at the end takes nothing back`() throws {
    var download = DownloadWriter()
    let frame = fault(&download)
    download.statusWithoutAnswer()
    #expect(try faults(download.report()) == [frame])
  }

  @Test func `a loss on another bus takes nothing back`() throws {
    var download = DownloadWriter()
    _ = askHub(&download, on: 2)
    let frame = fault(&download)
    _ = askHub(&download, on: 2)
    #expect(try faults(download.report()) == [frame])
  }

  // MARK: - More findings than are listed

  /// Frames 1 to 5, then six for each fault: the transcript of `fault`.
  private func judge(faults: Int) throws -> SessionJudge {
    let beginning = try Transcript(
      "attached left\ndfu dnload upload tolerant vendor=0x1209\nconfigured 1\n"
        + "GETSTATUS -> OK 0 dfuIDLE\n"
        + String(repeating: Self.cycle, count: faults))
    var judge = SessionJudge(
      tables: try TableSet(directory: nil), explicit: nil, options: Checker.Options())
    for observation in beginning.observations { judge.observe(observation) }
    return judge
  }

  private static let cycle = """
    GETSTATUS -> OK 0 dfuUPLOAD-IDLE
    ABORT -> ACK
    GETSTATUS -> OK 0 dfuIDLE

    """

  private func report(_ judge: SessionJudge, gapBehind frame: Int?) -> Report.Session {
    var judge = judge
    if let frame {
      judge.observe(Observation(.gap(.unpaired), at: Moment(frame: frame, nanoseconds: 0)))
    }
    return SessionReport(judge: judge, start: 0).session(SessionSummary(isInferred: false))
  }

  private func count(_ verdict: Report.Verdict, _ session: Report.Session) -> Int {
    session.findings.count { $0.verdict == verdict }
      + session.unlisted.filter { $0.verdict == verdict }.map(\.count).reduce(0, +)
  }

  @Test func `findings that are only counted are taken back, and the verdict stays right`() throws {
    let all = FindingListing.limit + 500
    let judge = try judge(faults: all)
    let whole = report(judge, gapBehind: nil)
    #expect(whole.unlisted.map(\.count) == [500])
    #expect(count(.violation, whole) == all)

    let none = report(judge, gapBehind: 5)
    #expect(none.verdict.device == .inconclusive)
    #expect(count(.violation, none) == 0 && count(.inconclusive, none) == all)

    let half = report(judge, gapBehind: 5 + 6 * 8_000)
    #expect(half.verdict.device == .violation)
    #expect(count(.violation, half) == 8_000)
    #expect(count(.inconclusive, half) == all - 8_000)

    let last = report(judge, gapBehind: 5 + 6 * all)
    #expect(count(.violation, last) == all)
  }

  @Test func `what is found after all was taken back is listed`() throws {
    var judge = try judge(faults: FindingListing.limit + 5)
    judge.observe(Observation(.gap(.unpaired), at: Moment(frame: 5, nanoseconds: 0)))
    let begin = 5 + 6 * (FindingListing.limit + 5) + 1
    let more = try Transcript("GETSTATUS -> OK 0 dfuIDLE\n" + Self.cycle).observations
    for observation in more {
      var later = observation
      if case .exchange(var transfer) = observation.event {
        transfer.submitted.frame += begin
        transfer.completed?.frame += begin
        later = Observation(exchange: transfer)
      }
      judge.observe(later)
    }
    let session = report(judge, gapBehind: nil)
    #expect(session.verdict.device == .violation)
    #expect(session.findings.filter { $0.verdict == .violation }.map(\.frame) == [begin + 3])
  }
}
