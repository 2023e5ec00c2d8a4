import HostUSB
import Testing
import USB

@Suite struct HostPortTests {
  private let runTime = FakeHost.device(0x20B1, 8)
  private let dfuMode = FakeHost.device(0x20B1, 9, address: 6, isDFUMode: true)
  private let getStatus = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)

  private func port(_ host: FakeHost) throws -> HostPort<FakeHost> {
    var selection = DeviceSelection()
    try selection.take(ids: "20b1:0008,20b1:0009")
    return try HostPort(host, selection, timeoutMilliseconds: 2_000)
  }

  private func failure(_ work: () throws(PortError) -> Void) -> PortError? {
    do throws(PortError) {
      try work()
      return nil
    } catch {
      return error
    }
  }

  // MARK: - Transfers

  @Test(arguments: [
    (LibraryError.pipe, TransferOutcome.stalled, -32 as Int32), (.timeout, .timedOut, -110),
    (.noDevice, .disconnected, -19), (.overflow, .overflowed, -75),
    (.inputOutput, .wireError, -71),
  ])
  func `libusb's error is how the transfer ended`(
    error: LibraryError, outcome: TransferOutcome, status: Int32
  ) throws {
    let host = FakeHost([runTime])
    host.answers = [(error.rawValue, [])]
    var port = try port(host)
    let transfer = try port.send(getStatus, payload: [])
    #expect(transfer.outcome == outcome)
    #expect(transfer.rawStatus == status)
    #expect(transfer.data.isEmpty && transfer.actualLength == nil)
    #expect(port.isOpen == (error != .noDevice))
  }

  @Test func `errors that say nothing of the device are the port's`() throws {
    let silent = LibraryError.allCases.filter { $0.outcome == nil }
    #expect(silent.count == 8)
    for error in silent {
      let host = FakeHost([runTime])
      host.answers = [(error.rawValue, [])]
      var port = try port(host)
      guard
        case .broken = failure({ () throws(PortError) in
          _ = try port.send(getStatus, payload: [])
        })
      else {
        Issue.record("\(error) passed for an outcome")
        continue
      }
      #expect(port.transfers.isEmpty)
    }
  }

  @Test(arguments: [
    (LibraryError.noMemory.rawValue, "noMemory (-11)"), (-42 as Int32, "error -42"),
  ])
  func `an error of libusb is named with its number`(number: Int32, text: String) throws {
    let host = FakeHost([runTime])
    host.answers = [(number, [])]
    var port = try port(host)
    #expect(
      failure({ () throws(PortError) in _ = try port.send(getStatus, payload: []) })
        == .broken("libusb did not make the transfer: \(text)"))
  }

  @Test func `what came back is what was moved, with moments in order`() throws {
    let host = FakeHost([runTime])
    host.answers = [(4, [1, 2, 3, 4, 0, 0]), (2, [7, 8])]
    var port = try port(host)
    let first = try port.send(getStatus, payload: [])
    #expect(first.data == [1, 2, 3, 4] && first.actualLength == 4)
    #expect(first.submitted.frame == 1 && first.completed?.frame == 2)
    #expect((first.completed?.nanoseconds ?? 0) - first.submitted.nanoseconds == 1_000_000)
    let download = SetupPacket(requestType: .classInterfaceOut, request: 1, length: 2)
    let second = try port.send(download, payload: [7, 8])
    #expect(second.data == [7, 8] && second.submitted.frame == 3)
    #expect(port.transfers == [first, second])
  }

  @Test(arguments: [(0 as UInt8, 0), (2, 1)])
  func `the alternate setting is taken again behind SET_CONFIGURATION`(
    alternate: UInt8, times: Int
  ) throws {
    var device = runTime
    device.interfaces[0].alternate = alternate
    let host = FakeHost([device])
    var port = try port(host)
    let setup = SetupPacket(requestType: RequestType(rawValue: 0), request: 9, value: 1)
    #expect(try port.send(setup, payload: []).outcome == .acknowledged)
    #expect(host.alternates == times)
  }

  @Test func `what Linux does not send is refused before anything is sent`() throws {
    let host = FakeHost([runTime])
    var port = try port(host)
    let wrong: [(SetupPacket, [UInt8])] = [
      (SetupPacket(requestType: .classInterfaceIn, request: 2, length: 4_097), []),
      (SetupPacket(requestType: .classInterfaceOut, request: 1, length: 4), [1]),
      (SetupPacket(requestType: .classInterfaceIn, request: 3, index: 2, length: 6), []),
    ]
    for (setup, payload) in wrong {
      guard
        case .unsupported = failure({ () throws(PortError) in
          _ = try port.send(setup, payload: payload)
        })
      else {
        Issue.record("\(setup) was sent")
        continue
      }
    }
    #expect(port.transfers.isEmpty)
  }

  @Test func `power stays, and the sentence says what to do`() throws {
    var port = try port(FakeHost([runTime]))
    #expect(
      failure { () throws(PortError) in try port.powerCycle() }
        == .unsupported(
          "A host cannot take the power of a USB port away; run this vector on a model, or unplug "
            + "the device by hand between two runs."))
  }

  // MARK: - Waits

  @Test func `a wait is never too short, and ends with the operator's word`() throws {
    let host = FakeHost([runTime])
    var port = try port(host)
    try port.wait(milliseconds: 250)
    #expect(host.milliseconds == 250)
    host.isInterrupted = true
    #expect(
      failure { () throws(PortError) in try port.wait(milliseconds: 5_000) }
        == .broken("the operator ended the run"))
    #expect(host.milliseconds == 250)
    #expect(failure { () throws(PortError) in _ = try port.send(getStatus, payload: []) } != nil)
  }

  @Test func `a device that leaves late and comes back as another is followed`() throws {
    let host = FakeHost([runTime])
    host.timeline += [(300, []), (1_200, [dfuMode])]
    var port = try port(host)
    try port.awaitReturn(milliseconds: 20_000)
    #expect(port.device == dfuMode.address && port.interface.isDFUMode)
    #expect(host.opened == [runTime.address, dfuMode.address])
    #expect((1_200...1_300).contains(host.milliseconds))
  }

  @Test func `a device that comes back at another port of its bus is followed`() throws {
    let host = FakeHost([runTime])
    var moved = dfuMode
    moved.path = "1-7"
    host.timeline += [(100, [moved])]
    var port = try port(host)
    try port.awaitReturn(milliseconds: 1_000)
    #expect(port.found == moved)
  }

  @Test func `one that does not leave is waited for 5 s and kept`() throws {
    let host = FakeHost([runTime])
    var port = try port(host)
    try port.awaitReturn(milliseconds: 20_000)
    #expect((5_000...5_100).contains(host.milliseconds))
    #expect(port.isOpen && host.opened.count == 1)
  }

  @Test func `one that does not come back is gone after the time given`() throws {
    let host = FakeHost([runTime])
    host.timeline += [(100, [FakeHost.device(0x1D50, 0x6018, address: 7)])]
    var port = try port(host)
    #expect(
      failure { () throws(PortError) in try port.awaitReturn(milliseconds: 3_000) }
        == .gone(waitedMilliseconds: 3_000))
    #expect((3_000...3_200).contains(host.milliseconds))
    #expect(!port.isOpen)
    let transfer = try port.send(getStatus, payload: [])
    #expect(transfer.outcome == .disconnected)
  }

  @Test func `one that may not be opened yet is tried again, and told in the end`() throws {
    let host = FakeHost([runTime])
    host.timeline += [(100, [dfuMode])]
    var port = try port(host)
    host.openFailure = .noPermission(dfuMode)
    guard
      case .broken(let why)? = failure({ () throws(PortError) in
        try port.awaitReturn(milliseconds: 2_000)
      })
    else {
      Issue.record("no failure")
      return
    }
    #expect(why.contains("packaging/60-dfutrace.rules"))
    #expect(host.looks > 10)
  }

  @Test func `a reset keeps the device, or it is followed where its descriptors changed`() throws {
    let host = FakeHost([runTime])
    var port = try port(host)
    try port.resetBus()
    #expect(port.device == runTime.address && host.opened.count == 1)
    host.resets = [LibraryError.notFound.rawValue]
    host.timeline += [(host.milliseconds, [dfuMode])]
    try port.resetBus()
    #expect(port.device == dfuMode.address)
    host.resets = [LibraryError.other.rawValue]
    #expect(
      failure({ () throws(PortError) in try port.resetBus() })
        == .broken(
          "libusb could not reset the device: other (-99); unplug the device, plug it in again, "
            + "and repeat the run"))
  }
}
