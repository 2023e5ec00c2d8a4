import DFU
import DeviceModel
import USB

/// The shortest sequence of host actions that brings a model to the state in the capture.
struct Resynchronisation {
  var device: any DeviceModel
  /// The names of the actions, in order.
  var steps: [String] = []
  /// Whether one of the actions writes to the memory of the model.
  var writes = false

  /// The most polls that are tried.
  private static let pollLimit = 1_000
  /// The most steps that are tried.
  private static let depth = 5

  /// The features by which the search recognises that it has reached a model's situation before.
  private struct Place: Hashable {
    var state: State
    var mode: Mode
    var condition: DeviceCondition

    init(_ device: any DeviceModel) {
      (state, mode, condition) = (device.state, device.mode, device.condition)
    }
  }

  /// Polls `device` until `isReached`; nil when the device stops answering or never gets there.
  static func poll(
    _ device: any DeviceModel, interface: UInt16, isReached: (any DeviceModel) -> Bool
  ) -> Resynchronisation? {
    var way = Resynchronisation(device: device)
    let setup = ClassRequest.getStatus.setup(interface: interface, length: 6)
    for count in 1...pollLimit {
      way.device.advance(by: .milliseconds(1))
      guard way.device.handle(setup, payload: []).bytes?.count == 6 else { return nil }
      guard isReached(way.device) else { continue }
      way.steps = ["\(count) x \(ClassRequest.getStatus.name)"]
      return way
    }
    return nil
  }

  /// Searches for actions that lead from `device` to `isReached`; nil when none were found within
  /// `depth` steps. `interfaces`: the interface numbers that the host uses for DFU requests;
  /// `blockSize`: the device's wTransferSize.
  static func find(
    from device: any DeviceModel, interfaces: [UInt16], blockSize: Int,
    isReached: (any DeviceModel) -> Bool
  ) -> Resynchronisation? {
    var front = [Resynchronisation(device: device)]
    var seen: Set<Place> = [Place(device)]
    for _ in 0..<depth {
      var next: [Resynchronisation] = []
      for reached in front {
        for way in reached.onward(interfaces, UInt16(clamping: min(64, blockSize))) {
          if way.device.condition.isEmpty, isReached(way.device) { return way }
          if seen.insert(Place(way.device)).inserted { next.append(way) }
        }
      }
      front = next
    }
    return nil
  }

  /// All sequences that are one action longer; the most harmless actions come first.
  private func onward(_ interfaces: [UInt16], _ block: UInt16) -> [Resynchronisation] {
    var ways: [Resynchronisation] = []
    func add(
      _ name: String, writes: Bool = false, _ change: (inout any DeviceModel) -> Void
    ) {
      var way = self
      way.writes = way.writes || writes
      change(&way.device)
      way.steps.append(name)
      ways.append(way)
    }
    if let reboot = device.pendingReboot { add("its reboot") { $0.advance(by: reboot.after) } }
    add("1 s of time") { $0.advance(by: .milliseconds(1000)) }
    for interface in interfaces {
      for request in [ClassRequest.getStatus, .clrStatus, .abort, .detach, .upload, .dnload] {
        add(request.name, writes: request == .dnload) { device in
          let length = request.resynchronisationLength(block: block)
          let value: UInt16 = request == .detach ? 1000 : 0
          let setup = request.setup(value: value, interface: interface, length: length)
          let payload = [UInt8](repeating: 0, count: request == .dnload ? Int(length) : 0)
          _ = device.handle(setup, payload: payload)
        }
      }
      add("\(ClassRequest.dnload.name) of length 0") { device in
        _ = device.handle(ClassRequest.dnload.setup(interface: interface), payload: [])
      }
    }
    add("a bus reset") { $0.resetBus() }
    add("a power cycle") { $0.powerCycle() }
    return ways
  }
}

extension ClassRequest {
  fileprivate func resynchronisationLength(block: UInt16) -> UInt16 {
    switch self {
    case .dnload, .upload: block
    case .getStatus: 6
    case .getState: 1
    case .detach, .clrStatus, .abort: 0
    }
  }
}
