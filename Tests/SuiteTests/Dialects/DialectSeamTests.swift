import CaptureIO
import DFU
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// Tests the interface for dialects with two dialects that only the tests have. Their captures
/// must be judged in the same way as a usbmon capture of the same traffic.
@Suite struct `A new capture dialect` {
  /// The two forms in which the same traffic is written.
  enum Form: CaseIterable, Sendable {
    case records, lines

    /// The frame of a transfer from its position. Two records are in front of the first transfer;
    /// of lines, a comment and an empty line too.
    func frame(_ index: Int) -> Int {
      switch self {
      case .records: 2 * index + 3
      case .lines: index + 5
      }
    }
  }

  private static let subject = "vhci-download-upload"

  private static let registry = DialectRegistry(
    [
      DialectRegistry.Entry(LinkType(rawValue: Int(ToyURBDialect.linkType))) {
        ControlAssembler(ToyURBDialect())
      }
    ],
    text: [DialectRegistry.TextEntry { ToyLineDecoder() }])

  /// Writes transfers in this form and judges the capture.
  private func judge(
    _ transfers: [ControlTransfer], _ form: Form
  ) throws -> (capture: Report.Capture, result: CapturePassResult) {
    let judge = try Judge(CheckOptions())
    var judges: [SessionJudge] = []
    let result = try run(
      transfers, form,
      { session, observation in
        while judges.count <= session { judges.append(judge.sessionJudge()) }
        judges[session].observe(observation)
      }, { session, transfer in judges[session].exchange(transfer) })
    let sessions = zip(judges, result.sessions).map { judge, summary in
      SessionReport(judge: judge, start: result.start).session(summary)
    }
    return (judge.capture("toy", result, sessions), result)
  }

  private func run(
    _ transfers: [ControlTransfer], _ form: Form, _ observe: SessionTracker.Emit,
    _ exchange: TransferPass.Exchange
  ) throws -> CapturePassResult {
    let folder = try TemporaryFolder()
    let content =
      switch form {
      case .records: ToyURBDialect.file(transfers)
      case .lines: ToyLineDecoder.text(transfers)
      }
    return try CapturePass.run(
      folder.write(content), dialects: Self.registry, forcedAddresses: [], start: { _ in },
      progress: { _ in }, observe: observe, exchange: exchange)
  }

  @Test(arguments: Form.allCases)
  func `is judged as usbmon is, and every record is counted`(form: Form) throws {
    let transfers = try Trace.transfers(of: Self.subject)
    let (capture, result) = try judge(transfers, form)
    let shipped = try #require(ShippedCapture.all.first { $0.name == Self.subject })
    let usbmon = try Judge(CheckOptions()).check(shipped.file).capture
    #expect(capture.sessions.map(\.verdict) == usbmon.sessions.map(\.verdict))
    #expect(capture.sessions.map(\.transfers) == usbmon.sessions.map(\.transfers))
    #expect(capture.sessions.flatMap(\.findings).allSatisfy { $0.verdict <= .note })
    #expect(capture.sessions.count == 1)
    #expect(capture.dialect == (form == .records ? "toy events" : "toy lines"))
    #expect(result.limits == ["Only the tests know it."])
    let perTransfer = form == .records ? 2 : 1
    #expect(result.recordCount == 2 + perTransfer * transfers.count)
    #expect(result.bins.sum == result.recordCount)
    #expect(result.bins.undecodable == 1)
    #expect(result.bins.used > 50 * perTransfer)
  }

  @Test(arguments: Form.allCases)
  func `a fault is found at its frame`(form: Form) throws {
    var transfers = try Trace.transfers(of: Self.subject)
    let index = try #require(
      transfers.firstIndex { $0.setup.request == 3 && $0.data.count == 6 && $0.data[4] == 5 })
    transfers[index].data[4] = 10
    let findings = try judge(transfers, form).capture.sessions.flatMap(\.findings)
    let finding = try #require(findings.first { $0.verdict >= .warning })
    #expect(finding.actor == .device)
    #expect(finding.frame == form.frame(index))
  }

  @Test func `what is not registered is refused, with the words that all others have`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(ToyURBDialect.file([]))
    do throws(CheckFailure) {
      _ = try Judge(CheckOptions()).check(path)
      Issue.record("it was read")
    } catch {
      #expect(error.message.hasPrefix("has link type 147 (not USB, as far as we know), which"))
    }
  }

  @Test func `a further dialect that cannot show resets counts for the whole capture`() {
    var further = DialectRegistry.shipped.furtherDecoders
    #expect(further.place(of: .wire) == 0 && !further.hideResets)
    #expect(further.place(of: LinkType(rawValue: 1)) == nil && !further.hideResets)
    #expect(further.place(of: .usbPcap) == 1 && further.hideResets)
    #expect(further.place(of: .wire) == 0 && further.hideResets)
  }

  @Test func `the program reads these link types`() {
    let numbers = DialectRegistry.shipped.linkTypes.map(\.rawValue)
    #expect(numbers.sorted() == [186, 189, 220, 249, 266, 288, 293, 294, 295])
  }
}
