import DFU
import Report
import TestSupport
import Testing
import USB

@testable import Suite

/// A request that waits when its device is reset or leaves. Linux ends it afterwards.
///
/// It was sent before, so it is judged in the state in which it was sent (DFU 1.1, A.1: what a
/// request does depends on the state when it arrives).
@Suite struct InterruptedRequestTests {
  /// How the request ends that waits at the reset.
  private static let cancelled: Int32 = -2
  private static let shutDown: Int32 = -108

  private static let getStatus = SetupPacket(
    requestType: .classInterfaceIn, request: 3, length: 6)

  /// A download up to dfuMANIFEST, which is to last 2 s, and a poll 100 ms later that waits.
  private func polledEarly() -> (download: DownloadWriter, frame: Int) {
    var download = DownloadWriter()
    download.block(0)
    download.status(5)
    download.writer.control(
      SetupPacket(requestType: .classInterfaceOut, request: 1, value: 1, length: 0))
    download.status(7, poll: 2_000)
    download.writer.wait(milliseconds: 100)
    download.writer.submit(Self.getStatus)
    return (download, download.writer.frames)
  }

  private func rules(_ report: Report.Capture, _ actor: Report.Actor) -> [String] {
    report.sessions.flatMap(\.findings).filter { $0.actor == actor }.map {
      "\($0.frame ?? 0) \($0.rule)"
    }
  }

  // A.2.8 r1: no request before bwPollTimeout has passed in dfuMANIFEST.
  @Test(arguments: [cancelled, shutDown])
  func `a poll that came too early and is ended by the reset came too early`(
    _ status: Int32
  ) throws {
    var (download, frame) = polledEarly()
    let id = download.writer.id
    download.writer.portReset(1)
    download.writer.complete(Self.getStatus, status: status, id: id)
    download.writer.setAddress(5)
    let report = try download.report()
    #expect(rules(report, .host).contains("\(frame) dfu/time/T1.manifest"))
    #expect(report.sessions.map(\.verdict.device).allSatisfy { $0 < .violation })
    #expect(report.sessions.first?.images.first?.hasGap == false)
  }

  @Test func `a poll that came too early and is ended by unplugging came too early`() throws {
    var (download, frame) = polledEarly()
    let id = download.writer.id
    download.writer.portStatus(1, status: 0x100, change: 1)
    download.writer.complete(Self.getStatus, status: Self.shutDown, id: id)
    let report = try download.report()
    #expect(rules(report, .host) == ["\(frame) dfu/time/T1.manifest"])
    #expect(rules(report, .device) == [])
  }

  // Its completion may be lost, and then it may have had an answer: a known gap, no violation.
  @Test(arguments: [1, 100])
  func `where the end of the request does not come, nobody is at fault for it`(
    _ transfers: Int
  ) throws {
    var (download, _) = polledEarly()
    download.writer.id = 77
    download.writer.portReset(1)
    for _ in 0..<transfers { download.writer.portStatus(1, status: 0x103) }
    download.writer.setAddress(5)
    let report = try download.report()
    let faults = report.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }
    #expect(faults.isEmpty, "\(faults)")
  }

  // USB 2.0, 9.2.6.1: the device has 5 s for an answer, whoever ends the request then.
  @Test func `a request that is silent for 6 s and then reset is the device's fault`() throws {
    var download = DownloadWriter()
    download.block(0)
    download.writer.wait(milliseconds: 1)
    download.writer.submit(Self.getStatus)
    let (frame, id) = (download.writer.frames, download.writer.id)
    download.writer.wait(milliseconds: 6_000)
    download.writer.portReset(1)
    download.writer.complete(Self.getStatus, status: Self.cancelled, id: id)
    let report = try download.report()
    #expect(rules(report, .device) == ["\(frame) dfu/A.2.4/dfuDNLOAD-SYNC.GETSTATUS"])
  }

  // The host reset it; that its requests end as if it had left tells no departure.
  @Test func `a download whose last request is shut down by the reset is cut off by the reset`()
    throws
  {
    var download = DownloadWriter()
    download.block(0)
    download.status(5)
    download.writer.submit(Self.getStatus)
    let id = download.writer.id
    download.writer.portReset(1)
    download.writer.complete(Self.getStatus, status: Self.shutDown, id: id)
    let report = try download.report()
    #expect(report.sessions.first?.images.first?.ending == .reset)
  }

  // A.2.9 r1: the device does nothing. How long it did so before the host gave up is no matter.
  @Test func `a device that waits for its reset may be silent for any time`() throws {
    var download = DownloadWriter(attributes: 3)
    download.block(0)
    download.status(5)
    download.writer.control(
      SetupPacket(requestType: .classInterfaceOut, request: 1, value: 1, length: 0))
    download.status(7, poll: 100)
    download.writer.control(Self.getStatus, status: Self.cancelled, wait: 150, taking: 800)
    let report = try download.report()
    let ofDevice = report.sessions.flatMap(\.findings).filter { $0.actor == .device }
    #expect(ofDevice.allSatisfy { $0.verdict == .note })
  }

  // Its completion is lost, and a later request is withdrawn: both were sent before the reset. A
  // device that manifests need not answer (6.1.2).
  @Test(arguments: [5, 6] as [UInt8])
  func `a request that is withdrawn behind a lost one is not judged behind the reset`(
    _ address: UInt8
  ) throws {
    var download = DownloadWriter(attributes: 3)
    download.block(0)
    download.status(5)
    download.writer.control(
      SetupPacket(requestType: .classInterfaceOut, request: 1, value: 1, length: 0))
    download.writer.submit(Self.getStatus, id: 77)
    download.writer.control(
      SetupPacket(requestType: .classInterfaceIn, request: 5, length: 1),
      status: Self.cancelled, wait: 50, taking: 5_000)
    download.writer.wait(milliseconds: 6_000)
    download.writer.portReset(1)
    download.enumerate(at: address)
    let report = try download.report()
    let ofDevice = report.sessions.flatMap(\.findings).filter { $0.actor == .device }
    #expect(ofDevice.allSatisfy { $0.verdict < .warning }, "\(ofDevice)")
  }

  // The submission of the block is lost, which is told. It was sent to the device that came back.
  @Test func `a completion without its submission is a gap behind the departure that is held`()
    throws
  {
    var download = DownloadWriter()
    download.writer.submit(Self.getStatus, id: 77)
    download.writer.portStatus(1, status: 0x100, change: 1)
    download.writer.portStatus(1, status: 0x101, change: 1)
    download.writer.portReset(1)
    download.enumerate(at: 6)
    download.writer.complete(
      SetupPacket(requestType: .classInterfaceOut, request: 1, length: 64), id: 99)
    download.status(5)
    let report = try download.report()
    let faults = report.sessions.flatMap(\.findings).filter { $0.verdict >= .warning }
    #expect(faults.isEmpty, "\(faults)")
  }
}
