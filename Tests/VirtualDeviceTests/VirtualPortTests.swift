import DFU
import DeviceModel
import Testing
import USB
import VirtualDevice

/// A device whose answers the test sets.
private struct StubDevice: DeviceModel {
  var state: State { .dfuIDLE }
  var mode = Mode.dfuMode
  var condition: DeviceCondition { [] }
  var elapsed = VirtualTime.zero
  var pendingReboot: Reboot?
  var replies: [ModelReply]
  var powerCycles = 0
  var resets = 0

  mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    let reply = replies.isEmpty ? ModelReply(.acknowledged) : replies.removeFirst()
    elapsed += reply.delay
    return reply
  }

  mutating func advance(by time: VirtualTime) { elapsed += time }
  mutating func resetBus() { resets += 1 }
  mutating func powerCycle() { powerCycles += 1 }
}

@Suite struct `A device at a port` {
  private static let millisecond: Int64 = 1_000_000

  private func transfer(_ id: UInt64, length: UInt16 = 6) -> Transfer {
    Transfer(id: id, setup: ClassRequest.getStatus.setup(length: length))
  }

  private func port(_ replies: ModelReply...) -> VirtualPort {
    VirtualPort(StubDevice(replies: replies))
  }

  private func completions(_ changes: [VirtualPortEvent]) -> [String] {
    changes.map { change in
      switch change {
      case .completed(let transfer, let completion):
        "\(transfer.id) \(completion.ending) \(completion.actualLength)"
      case .left: "left"
      case .returned: "returned"
      }
    }
  }

  @Test func `every answer has its ending`() {
    var port = port(
      ModelReply(.data([1, 2, 3])), ModelReply(.stalled), ModelReply(.overflow([1, 2, 3])),
      ModelReply(.data([1, 2, 3])), ModelReply(.absent), ModelReply(.acknowledged))
    #expect(completions(port.submit(transfer(1), at: 0)) == ["1 acknowledged 3"])
    #expect(completions(port.submit(transfer(2), at: 0)) == ["2 stalled 0"])
    #expect(completions(port.submit(transfer(3, length: 2), at: 0)) == ["3 overflowed 2"])
    #expect(completions(port.submit(transfer(4, length: 2), at: 0)) == ["4 overflowed 2"])
    #expect(completions(port.submit(transfer(5), at: 0)) == ["5 disconnected 0"])
    let out = Transfer(id: 6, setup: ClassRequest.dnload.setup(length: 2), payload: [1, 2])
    #expect(completions(port.submit(out, at: 0)) == ["6 acknowledged 2"])
  }

  @Test(arguments: [
    (Completion.Ending.acknowledged, Int32(0)), (.stalled, -32), (.overflowed, -75),
    (.disconnected, -108), (.cancelled, -104),
  ])
  func `endings have Linux's numbers`(ending: Completion.Ending, status: Int32) {
    #expect(Completion(ending).status == status)
  }

  @Test func `a delay is kept in real time, and what comes meanwhile waits`() {
    var port = port(
      ModelReply(.data([1]), delay: .milliseconds(50)), ModelReply(.data([2])))
    #expect(port.submit(transfer(1), at: Self.millisecond) == [])
    #expect(port.submit(transfer(2), at: 2 * Self.millisecond) == [])
    #expect(port.nextChange(isAttached: false, now: 0) == 51 * Self.millisecond)
    #expect(port.advance(to: 50 * Self.millisecond) == [])
    #expect(
      completions(port.advance(to: 51 * Self.millisecond))
        == ["1 acknowledged 1", "2 acknowledged 1"])
  }

  @Test func `what is never answered ends only when it is withdrawn`() {
    var port = port(ModelReply(.noAnswer), ModelReply(.stalled))
    #expect(port.submit(transfer(1), at: 0) == [])
    #expect(port.submit(transfer(2), at: 0) == [])
    #expect(port.advance(to: 3600 * 1000 * Self.millisecond) == [])
    #expect(port.pendingCount == 2)
    #expect(port.withdraw(1, at: 0)?.id == 1)
    #expect(port.withdraw(1, at: 0) == nil)
    #expect(completions(port.advance(to: 3600 * 1000 * Self.millisecond)) == ["2 stalled 0"])
    #expect(port.withdraw(2, at: 0) == nil)
  }

  @Test func `a transfer that is withdrawn keeps the device at it to its end`() {
    var port = port(ModelReply(.data([1]), delay: .milliseconds(50)), ModelReply(.stalled))
    #expect(port.submit(transfer(1), at: 0) == [])
    #expect(port.withdraw(1, at: 0) != nil)
    #expect(port.pendingCount == 0)
    #expect(port.submit(transfer(2), at: Self.millisecond) == [])
    #expect(port.advance(to: 49 * Self.millisecond) == [])
    #expect(completions(port.advance(to: 50 * Self.millisecond)) == ["2 stalled 0"])
  }

  @Test func `a reboot takes the device off the bus and brings it back`() {
    var port = port(
      ModelReply(
        .acknowledged, reboot: Reboot(into: .dfuMode, after: .milliseconds(20))),
      ModelReply(.noAnswer))
    #expect(completions(port.submit(transfer(1), at: 0)) == ["1 acknowledged 0"])
    #expect(port.submit(transfer(2), at: 10 * Self.millisecond) == [])
    #expect(
      completions(port.advance(to: 20 * Self.millisecond)) == ["2 disconnected 0", "left"])
    #expect(!port.isPresent)
    #expect(
      completions(port.submit(transfer(3), at: 30 * Self.millisecond)) == ["3 disconnected 0"])
    let back = 20 * Self.millisecond + VirtualPort.absence
    #expect(port.nextChange(isAttached: false, now: 0) == back)
    #expect(completions(port.advance(to: back - 1)) == [])
    #expect(completions(port.advance(to: back)) == ["returned"])
    #expect(port.isPresent)
  }

  @Test func `a device that has decided to leave leaves`() {
    var stub = StubDevice(replies: [])
    stub.pendingReboot = Reboot(into: .runTime, after: .milliseconds(5))
    var port = VirtualPort(stub)
    #expect(completions(port.advance(to: Self.millisecond)) == [])
    #expect(completions(port.advance(to: 6 * Self.millisecond)) == ["left"])
  }

  @Test func `a reset ends what is under way, and unplugging takes the power`() throws {
    var port = port(ModelReply(.noAnswer))
    #expect(port.submit(transfer(1), at: 0) == [])
    #expect(port.submit(transfer(2), at: 0) == [])
    #expect(completions(port.resetBus(at: 1)) == ["1 cancelled 0", "2 cancelled 0"])
    #expect((port.device as? StubDevice)?.resets == 1)
    #expect(completions(port.submit(transfer(3), at: 1)) == ["3 acknowledged 0"])
    #expect(port.unplug(at: 2) == [])
    #expect((port.device as? StubDevice)?.powerCycles == 1)
  }

  @Test func `a device that is starting takes nothing before it has started`() {
    var stub = StubDevice(replies: [])
    stub.elapsed = .milliseconds(100)
    var port = VirtualPort(stub)
    #expect(port.submit(transfer(1), at: 0) == [])
    #expect(port.nextChange(isAttached: false, now: 0) == 100 * Self.millisecond)
    #expect(completions(port.advance(to: 100 * Self.millisecond)) == ["1 acknowledged 0"])
  }
}
