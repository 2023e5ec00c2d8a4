import DFU
import Foundation
import SpecTable

/// What the facts allow in one scene: all slots, each with the bStatus values after it.
///
/// Made from the CSV lines and from the additional rules of the verdict file. The tests compare
/// the table with this account, outcome by outcome.
struct FactsAccount {
  private(set) var slots: [Slot: Levels] = [:]
  let scene: FactsScene
  /// The replies that the request can have.
  private let replies: Set<Reply>

  private static let error = State.dfuERROR

  init(_ scene: FactsScene, _ replies: Set<Reply>) {
    self.scene = scene
    self.replies = replies
    tellAll()
  }

  private mutating func tellAll() {
    if scene.isKnown(.standardFields, false) { return tellOdd() }
    if tellEvent() { return }
    if scene.event == "UPLOAD", scene.isKnown(.wLengthNotZero, false), takesUploads {
      return tellEmpty()
    }
    if scene.isKnown(.withinTransferSize, false), isTaken { return tellOverlong() }
    for line in scene.lines { tell(line) }
    tellScopes()
    tellErrors()
    tellBusy()
    for known in KnownDeviation.all where known.events.contains(scene.event) {
      guard known.states.contains(scene.state) else { continue }
      insert(known.reply, state, StatusSet(scene.before), .violation)
    }
  }

  private var takesUploads: Bool {
    scene.state == "dfuUPLOAD-IDLE"
      || scene.state == "dfuIDLE" && scene.isKnown(.bitCanUpload, true)
  }

  // MARK: - Lines

  private mutating func tell(_ line: Facts.Line) {
    guard let next = State(name: line.next), let verdict = verdict(of: line) else { return }
    let codes = codes(of: line, next)
    if line.response == "UNSPECIFIED" { return tellUnspecified(next) }
    for reply in replies(of: line.response) {
      insert(reply, shown: reply == .data6 || reply == .data1 ? next : nil, next, codes, verdict)
    }
  }

  /// Readings that make every answer as correct as the table's answer: either the host is at fault,
  /// or no text decides the case. For each reading: the states with the events it applies to.
  private static let coversTable: [String: [String]] = [
    "AMB-05": [
      "dfuDNBUSYGETSTATUS", "dfuDNBUSYGETSTATE", "dfuMANIFESTGETSTATUS",
      "dfuMANIFESTGETSTATE",
    ]
  ]

  private func verdict(of line: Facts.Line) -> Verdict? {
    if line.reading.isEmpty {
      let isBusy = Self.coversTable.values.joined().contains(line.state + line.event)
      let isOverlong = line.event == "DETACH" && scene.isKnown(.timeoutWithinDescriptor, false)
      return isBusy || isOverlong ? .note : .pass
    }
    if line.words.contains("deviation, not a reading") { return .violation }
    // The verdict file lets a device follow the text (A.2.2 r3); this line is what Zephyr does.
    if line.reading == "AMB-17", line.next == "appDETACH" { return .violation }
    if line.reading == "AMB-06", scene.isKnown(.bitManifestationTolerant, false) {
      return .violation
    }
    if line.reading == "AMB-05", line.next == "dfuIDLE",
      scene.isKnown(.bitManifestationTolerant, false)
    {
      return .violation
    }
    return Verdict(rawValue: line.verdict)
  }

  /// The bStatus values that a line allows. Codes with a star are inferred, so they are not
  /// required. errSTALLEDPKT is not required either (AMB-25).
  private func codes(of line: Facts.Line, _ next: State) -> StatusSet {
    if line.reading == "AMB-11" { return .anyError.subtracting(StatusSet(.errSTALLEDPKT)) }
    let isStall = line.response == "STALL" && line.state != "dfuERROR"
    if next == .dfuERROR, isStall || line.status == "errXXX" { return .anyError }
    if line.status.hasPrefix("unchanged") { return StatusSet(scene.before) }
    return line.status.replacing("*", with: "").components(separatedBy: " or ")
      .compactMap { Status(name: $0) }.reduce(into: []) { $0.formUnion(StatusSet($1)) }
  }

  private func replies(of response: String) -> [Reply] {
    switch response {
    case "ACK": [.ack]
    case "STALL": [.stall]
    case "DATA6": [.data6]
    case "DATA1": [.data1]
    case "DATA_FULL": [.dataFull]
    case "DATA_SHORT": [.dataShort]
    case "DATA_FULL or DATA_SHORT": [.dataFull, .dataShort]
    case "REENUM": [.reenumerates]
    case "NONE": [.nothing]
    default: []
    }
  }

  /// AMB-12: allows silence, STALL, or an answer. A status report or a state byte must show
  /// dfuMANIFEST-WAIT-RESET.
  private mutating func tellUnspecified(_ next: State) {
    let shows = scene.event.hasPrefix("GETSTAT")
    let answers =
      shows ? [scene.event == "GETSTATUS" ? Reply.data6 : .data1, .stall] : Reply.answers
    for reply in answers + [.silence] {
      insert(
        reply, shown: reply == .data6 || reply == .data1 ? next : nil, next, [.init(.ok)], .note)
    }
  }

  mutating func insert(
    _ reply: Reply, shown: State? = nil, _ next: State, _ codes: StatusSet, _ verdict: Verdict
  ) {
    guard replies.contains(reply), !codes.isEmpty else { return }
    slots[Slot(reply: reply, shown: shown, next: next), default: Levels()].insert(codes, verdict)
  }

  // MARK: - Additional rules of the verdict file

  private var isDFU: Bool { Facts.dfuStates.contains(scene.state) }
  private var state: State { State(name: scene.state) ?? .appIDLE }

  /// AMB-02, AMB-03 and AMB-33 have lines for dfuIDLE only, but they apply to every state of DFU
  /// mode.
  private mutating func tellScopes() {
    guard isDFU, scene.state != "dfuMANIFEST-WAIT-RESET" else { return }
    for line in scene.lines(in: "dfuIDLE")
    where ["AMB-02", "AMB-03", "AMB-33"].contains(line.reading)
      && !(line.reading == "AMB-02" && scene.state == "dfuERROR")
    {
      var line = line
      let isKept =
        line.words.contains("ignored") || line.words.contains("without dfuERROR")
        || line.reading == "AMB-33"
      if isKept { (line.next, line.status) = (scene.state, "unchanged") }
      line.state = scene.state
      tell(line)
    }
  }

  /// Adds the error edge (Figure A.1, 6.1.3) and the codes that no line defines.
  private mutating func tellErrors() {
    let isReport = scene.event == "GETSTATUS"
    if !isDFU {
      if isReport { insert(.data6, shown: state, state, .anyError, .note) }
      tellOptional()
      return
    }
    let hasData = scene.event.hasPrefix("DNLOAD") || scene.event == "UPLOAD"
    if hasData, isTaken { tellRefusal() }
    guard isReport || scene.event == "GETSTATE", state != Self.error || isReport else { return }
    let isLate = ["dfuIDLE", "dfuDNBUSY", "dfuMANIFEST", "dfuMANIFEST-WAIT-RESET"]
    let reply = isReport ? Reply.data6 : .data1
    if state != Self.error {
      insert(
        reply, shown: Self.error, Self.error, .anyError,
        isLate.contains(scene.state) ? .note : .pass)
    } else {
      slots[Slot(reply: reply, shown: Self.error, next: Self.error)] = nil
      insert(
        reply, shown: Self.error, Self.error, StatusSet(scene.before).intersection(.anyError), .pass
      )
      // Figure A.1 lets an error come in any state of DFU mode, this one included.
      if isReport, scene.before != .ok {
        insert(reply, shown: Self.error, Self.error, .anyError, .note)
      }
    }
    if isReport { insert(.data6, shown: Self.error, Self.error, StatusSet(.ok), .warning) }
  }

  /// AMB-11: the device may refuse a block. errSTALLEDPKT is for requests that are not expected
  /// (6.1.2), so that it is a note for a block. The end of a download may come too early, and is
  /// then not expected.
  private mutating func tellRefusal() {
    let isEnd = scene.event == "DNLOAD_ZERO"
    let unexpected = StatusSet(.errSTALLEDPKT)
    insert(.stall, Self.error, .anyError.subtracting(unexpected), .pass)
    insert(.stall, Self.error, unexpected, isEnd ? .pass : .note)
  }

  /// AMB-16: only a device that stalls the request in appIDLE may stall it in appDETACH.
  private mutating func tellOptional() {
    let fact: Fact =
      scene.event == "GETSTATUS" ? .answersGetStatusInAppIDLE : .answersGetStateInAppIDLE
    guard scene.event.hasPrefix("GETSTAT"), scene.state == "appDETACH", scene.isKnown(fact, false)
    else { return }
    insert(.stall, .appDETACH, StatusSet(scene.before), .note)
    insert(.stall, .appIDLE, StatusSet(scene.before), .note)
  }

  /// Whether a line lets the device accept the request in this state.
  private var isTaken: Bool {
    scene.lines.contains {
      ["ACK", "DATA_FULL", "DATA_SHORT"].contains($0.response) && $0.reading.isEmpty
    }
  }

  /// AMB-05 and AMB-19: allows other states in the answer.
  ///
  /// A state may still be shown after its timer has run out, or may end before. A state that the
  /// request itself ends may still be shown; this is against the text.
  private mutating func tellBusy() {
    guard scene.event.hasPrefix("GETSTAT") else { return }
    let reply = scene.event == "GETSTATUS" ? Reply.data6 : .data1
    for busy in ["dfuDNBUSY", "dfuMANIFEST"] {
      guard let shown = State(name: busy), scene.isKnown(.busyShown, true),
        Facts.shared.lines(busy, "POLL_TIMEOUT").contains(where: { $0.next == scene.state })
      else { continue }
      insert(reply, shown: shown, shown, StatusSet(.ok), .note)
    }
    let isAway = scene.state == "dfuMANIFEST" && scene.isKnown(.bitManifestationTolerant, false)
    // Such a device cannot answer while it manifests (6.1.2, p. 22).
    if isAway { insert(.silence, .dfuMANIFEST, StatusSet(.ok), .note) }
    guard reply == .data6 else { return }
    if isAway {
      insert(
        .data6, shown: .dfuMANIFESTWAITRESET, .dfuMANIFESTWAITRESET, StatusSet(.ok), .note)
    }
    let strict = scene.lines.filter { $0.reading.isEmpty && $0.next != "dfuERROR" }
      .compactMap { State(name: $0.next) }.filter { $0 != .dfuIDLE }
    guard scene.state.hasSuffix("-SYNC") else { return }
    if scene.isKnown(.bitManifestationTolerant, false) {
      // AMB-06.
      insert(.data6, shown: .dfuIDLE, .dfuIDLE, StatusSet(.ok), .violation)
    }
    for next in strict + [state] { insert(.data6, shown: state, next, StatusSet(.ok), .violation) }
  }

  // MARK: - Requests that no line defines

  /// AMB-08: allows any answer, and any state that an UPLOAD leads to.
  private mutating func tellEmpty() {
    for next in uploadStates { tellAnyAnswer(next, StatusSet(.ok)) }
    tellAnyAnswer(Self.error, .all)
  }

  /// AMB-18: allows any answer. The device may accept the request or refuse it; or the request has
  /// no effect on a download.
  private mutating func tellOverlong() {
    if scene.event == "UPLOAD" {
      for next in uploadStates { tellAnyAnswer(next, StatusSet(.ok)) }
    } else {
      for line in scene.lines where line.response != "STALL" || line.status == "unchanged" {
        if let next = State(name: line.next) { tellAnyAnswer(next, StatusSet(.ok)) }
      }
    }
    tellAnyAnswer(Self.error, .anyError)
  }

  private var uploadStates: [State] {
    ["dfuIDLE", "dfuUPLOAD-IDLE"].flatMap { Facts.shared.lines($0, "UPLOAD") }
      .filter { $0.response.hasPrefix("DATA") }.compactMap { State(name: $0.next) }
  }

  private mutating func tellAnyAnswer(_ next: State, _ codes: StatusSet) {
    for reply in Reply.answers {
      insert(reply, shown: reply == .data6 || reply == .data1 ? next : nil, next, codes, .note)
    }
  }

  /// AMB-29: the device may accept the request as if its fields were correct, refuse it, or ignore
  /// it.
  private mutating func tellOdd() {
    let own = StatusSet(scene.before)
    tellAnyAnswer(state, own)
    switch scene.state {
    case "appIDLE":
      if scene.event == "DETACH" { tellAnyAnswer(.appDETACH, own) }
    case "appDETACH": tellAnyAnswer(.appIDLE, own)
    case "dfuMANIFEST-WAIT-RESET":
      insert(.silence, state, own, .note)
      tellAnyAnswer(Self.error, .anyError)
    case "dfuERROR":
      tellAnyAnswer(Self.error, StatusSet(.errSTALLEDPKT))
      if scene.event == "CLRSTATUS" { tellAnyAnswer(.dfuIDLE, StatusSet(.ok)) }
    default:
      tellAnyAnswer(Self.error, .anyError)
      // A.2.8 r3 is the only way into dfuMANIFEST-WAIT-RESET; it is for intolerant devices.
      let isTolerant = scene.isKnown(.bitManifestationTolerant, true)
      for next in led where !(isTolerant && next == .dfuMANIFESTWAITRESET) {
        tellAnyAnswer(next, StatusSet(.ok))
      }
    }
  }

  /// The states after the request, taken from the states that accept it. For GETSTATUS: from the
  /// current state, and from the state that its timer leads to.
  private var led: [State] {
    let taking: [String] =
      switch scene.event {
      case "CLRSTATUS", "ABORT": Facts.dfuStates
      case "DNLOAD_DATA", "DNLOAD_ZERO": ["dfuIDLE", "dfuDNLOAD-IDLE"]
      case "UPLOAD": ["dfuIDLE", "dfuUPLOAD-IDLE"]
      case "GETSTATUS":
        [scene.state] + Facts.shared.lines(scene.state, "POLL_TIMEOUT").map(\.next)
      default: []
      }
    if scene.event != "CLRSTATUS", scene.event != "ABORT", !taking.contains(scene.state) {
      return []
    }
    let events = scene.event.hasPrefix("DNLOAD") ? ["DNLOAD_DATA", "DNLOAD_ZERO"] : [scene.event]
    return taking.flatMap { state in events.flatMap { Facts.shared.lines(state, $0) } }
      .filter { $0.response == "ACK" || $0.response.hasPrefix("DATA") }
      .compactMap { State(name: $0.next) }.filter { $0 != Self.error }
  }
}
