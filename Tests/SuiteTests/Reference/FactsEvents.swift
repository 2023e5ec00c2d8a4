import DFU
import SpecTable

// The rules of the facts for resets, power, timers and standard requests.

extension FactsAccount {
  /// Adds what the facts allow for an event; returns false when the scene is a request.
  mutating func tellEvent() -> Bool {
    switch scene.event {
    case "POLL_TIMEOUT", "DETACH_TIMEOUT": tellMoves()
    case "USB_RESET":
      tellMoves()
      let isEnumerating = scene.isKnown(.configured, false)
      if scene.state == "dfuIDLE" {
        // AMB-09.
        insert(.reenumerates, .dfuIDLE, StatusSet(.ok), isEnumerating ? .pass : .note)
      }
    case "POWER_ON_RESET": tellPower()
    case "DEVICE_DETACH_ATTACH": tellLeaving()
    case "SET_INTERFACE", "SET_CONFIGURATION":
      // AMB-28: the code is unknown afterwards.
      let state = State(name: scene.state) ?? .appIDLE
      insert(.nothing, state, state == .dfuERROR ? .anyError : StatusSet(.ok), .pass)
      guard !scene.isKnown(.keepsErrorWhenConfigured, true) else { break }
      // The first SET_CONFIGURATION after a reset must not hide dfuERROR (A.2.x, 6.1.3).
      let hides = state == .dfuERROR && scene.isKnown(.configured, false)
      insert(.nothing, .dfuIDLE, StatusSet(.ok), hides ? .note : .pass)
    default: return false
    }
    return true
  }

  private mutating func tellMoves(_ event: String? = nil) {
    var scene = scene
    scene.event = event ?? scene.event
    for line in scene.lines {
      guard let next = State(name: line.next) else { continue }
      let reply: Reply = line.response == "NONE" ? .nothing : .reenumerates
      if line.status.hasSuffix("*"), next == .dfuERROR {
        tellCorrupt(Status(name: line.status.dropLast()) ?? .errFIRMWARE)
      } else {
        let codes =
          line.status.hasPrefix("unchanged")
          ? StatusSet(scene.before) : Status(name: line.status).map { StatusSet($0) } ?? []
        insert(reply, next, codes, Verdict(rawValue: line.verdict) ?? .pass)
      }
    }
  }

  /// Adds the result of corrupt firmware: the code whose definition fits, or another (AMB-10).
  private mutating func tellCorrupt(_ code: Status) {
    insert(.reenumerates, .dfuERROR, StatusSet(code), .pass)
    insert(.reenumerates, .dfuERROR, .anyError, .note)
  }

  /// AMB-22: the first state that is seen in DFU mode is dfuIDLE or dfuERROR.
  private mutating func tellPower() {
    tellMoves("POWER_ON_RESET")
    insert(.reenumerates, .dfuIDLE, StatusSet(.ok), .note)
    insert(.reenumerates, .dfuERROR, .anyError, .note)
  }

  /// AMB-15: when no line lets the device leave the bus, it may have lost its power.
  private mutating func tellLeaving() {
    let lines = scene.lines.filter { $0.response == "REENUM" }
    if lines.isEmpty { return tellPower() }
    guard scene.state == "appDETACH" else { return tellMoves() }
    for line in lines {
      if let next = State(name: line.next) {
        insert(.reenumerates, next, StatusSet(.ok), .note)
      }
    }
  }
}
