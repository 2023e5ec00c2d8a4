import DFU
import TestSupport
import Testing
import USB

@testable import Suite

@Suite struct StepRecorderTests {
  private func observations(of name: String) throws -> [Observation] {
    try Trace.observations(of: name)
  }

  private func recorded(_ observations: [Observation], limit: Int) -> DiffRecording {
    var recording = DiffRecording(toleranceMilliseconds: 1, stepLimit: limit)
    for observation in observations { recording.observe(observation, of: 0) }
    return recording
  }

  @Test func `what has no room is counted`() throws {
    let all = try observations(of: "will-detach")
    let whole = try #require(recorded(all, limit: 1_000).sessions.first)
    let cut = try #require(recorded(all, limit: 10).sessions.first)
    #expect(whole.leftOut == 0)
    #expect(cut.steps.count == 10)
    #expect(cut.exchangeCount == whole.exchangeCount)
    #expect(cut.leftOut >= whole.steps.count - 10)
  }

  private static let status = ClassRequest.getStatus.setup(length: 6)

  private func poll(
    _ state: State, timeout: UInt8, at milliseconds: Int64, frame: Int
  ) -> Observation {
    let sent = Moment(frame: frame, nanoseconds: milliseconds * 1_000_000)
    return Observation(
      exchange: ControlTransfer(
        device: DeviceAddress(bus: 1, address: 5), setup: Self.status, outcome: .acknowledged,
        actualLength: 6, data: [0, timeout, 0, 0, state.rawValue, 0], submitted: sent,
        completed: sent))
  }

  private func steps(_ observations: [Observation]) -> [DiffStep] {
    recorded(observations, limit: 100).sessions.first?.steps ?? []
  }

  @Test func `polls with the same state are one step`() throws {
    let found = steps([
      poll(.dfuDNBUSY, timeout: 5, at: 0, frame: 1), poll(.dfuDNBUSY, timeout: 5, at: 6, frame: 3),
      poll(.dfuDNLOADIDLE, timeout: 0, at: 12, frame: 5),
    ])
    #expect(found.map(\.count) == [2, 1])
    #expect(found.map(\.frame) == [1, 5])
    #expect(found.map(\.lastFrame) == [3, 5])
    #expect(found.map(\.exchange?.isEarly) == [false, false])
  }

  @Test func `the values of bwPollTimeout in a step are told apart, not their number`() throws {
    func digest(_ timeouts: [UInt8]) -> DiffExchange.PollTimeouts? {
      let polls = timeouts.enumerated().map { index, timeout in
        poll(.dfuDNBUSY, timeout: timeout, at: Int64(index) * 300, frame: 2 * index + 1)
      }
      return steps(polls).first?.exchange?.timeouts
    }
    #expect(digest([9, 9, 5]) == digest([9, 5, 5, 5]))
    #expect(digest([9, 5]) != digest([9, 4]))
    #expect(digest([9, 7, 5]) != digest([9, 5]))
  }

  @Test(arguments: [(3, true), (5, false), (4, false)])
  func `a poll before bwPollTimeout is early`(_ waited: Int64, _ isEarly: Bool) throws {
    let found = steps([
      poll(.dfuDNBUSY, timeout: 5, at: 0, frame: 1),
      poll(.dfuDNLOADIDLE, timeout: 0, at: waited, frame: 3),
    ])
    #expect(found.last?.exchange?.isEarly == isEarly)
  }

  @Test func `data beyond the room of the store is compared by a digest`() {
    var (store, other) = (DataStore(), DataStore())
    let data = [UInt8](repeating: 7, count: 1 << 20)
    while case .stored = store.keep(data) {}
    var last = [UInt8](repeating: 1, count: 1_001)
    func exchange(_ place: DiffExchange.DataPlace, _ data: [UInt8]) -> DiffExchange? {
      let transfer = ControlTransfer(
        device: DeviceAddress(bus: 1, address: 5),
        setup: ClassRequest.dnload.setup(value: 1, length: 1_001), outcome: .acknowledged,
        data: data, submitted: Moment(frame: 1, nanoseconds: 0))
      var made = steps([Observation(exchange: transfer)]).first?.exchange
      made?.place = place
      return made
    }
    let far = store.keep(last)
    #expect(exchange(far, last).map { store.data(of: $0) == nil } == true)
    let near = other.keep(last)
    last[1_000] = 2
    let changed = other.keep(last)
    let (one, same, differing) = (
      exchange(far, last), exchange(near, last), exchange(changed, last)
    )
    guard let one, let same, let differing else {
      Issue.record("no exchange")
      return
    }
    #expect(store.holdsSame(one, as: same, in: other))
    #expect(!store.holdsSame(one, as: differing, in: other))
    #expect(other.holdsSame(same, as: one, in: store))
  }
}
