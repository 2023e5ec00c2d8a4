import DFU
import Foundation
import SpecTable

/// One request or event in one state, in the terms of the facts.
struct FactsScene {
  var state: String
  var event: String
  /// The known facts, with their values. A fact that is missing here is unknown.
  var known: [Fact: Bool]
  var before: Status

  /// The lines that apply to the scene.
  var lines: [Facts.Line] { lines(in: state) }

  func lines(in state: String) -> [Facts.Line] {
    Facts.shared.lines(state, event).filter { line in
      line.condition.components(separatedBy: " && ").allSatisfy { holds($0, state) }
    }
  }

  private static let conditions: [String: (Fact, Bool)] = [
    "bitCanDnload==1": (.bitCanDnload, true), "bitCanDnload==0": (.bitCanDnload, false),
    "bitCanUpload==1": (.bitCanUpload, true), "bitCanUpload==0": (.bitCanUpload, false),
    "bitWillDetach==1": (.bitWillDetach, true), "bitWillDetach==0": (.bitWillDetach, false),
    "bitManifestationTolerant==1": (.bitManifestationTolerant, true),
    "bitManifestationTolerant==0": (.bitManifestationTolerant, false),
    "wLength>0": (.wLengthNotZero, true), "wLength==0": (.wLengthNotZero, false),
    "wLength>wTransferSize": (.withinTransferSize, false),
    "wValue>wDetachTimeOut": (.timeoutWithinDescriptor, false),
    "configured==1": (.configured, true),
    // Every device goes through dfuMANIFEST (section 7). The manifestation cannot be over
    // before this state was shown.
    "manifest_in_progress==0": (.busyShown, true),
  ]

  /// Whether a part of a condition can hold.
  private func holds(_ part: String, _ state: String) -> Bool {
    // Never holds: when the timer does not run, it has already led to appIDLE, or the device
    // leaves by itself.
    if part == "detach_timer_running==0" { return false }
    guard let (fact, wanted) = Self.conditions[part], let known = known[fact] else { return true }
    return known == wanted
  }

  /// The facts that the conditions of these lines use.
  static func asked(_ state: String, _ event: String) -> Set<Fact> {
    Set(
      Facts.shared.lines(state, event).flatMap { line in
        line.condition.components(separatedBy: " && ").compactMap { conditions[$0]?.0 }
      })
  }

  func isKnown(_ fact: Fact, _ holds: Bool) -> Bool { known[fact] == holds }

  /// All scenes that a row of the table stands for.
  static func all(of row: Row) -> [FactsScene] {
    var known = [Fact: Bool](uniqueKeysWithValues: row.when.map { ($0.fact, $0.holds) })
    for fact in [Fact.standardFields, .withinTransferSize, .timeoutWithinDescriptor, .configured]
    where known[fact] == nil { known[fact] = true }
    return events(of: row.trigger, known).flatMap { event in
      let free = asked(row.state.name, event).union([.busyShown]).filter { known[$0] == nil }
      return assignments(of: Array(free), from: known).flatMap { known in
        row.statusesBefore.map {
          FactsScene(state: row.state.name, event: event, known: known, before: $0)
        }
      }
    }
  }

  private static func events(of trigger: Trigger, _ known: [Fact: Bool]) -> [String] {
    switch trigger {
    case .event(let event): return [event.rawValue]
    case .request("DFU_DNLOAD"):
      switch known[.wLengthNotZero] {
      case true?: return ["DNLOAD_DATA"]
      case false?: return ["DNLOAD_ZERO"]
      case nil: return ["DNLOAD_DATA", "DNLOAD_ZERO"]
      }
    case .request(let name): return [name.hasPrefix("DFU_") ? String(name.dropFirst(4)) : name]
    }
  }

  private static func assignments(
    of free: [Fact], from known: [Fact: Bool]
  ) -> [[Fact: Bool]] {
    free.reduce([known]) { cases, fact in
      cases.flatMap { known in
        [true, false].map { known.merging([fact: $0]) { $1 } }
      }
    }
  }
}
