package import DFU
import USB

/// A trace written as text, one exchange or event a line; the form of the checker's scenarios.
///
///     dfu dnload upload tolerant size=64 detach=1000   # descriptors: DFU mode
///     GETSTATUS -> OK 0 dfuIDLE
///     DNLOAD 0 64 -> ACK
///     +2 GETSTATUS -> OK 5 dfuDNBUSY ; host H10
///
/// `+N` waits N milliseconds first (1 by default); an answer takes 0.1 ms, or `/N` ms when the
/// reply ends so. Requests: DETACH ms, DNLOAD n len, UPLOAD n len, GETSTATUS, CLRSTATUS,
/// GETSTATE, ABORT, RAW tt rr vvvv iiii llll (hex); `@i` at the end sets wIndex. Replies: ACK,
/// STALL, HANG ms, CANCEL ms, UNKNOWN, EITHER, GONE, OVERFLOW, `STATUS poll STATE`, `state STATE`,
/// `bytes n`, `hex …`. Events: run-time …, dfu …, configured n [hidden], interface n, reset, left,
/// attached [reset|left], gap, end; `gap F` is told late: something is missing behind frame F.
package struct Transcript: Sendable {
  /// The observations in order. Frames count from 1, with two for each exchange.
  package var observations: [Observation] = []
  /// The trimmed text after `;` in each observation's line; empty when there is none.
  package var remarks: [String] = []

  /// A line that cannot be read.
  package struct Failure: Error, CustomStringConvertible {
    package var line: Int
    package var text: String
    package var description: String { "transcript line \(line): cannot read '\(text)'" }
  }

  private var frame = 1
  private var clock: Int64 = 1_000_000_000
  private let device = DeviceAddress(bus: 1, address: 5)
  private var interface: UInt16 = 0

  /// Reads a transcript.
  package init(_ text: String) throws {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let parts = line.split(separator: ";", maxSplits: 1)
      let words = (parts.first ?? "").split(separator: "#", omittingEmptySubsequences: false)[0]
        .split(separator: " ").map(String.init)
      guard !words.isEmpty else { continue }
      guard let event = read(words) else { throw Failure(line: index + 1, text: String(line)) }
      observations.append(event)
      remarks.append(
        parts.count > 1 ? parts[1].split(separator: " ").joined(separator: " ") : "")
    }
  }

  private mutating func read(_ words: [String]) -> Observation? {
    var words = words
    clock += 1_000_000
    if let first = words.first, first.hasPrefix("+"), let wait = Double(first.dropFirst()) {
      clock += Int64(wait * 1e6) - 1_000_000
      words.removeFirst()
    }
    let at = Moment(frame: frame, nanoseconds: clock)
    guard let arrow = words.firstIndex(of: "->") else {
      frame += 1
      let isLate = words.count > 1 && words[0] == "gap"
      let place = isLate ? Moment(frame: Int(words[1]) ?? 0, nanoseconds: 0) : at
      guard let event = event(words) else { return nil }
      var observation = Observation(event, at: place)
      observation.mayHideArrival = words.last == "hidden"
      return observation
    }
    guard let setup = setup(Array(words[..<arrow])),
      let transfer = transfer(setup, Array(words[(arrow + 1)...]), at)
    else { return nil }
    frame += transfer.completed == nil ? 1 : 2
    return Observation(.exchange(transfer), at: at)
  }

  // MARK: - Events

  private mutating func event(_ words: [String]) -> Observation.Event? {
    let number = words.count > 1 ? Int(words[1]) : nil
    switch words[0] {
    case "run-time", "dfu": return described(words)
    case "configured": return .configured(value: UInt8(number ?? 1))
    case "interface": return .interfaceSet(alternate: UInt16(number ?? 0))
    case "reset": return .reset(.portResetRequest)
    case "left": return .left(.portStatus)
    case "attached":
      switch words.dropFirst().first {
      case "reset": return .attached(.afterReset)
      case "left": return .attached(.afterLeaving)
      default: return .attached(.unexplained)
      }
    case "gap": return .gap(.unpaired)
    case "end": return .end
    default: return nil
    }
  }

  private mutating func described(_ words: [String]) -> Observation.Event {
    func value(_ key: String) -> UInt16? {
      words.first { $0.hasPrefix(key + "=") }.flatMap { word in
        let text = word.dropFirst(key.count + 1)
        return text.hasPrefix("0x") ? UInt16(text.dropFirst(2), radix: 16) : UInt16(text)
      }
    }
    var attributes: FunctionalDescriptor.Attributes = []
    if words.contains("dnload") { attributes.insert(.canDnload) }
    if words.contains("upload") { attributes.insert(.canUpload) }
    if words.contains("tolerant") { attributes.insert(.manifestationTolerant) }
    if words.contains("will-detach") { attributes.insert(.willDetach) }
    let isRunTime = words[0] == "run-time"
    interface = value("interface") ?? 0
    let functional = FunctionalDescriptor(
      attributes: attributes, detachTimeoutMilliseconds: value("detach") ?? 1000,
      transferSize: value("size") ?? 64, version: value("version") ?? 0x0110)
    return .described(
      DescriptorSet(
        device: .init(
          maxPacketSize0: UInt8(value("packet") ?? 64), vendor: value("vendor") ?? 0x20B1,
          product: value("product") ?? (isRunTime ? 0x0008 : 0x0009),
          deviceVersion: value("release") ?? 0x0100),
        interfaceCount: UInt8(value("interfaces") ?? 1),
        alternates: [.init(number: UInt8(interface), interfaceProtocol: isRunTime ? 1 : 2)],
        functionals: [functional]))
  }

  // MARK: - Exchanges

  private func setup(_ words: [String]) -> SetupPacket? {
    var words = words
    var index = interface
    if let last = words.last, last.hasPrefix("@"), let wanted = UInt16(last.dropFirst()) {
      index = wanted
      words.removeLast()
    }
    func number(_ at: Int) -> UInt16? { words.count > at ? UInt16(words[at]) : nil }
    func hex(_ at: Int) -> UInt16? { words.count > at ? UInt16(words[at], radix: 16) : nil }
    switch words[0] {
    case "DETACH": return ClassRequest.detach.setup(value: number(1) ?? 1000, interface: index)
    case "DNLOAD":
      return ClassRequest.dnload.setup(
        value: number(1) ?? 0, interface: index, length: number(2) ?? 0)
    case "UPLOAD":
      return ClassRequest.upload.setup(
        value: number(1) ?? 0, interface: index, length: number(2) ?? 64)
    case "GETSTATUS":
      return ClassRequest.getStatus.setup(
        value: number(1) ?? 0, interface: index, length: number(2) ?? 6)
    case "CLRSTATUS": return ClassRequest.clrStatus.setup(interface: index)
    case "GETSTATE": return ClassRequest.getState.setup(interface: index, length: 1)
    case "ABORT": return ClassRequest.abort.setup(interface: index)
    case "RAW":
      guard let type = hex(1), let request = hex(2), let value = hex(3), let index = hex(4),
        let length = hex(5)
      else { return nil }
      return SetupPacket(
        requestType: RequestType(rawValue: UInt8(truncatingIfNeeded: type)),
        request: UInt8(truncatingIfNeeded: request), value: value, index: index, length: length)
    default: return nil
    }
  }

  private mutating func transfer(
    _ setup: SetupPacket, _ words: [String], _ at: Moment
  ) -> ControlTransfer? {
    var words = words
    var taken = 0.1
    if let last = words.last, last.hasPrefix("/"), let time = Double(last.dropFirst()) {
      taken = time
      words.removeLast()
    }
    guard let first = words.first else { return nil }
    if first == "HANG" || first == "CANCEL" { taken = Double(words.last ?? "") ?? 5000 }
    let end = Moment(frame: at.frame + 1, nanoseconds: clock + Int64(taken * 1e6))
    var transfer = ControlTransfer(
      device: device, setup: setup, outcome: .acknowledged, submitted: at, completed: end)
    let out = setup.requestType.direction == .hostToDevice
    if out { transfer.data = [UInt8](repeating: 0x5A, count: Int(setup.length)) }
    guard fill(&transfer, words) else { return nil }
    transfer.actualLength = transfer.actualLength ?? transfer.data.count
    if transfer.outcome == .unknown { transfer.completed = nil } else { clock = end.nanoseconds }
    return transfer
  }

  private func fill(_ transfer: inout ControlTransfer, _ words: [String]) -> Bool {
    switch words[0] {
    case "ACK": break
    case "STALL": transfer.outcome = .stalled
    case "HANG": transfer.outcome = .timedOut
    case "CANCEL": transfer.outcome = .cancelled
    case "UNKNOWN": transfer.outcome = .unknown
    case "EITHER": transfer.outcome = .acknowledgedOrStalled
    case "GONE": transfer.outcome = .disconnected
    case "OVERFLOW": transfer.outcome = .overflowed
    case "bytes": transfer.data = [UInt8](repeating: 0xA5, count: Int(words[1]) ?? 0)
    case "hex": transfer.data = words.dropFirst().compactMap { UInt8($0, radix: 16) }
    case "state":
      guard let state = State(name: words[1]) else { return false }
      transfer.data = [state.rawValue]
    default:
      guard words.count == 3, let status = Status(name: words[0]), let poll = UInt32(words[1]),
        let state = State(name: words[2])
      else { return false }
      transfer.data =
        StatusReport(
          rawStatus: status.rawValue, pollTimeoutMilliseconds: poll, rawState: state.rawValue
        ).bytes
    }
    return true
  }
}
