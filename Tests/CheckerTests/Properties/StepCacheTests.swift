import DFU
import Evidence
import SpecTable
import TestSupport
import Testing
import USB

@testable import Checker

/// The cache of clean exchanges, and what is kept of the last fault, change nothing that can be
/// seen.
@Suite struct StepCacheTests {
  /// What a checker knows and has counted.
  private struct State: Equatable {
    var belief: Belief
    var open: UInt64
    var findings: [Finding]
    var rows: [Int]
    var outcomes: [UInt64]
    var obligations: [Int]
    var timing: [Int]

    init(_ checker: Checker) {
      let exercised = checker.exercised
      belief = checker.belief
      open = checker.spans.open
      findings = checker.findings
      rows = exercised.rows
      outcomes = exercised.outcomes
      obligations = exercised.obligations
      timing = exercised.timing
    }
  }

  /// Judges a trace with and without what is kept; gives how many exchanges were found in it.
  private func judge(_ trace: [Observation], _ rules: CompiledTable) -> Int {
    var remembering = Checker(rules)
    var forgetting = Checker(rules)
    var (found, kept) = (0, 0)
    for observation in trace {
      remembering.observe(observation)
      forgetting.stepCache = StepCache()
      forgetting.lastRelearnt = nil
      forgetting.observe(observation)
      let same = State(remembering) == State(forgetting)
      #expect(same, "at frame \(observation.at.frame)")
      if !same { break }
      let now = hits(of: remembering)
      found += max(0, now - kept)
      kept = now
    }
    return found
  }

  /// The hits of the steps that are kept; a step that has to go takes its own along.
  private func hits(of checker: Checker) -> Int {
    zip(checker.exercised.rows, checker.examined.rows).map { $0 - $1 }.reduce(0, +)
  }

  @Test(arguments: [0, 6, 30])
  func `generated conversations are judged alike`(faultEvery: Int) throws {
    let rules = try BeliefProperties.rules.get()
    let table = try BeliefProperties.table.get()
    var known = 0
    for seed in UInt64(0)..<40 {
      known += judge(
        TraceMaker.trace(seed: seed, table: table, faultEvery: faultEvery, turns: 250), rules)
    }
    #expect(known > 900)
  }

  @Test(arguments: [
    "vhci-download-upload", "xhci-detach-reset-download-upload", "aborted-download",
  ])
  func `shipped captures are judged alike`(name: String) throws {
    let known = judge(try Trace.observations(of: name), try BeliefProperties.rules.get())
    #expect(known > 10)
  }

  /// When bwPollTimeout is just over, the device may be busy still: then its answer is a note, and
  /// leads where the right one leads (AMB-05). Hosts poll at that time (DFU 1.1, 6.1.2).
  @Test func `an answer that a note explains too is found where both lead to the same`() throws {
    let enumeration = try Trace.observations(of: "vhci-download-upload").filter {
      if case .described = $0.event { true } else { false }
    }
    let blocks = 40
    let trace = enumeration.suffix(1) + Download.polled(blocks: blocks, of: enumeration)
    #expect(judge(Array(trace), try BeliefProperties.rules.get()) >= 3 * (blocks - 6))
  }

  @Test func `keys that differ in one bit are not equal`() {
    let keys: [WritableKeyPath<StepKey, UInt64>] = [
      \.facts.request, \.facts.past, \.open, \.reply.bytes, \.reply.length,
    ]
    for ground in [UInt64.zero, .max] {
      var key = StepKey(belief: Belief(.dfuIDLE, StatusSet(.ok)))
      for place in keys { key[keyPath: place] = ground }
      #expect(key == key)
      for place in keys {
        for bit in 0..<64 {
          var other = key
          other[keyPath: place] ^= 1 << UInt64(bit)
          #expect(other != key, "\(place), bit \(bit)")
        }
      }
      var other = key
      other.belief = Belief(.dfuIDLE, .anyError)
      #expect(other != key)
    }
  }

  @Test func `more kinds of steps than there is room for lose no count`() throws {
    var steps = StepCache()
    var total = ExercisedRules(try BeliefProperties.table.get())
    var taken = 0
    for round in 0..<3 {
      for kind in 0..<200 {
        let key = StepKey(facts: .numbered(UInt64(kind + 1) << 3))
        if let place = steps.place(of: key) {
          #expect(steps.take(place).open == UInt64(kind))
          taken += 1
        } else {
          steps.keep(
            key, StepCache.Step(open: UInt64(kind)), StepCache.Rules(row: 0, outcome: nil),
            evictedTo: &total)
        }
        if round == 0, let place = steps.place(of: key) {
          _ = steps.take(place)
          taken += 1
        }
      }
    }
    steps.addHits(to: &total)
    #expect(taken >= 200)
    #expect(total.rows[0] == taken)
  }
}

extension FactKey {
  fileprivate static func numbered(_ request: UInt64) -> FactKey {
    var key = FactKey()
    key.request = request
    return key
  }
}

/// The requests of a host that writes blocks and polls after each as soon as it may.
private struct Download {
  private let device: DeviceAddress
  private let interface: UInt16
  private var clock: Int64
  private var frame: Int
  private var observations: [Observation] = []

  /// A download whose blocks take the 2 ms that the device asks for.
  static func polled(blocks: Int, of enumeration: [Observation]) -> [Observation] {
    guard let last = enumeration.last, case .described(let set) = last.event,
      let device = last.device
    else { return [] }
    var download = Download(
      device: device, interface: UInt16(set.interfaceNumber), clock: last.at.nanoseconds,
      frame: last.at.frame + 1)
    download.status(.dfuIDLE, pollMilliseconds: 0)
    for block in 0..<blocks {
      download.send(0x21, ClassRequest.dnload, UInt16(block), 64, [UInt8](repeating: 1, count: 64))
      download.status(.dfuDNBUSY, pollMilliseconds: 2)
      download.clock += 2_000_000
      download.status(.dfuDNLOADIDLE, pollMilliseconds: 0)
    }
    return download.observations
  }

  private init(device: DeviceAddress, interface: UInt16, clock: Int64, frame: Int) {
    self.device = device
    self.interface = interface
    self.clock = clock
    self.frame = frame
  }

  private mutating func status(_ state: State, pollMilliseconds: UInt8) {
    send(0xA1, .getStatus, 0, 6, [0, pollMilliseconds, 0, 0, state.rawValue, 0])
  }

  private mutating func send(
    _ type: UInt8, _ request: ClassRequest, _ value: UInt16, _ length: UInt16, _ data: [UInt8]
  ) {
    let submitted = Moment(frame: frame, nanoseconds: clock)
    clock += 100_000
    let transfer = ControlTransfer(
      device: device,
      setup: SetupPacket(
        requestType: RequestType(rawValue: type), request: request.rawValue, value: value,
        index: interface, length: length),
      outcome: .acknowledged, rawStatus: 0, actualLength: data.count, data: data,
      submitted: submitted, completed: Moment(frame: frame + 1, nanoseconds: clock))
    frame += 2
    observations.append(Observation(exchange: transfer))
  }
}
