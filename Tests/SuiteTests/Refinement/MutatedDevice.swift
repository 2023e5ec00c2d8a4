import DFU
import USB

@testable import DeviceModel

/// A reference device in which one step of the reference machine is changed.
struct MutatedDevice: DeviceModel {
  /// The cause of a step of the machine.
  enum Happening: Hashable {
    case request, clock, busReset, powerCycle, standard
    /// Time passes without effect.
    case idle
  }

  /// A change of the machine's next step with the cause `at`; a nil member changes nothing.
  struct Change {
    var at: Happening
    var next: State?
    /// The bStatus, for a step that leads to dfuERROR.
    var status: Status?
    /// The device does not leave the bus, or returns in the other mode.
    var departure: Departure?
    var answer: ModelReply.Answer?
  }

  enum Departure { case dropped, toOtherMode }

  private(set) var elapsed = VirtualTime.zero
  private(set) var machine: ReferenceMachine
  var change: Change?
  private var parameters: ReferenceParameters
  /// For each mode, a device right after the start of an enumeration. It answers the standard
  /// requests and has the descriptors.
  private let fresh: [Mode: ReferenceDevice]
  private var shell: ReferenceDevice

  init(_ parameters: ReferenceParameters) {
    self.parameters = parameters
    var sound = parameters
    sound.faults.corruptsImage = false
    let runTime = ReferenceDevice(sound)
    var dfuMode = runTime
    var setup = ClassRequest.detach.setup(value: 1000)
    setup.index = UInt16(parameters.interface)
    _ = dfuMode.handle(setup, payload: [])
    if let reboot = dfuMode.pendingReboot {
      dfuMode.advance(by: reboot.after)
    } else {
      dfuMode.resetBus()
    }
    fresh = [.runTime: runTime, .dfuMode: dfuMode]
    machine = ReferenceDevice(parameters).machine
    shell = machine.mode == .runTime ? runTime : dfuMode
  }

  var state: State { machine.state }
  var mode: Mode { machine.mode }
  var condition: DeviceCondition { [] }

  var pendingReboot: Reboot? {
    machine.departure.map { departure in
      let left = departure.time.nanoseconds - elapsed.nanoseconds
      return Reboot(into: departure.mode, after: VirtualTime(nanoseconds: left))
    }
  }

  mutating func handle(_ setup: SetupPacket, payload: [UInt8]) -> ModelReply {
    settle()
    if setup.requestType.kind == .standard {
      let reply = shell.handle(setup, payload: payload)
      if setup.requestType.direction == .hostToDevice {
        var step = (next: machine, reply: reply)
        alter(&step, at: .standard)
        machine = step.next
      }
      return reply
    }
    guard setup.requestType.recipient == .interface, setup.index == 0 else {
      var step = (next: machine, reply: ModelReply(.stalled))
      alter(&step, at: .request)
      machine = step.next
      return step.reply
    }
    let request = ReferenceMachine.Request(
      request: ClassRequest(setup), setup: setup, payload: payload, now: elapsed)
    return take(.request(request), .request)
  }

  mutating func advance(by time: VirtualTime) {
    elapsed += time
    settle()
  }

  mutating func resetBus() {
    settle()
    restart()
    take(.busReset, .busReset)
  }

  mutating func powerCycle() {
    restart()
    take(.powerCycle, .powerCycle)
  }

  private mutating func restart() {
    if let shell = fresh[mode] { self.shell = shell }
  }

  private mutating func settle() {
    var before: ReferenceMachine.Phase
    repeat {
      var next = machine
      while next.settle(at: elapsed, parameters) {
        become((next, ModelReply(.acknowledged)), by: .clock)
        next = machine
      }
      before = machine.phase
      become((machine, ModelReply(.acknowledged)), by: .idle)
    } while machine.phase != before
  }

  @discardableResult
  private mutating func take(
    _ event: ReferenceMachine.Event, _ happening: Happening
  ) -> ModelReply {
    var next = machine
    let reply = next.take(event, given: parameters)
    return become((next, reply), by: happening)
  }

  /// The machine after a step, and the reply.
  private typealias Step = (next: ReferenceMachine, reply: ModelReply)

  @discardableResult
  private mutating func become(
    _ taken: Step, by happening: Happening
  ) -> ModelReply {
    var step = taken
    alter(&step, at: happening)
    let isOther = step.next.mode != machine.mode
    machine = step.next
    if isOther { restart() }
    return step.reply
  }

  /// Applies the change to the first step with its cause; later steps are not changed.
  private mutating func alter(_ step: inout Step, at happening: Happening) {
    guard let change, change.at == happening else { return }
    self.change = nil
    if let next = change.next {
      step.next.phase = Self.phase(next, elapsed)
      step.next.departure = nil
      step.reply.reboot = nil
      if next == .appIDLE {
        // The firmware runs, so it must be valid.
        step.next.isFirmwareValid = true
        parameters.faults.corruptsImage = false
      }
    }
    if let status = change.status { step.next.phase = .error(status) }
    switch change.departure {
    case .dropped?: (step.next.departure, step.reply.reboot) = (nil, nil)
    case .toOtherMode?:
      let mode = step.next.departure?.mode
      step.next.departure?.mode = mode == .runTime ? .dfuMode : .runTime
    case nil: break
    }
    if let answer = change.answer { step.reply.answer = answer }
  }

  /// The phase of a device that has just reached a state.
  private static func phase(_ state: State, _ now: VirtualTime) -> ReferenceMachine.Phase {
    let soon = now + .milliseconds(20)
    switch state {
    case .appIDLE: return .appIDLE
    case .appDETACH: return .appDETACH(until: now + .milliseconds(40))
    case .dfuIDLE: return .dfuIDLE
    case .dfuDNLOADSYNC: return .dnloadSync(.init(until: now, result: .ok))
    case .dfuDNBUSY: return .dnBusy(.init(until: soon, result: .ok))
    case .dfuDNLOADIDLE: return .dnloadIDLE
    case .dfuMANIFESTSYNC: return .manifestSync(nil)
    case .dfuMANIFEST: return .manifest(until: soon)
    case .dfuMANIFESTWAITRESET: return .manifestWaitReset
    case .dfuUPLOADIDLE: return .uploadIDLE(offset: 0)
    case .dfuERROR: return .error(.errUNKNOWN)
    }
  }
}
