import DFU
import Foundation
import USB

/// Judges a device by the CSV lines of the facts; keeps a set of possible (state, bStatus) pairs.
///
/// Written from the facts alone, and as simple as possible although this is slow. The tests
/// compare the checker with it.
struct FactsDevice {
  struct Member: Hashable {
    var state: String
    /// The bStatus; nil: any error code.
    var status: String?
  }

  private static let order = ["pass", "note", "inconclusive", "warning", "violation"]

  var members: Set<Member>
  var set: DescriptorSet?
  /// When the busy time of the last answer ends that showed dfuDNBUSY or dfuMANIFEST, in
  /// nanoseconds; nil: no such answer.
  private var busyUntil: Int64?
  private var detachedAt: Int64?
  private let facts = Facts.shared

  init(members: Set<Member>, set: DescriptorSet?) {
    self.members = members
    self.set = set
  }

  var states: Set<String> { Set(members.map(\.state)) }

  /// The event of the A.2 tables that the request is.
  static func event(_ setup: SetupPacket) -> String {
    switch ClassRequest(setup) {
    case .detach?: "DETACH"
    case .dnload?: setup.length == 0 ? "DNLOAD_ZERO" : "DNLOAD_DATA"
    case .upload?: "UPLOAD"
    case .getStatus?: "GETSTATUS"
    case .clrStatus?: "CLRSTATUS"
    case .getState?: "GETSTATE"
    case .abort?: "ABORT"
    case nil: "UNKNOWN_CLASS_REQUEST"
    }
  }

  /// Applies the timers that have run out before a request (A.2.2 r4, A.2.5 r2, A.2.8 r2, r3).
  mutating func passTime(to now: Int64, tolerance: Int64) {
    // When the DETACH is not in the capture, its timer may run out at any moment.
    if detachedAt == nil, states.contains("appDETACH") {
      members.insert(Member(state: "appIDLE", status: "OK"))
    }
    guard let busyUntil, now >= busyUntil - tolerance else { return }
    let isTolerant = set?.functional?.attributes.contains(.manifestationTolerant) ?? true
    let moved = Set(
      members.map { member -> Member in
        switch member.state {
        case "dfuDNBUSY": Member(state: "dfuDNLOAD-SYNC", status: member.status)
        case "dfuMANIFEST":
          Member(
            state: isTolerant ? "dfuMANIFEST-SYNC" : "dfuMANIFEST-WAIT-RESET",
            status: member.status)
        default: member
        }
      })
    members = now >= busyUntil + tolerance ? moved : members.union(moved)
  }

  /// Judges one exchange and updates the set of possible pairs.
  mutating func judge(_ transfer: ControlTransfer, fieldsAreStandard: Bool) -> String {
    defer { remember(transfer) }
    if !fieldsAreStandard { return judgeOdd(transfer) }
    var found: [(verdict: String, member: Member)] = []
    for member in members {
      found += outcomes(of: member, transfer)
    }
    let best = found.map { Self.order.firstIndex(of: $0.verdict) ?? 0 }.min()
    guard let best else {
      members = relearned(transfer)
      return "violation"
    }
    let kept = best < 4 ? found.filter { $0.verdict != "violation" } : found
    members = Set(kept.map(\.member))
    return Self.order[best]
  }

  /// AMB-29: the device may answer or stall, and it may have accepted the request or not.
  private mutating func judgeOdd(_ transfer: ControlTransfer) -> String {
    if let shown = Self.shown(transfer) {
      members = [Member(state: shown.state, status: shown.status)]
    } else {
      for state in Facts.dfuStates {
        members.insert(Member(state: state, status: state == "dfuERROR" ? nil : "OK"))
      }
    }
    return "note"
  }

  // MARK: - Outcomes

  private func outcomes(
    of member: Member, _ transfer: ControlTransfer
  ) -> [(verdict: String, member: Member)] {
    let event = Self.event(transfer.setup)
    var found: [(verdict: String, member: Member)] = []
    for line in facts.lines(member.state, event) where holds(line.condition, transfer) {
      if let after = follow(line, member, transfer) { found.append((line.verdict, after)) }
    }
    return found + errorEdge(member, event, transfer)
  }

  /// The outcomes of the error edge (Figure A.1 and 6.1.3).
  private func errorEdge(
    _ member: Member, _ event: String, _ transfer: ControlTransfer
  ) -> [(verdict: String, member: Member)] {
    let error = Member(state: "dfuERROR", status: nil)
    if transfer.outcome == .stalled {
      let isAccepted = facts.lines(member.state, event).contains {
        ["ACK", "DATA_FULL", "DATA_SHORT"].contains($0.response) && $0.verdict == "pass"
          && holds($0.condition, nil, transfer)
      }
      let hasData = event.hasPrefix("DNLOAD") || event == "UPLOAD"
      return isAccepted && hasData ? [("pass", error)] : []
    }
    if let shown = Self.shown(transfer), let code = shown.status, code != "OK",
      shown.state == "appIDLE", member.state == "appIDLE"
    {
      // In run-time mode no line defines the code, and no line explains an error.
      return [("note", Member(state: "appIDLE", status: code))]
    }
    guard let shown = Self.shown(transfer), shown.state == "dfuERROR",
      Facts.dfuStates.contains(member.state), member.state != "dfuERROR",
      member.state != "dfuMANIFEST-WAIT-RESET"
    else { return codeInError(member, transfer) }
    let verdict = member.state == "dfuIDLE" ? "note" : "pass"
    if shown.status == "OK" { return [("warning", Member(state: "dfuERROR", status: "OK"))] }
    return [(verdict, Member(state: "dfuERROR", status: shown.status))]
  }

  /// Another code in dfuERROR; AMB-25 where it is OK.
  private func codeInError(
    _ member: Member, _ transfer: ControlTransfer
  ) -> [(verdict: String, member: Member)] {
    guard let shown = Self.shown(transfer), shown.state == "dfuERROR", member.state == "dfuERROR",
      let code = shown.status
    else { return [] }
    if code != "OK", member.status == "OK" { return [] }
    // Figure A.1: another error may come in dfuERROR too.
    return [(code == "OK" ? "warning" : "note", Member(state: "dfuERROR", status: code))]
  }

  /// The pair after a line, if the reply is the line's reply; nil when it is not.
  private func follow(
    _ line: Facts.Line, _ member: Member, _ transfer: ControlTransfer
  ) -> Member? {
    let next = line.next == "as strict" ? "" : line.next
    guard Facts.states.contains(next), replies(line.response, transfer) else { return nil }
    let codes = statuses(line.status, member)
    if line.response == "DATA6" {
      guard let shown = Self.shown(transfer), shown.state == next,
        let status = shown.status, codes?.contains(status) ?? (status != "OK")
      else { return nil }
      if next == "dfuERROR", status == "OK" { return nil }
      return Member(state: next, status: status)
    }
    if line.response == "DATA1" {
      guard let shown = Self.shown(transfer), shown.state == next else { return nil }
    }
    guard let codes else { return Member(state: next, status: nil) }
    return Member(state: next, status: codes.first)
  }

  private func replies(_ response: String, _ transfer: ControlTransfer) -> Bool {
    let length = transfer.actualLength ?? -1
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    switch response {
    case "ACK": return transfer.outcome == .acknowledged && !isIn
    case "STALL": return transfer.outcome == .stalled
    case "DATA6", "DATA1": return transfer.outcome == .acknowledged
    case "DATA_FULL":
      return transfer.outcome == .acknowledged && length == Int(transfer.setup.length)
    case "DATA_SHORT":
      return transfer.outcome == .acknowledged && length < Int(transfer.setup.length)
    case "DATA_FULL or DATA_SHORT": return transfer.outcome == .acknowledged
    case "UNSPECIFIED": return true
    default: return false
    }
  }

  /// The codes that the text of a status allows; nil: any error code.
  private func statuses(_ text: String, _ member: Member) -> [String]? {
    if text.hasPrefix("unchanged") { return member.status.map { [$0] } }
    if text == "OK" { return ["OK"] }
    if text.hasSuffix("*") || text == "errXXX" { return nil }
    let named = text.components(separatedBy: " or ")
    return named.allSatisfy(Facts.statuses.contains) ? named : nil
  }

  // MARK: - Conditions

  private func holds(_ condition: String, _ transfer: ControlTransfer) -> Bool {
    holds(condition, transfer.actualLength, transfer)
  }

  /// Whether all known parts of a condition hold. `sent`: the bytes sent; nil: not tested.
  private func holds(_ condition: String, _ sent: Int?, _ transfer: ControlTransfer) -> Bool {
    condition.components(separatedBy: " && ").allSatisfy { part in
      let attributes = set?.functional?.attributes
      let length = Int(transfer.setup.length)
      switch part {
      case "bitCanDnload==1": return attributes?.contains(.canDnload) ?? true
      case "bitCanDnload==0": return !(attributes?.contains(.canDnload) ?? false)
      case "bitCanUpload==1": return attributes?.contains(.canUpload) ?? true
      case "bitCanUpload==0": return !(attributes?.contains(.canUpload) ?? false)
      case "bitWillDetach==1": return attributes?.contains(.willDetach) ?? true
      case "bitWillDetach==0": return !(attributes?.contains(.willDetach) ?? false)
      case "bitManifestationTolerant==1":
        return attributes?.contains(.manifestationTolerant) ?? true
      case "bitManifestationTolerant==0":
        return !(attributes?.contains(.manifestationTolerant) ?? false)
      case "wLength>0": return length > 0
      case "wLength==0": return length == 0
      case "sent==wLength": return sent.map { $0 == length } ?? true
      case "sent<wLength": return sent.map { $0 < length } ?? true
      case "wLength>wTransferSize":
        return set?.functional.map { length > Int($0.transferSize) } ?? true
      case "wValue>wDetachTimeOut":
        return set?.functional.map { transfer.setup.value > $0.detachTimeoutMilliseconds } ?? true
      default: return true
      }
    }
  }

  // MARK: - What is seen

  /// The state that an answer shows; for a status report also the code.
  static func shown(_ transfer: ControlTransfer) -> (state: String, status: String?)? {
    guard let state = shownState(transfer) else { return nil }
    guard ClassRequest(transfer.setup) == .getStatus else { return (state, nil) }
    guard Facts.statuses.indices.contains(Int(transfer.data[0])) else { return nil }
    return (state, Facts.statuses[Int(transfer.data[0])])
  }

  /// The state that an answer shows; nil when its length is wrong.
  static func shownState(_ transfer: ControlTransfer) -> String? {
    guard transfer.outcome == .acknowledged else { return nil }
    let byte: UInt8
    switch ClassRequest(transfer.setup) {
    case .getStatus? where transfer.data.count == 6: byte = transfer.data[4]
    case .getState? where transfer.data.count == 1: byte = transfer.data[0]
    default: return nil
    }
    return Facts.states.indices.contains(Int(byte)) ? Facts.states[Int(byte)] : nil
  }

  private func relearned(_ transfer: ControlTransfer) -> Set<Member> {
    if let shown = Self.shown(transfer) {
      return [Member(state: shown.state, status: shown.status)]
    }
    return members.union(
      Facts.dfuStates.map { Member(state: $0, status: $0 == "dfuERROR" ? nil : "OK") })
  }

  private mutating func remember(_ transfer: ControlTransfer) {
    if ClassRequest(transfer.setup) == .detach, transfer.outcome == .acknowledged {
      detachedAt = transfer.ended.nanoseconds
    }
    guard ClassRequest(transfer.setup) == .getStatus, let shown = Self.shown(transfer),
      let report = StatusReport(transfer.data)
    else { return }
    let isBusy = shown.state == "dfuDNBUSY" || shown.state == "dfuMANIFEST"
    busyUntil =
      isBusy
      ? transfer.ended.nanoseconds + Int64(report.pollTimeoutMilliseconds) * 1_000_000 : nil
  }
}
