import DFU
import Report
import Suite
import TestSupport
import Testing
import USB

/// `Judge.observe`: what happened to each device, without a verdict.
@Suite struct ObserveTests {
  private func observed(
    _ path: String, _ options: CheckOptions = CheckOptions()
  ) throws -> [(session: SessionID, observation: Observation)] {
    var all: [(SessionID, Observation)] = []
    try Judge(options).observe(path) { all.append(($0, $1)) }
    return all
  }

  private func shipped(_ name: String) throws -> String {
    try #require(ShippedCapture.all.first { $0.name == name }).file
  }

  @Test func `it hands out a download as it was written`() throws {
    var download = DownloadWriter()
    download.block(0)
    download.status(4, poll: 10)
    download.abort()
    let folder = try TemporaryFolder()
    let all = try observed(try folder.write(download.writer.bytes))
    let requests = all.compactMap { entry -> ClassRequest? in
      guard case .exchange(let transfer) = entry.observation.event else { return nil }
      return ClassRequest(transfer.setup)
    }
    #expect(requests == [.getStatus, .dnload, .getStatus, .abort])
    guard case .end? = all.last?.observation.event else {
      Issue.record("no end")
      return
    }
  }

  @Test func `frames rise, and every observation names its device`() throws {
    for capture in ShippedCapture.all {
      let all = try observed(capture.file)
      #expect(all.allSatisfy { $0.observation.device != nil || $0.observation.isExchange })
      let sessions = Set(all.map(\.session))
      #expect(sessions == Set(0..<sessions.count))
    }
  }

  @Test func `it hands out as many exchanges as the report judges`() throws {
    for capture in ShippedCapture.all {
      let all = try observed(capture.file)
      let sessions = try Judge(CheckOptions()).check(capture.file).capture.sessions
      for (index, session) in sessions.enumerated() {
        let count = all.count { $0.session == index && $0.observation.isExchange }
        #expect(count == session.transfers, "\(capture.name), session \(index)")
      }
    }
  }

  @Test func `resets, arrivals and descriptors are observations too`() throws {
    var kinds: Set<String> = []
    for (_, observation) in try observed(try shipped("will-detach")) {
      switch observation.event {
      case .described(let set): kinds.insert("described \(set.mode?.name ?? "")")
      case .attached: kinds.insert("attached")
      case .left: kinds.insert("left")
      case .exchange, .configured, .interfaceSet, .reset, .gap, .end: break
      }
    }
    #expect(kinds.isSuperset(of: ["described run-time", "described DFU-mode", "attached"]))
  }

  @Test func `with an address only that device begins a session`() throws {
    let path = try shipped("qemu-one-sided")
    #expect(try observed(path).isEmpty)
    #expect(try !observed(path, CheckOptions(address: "0.1")).isEmpty)
  }

  @Test func `a file that is no capture is an operator's error`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("no capture".utf8))
    #expect { try observed(path) } throws: { ($0 as? CheckFailure)?.status == .unreadable }
    #expect { try observed("/nowhere/at/all") } throws: {
      ($0 as? CheckFailure)?.status == .noInput
    }
  }
}

extension Observation {
  fileprivate var isExchange: Bool {
    if case .exchange = event { true } else { false }
  }
}
