// SpecTable: the rules as data, and the words that they are made of.
//
// It reads YAML (`Reading/`), merges overlays, refuses a table that is not total or contradicts
// itself (`Checking/`), and tells a person what a rule says (`Explaining/`). `Prepared/` has the
// tables in the form that the program carries.
//
// It never looks at traffic: what a fact, a mark or a field is in it stands in the module
// `Evidence`, and the judging in `Checker`.
//
// Begin here, with `Model/`: `Table`, then `Row` with `Outcome`, `Obligation`, `TimingRule` and
// `DescriptorRule`. `Reading/SpecLibrary.swift` is how the others get a table.

package import DFU

/// The whole statement of what is allowed: a base table, or a base table with overlays merged
/// into it.
package struct Table: Hashable, Sendable {
  /// `dfu-1.1`, or the base's and overlays' ids joined by `+`.
  package var id: String
  /// What it states, in one line.
  package var title: String
  /// The documents that rules cite.
  package var sources: [Source]
  /// The requests that rows and obligations name.
  package var requests: [RequestDefinition]
  /// The state tables. For every state, request and assignment of the facts exactly one row speaks.
  package var rows: [Row]
  /// Duties of the host, and of the device where no row can hold them.
  package var obligations: [Obligation]
  /// Bounds on times.
  package var timing: [TimingRule]
  /// What fields of descriptors have to be.
  package var descriptors: [DescriptorRule]
  /// The ambiguities of the specification, by `AMB-nn`, and the deviations that overlays
  /// declare, by their own ids.
  package var readings: [Reading]
  /// Statements of the specification that no rule holds, with the reasons.
  package var omissions: [Omission]
  /// What the overlays declare.
  package var deviations: [Deviation]
  /// The rules, other than rows, that the deviations are known to break.
  package var breaches: [DeclaredBreach]
  /// The duties that overlays take back or replace.
  package var withdrawals: [Withdrawal] = []
}

extension Table {
  /// The path of the deviation that declares a breach of the rule `id`; nil when none does.
  ///
  /// `value` is that of a descriptor field, `request` the name of the request that was judged,
  /// `states` those that the device may have been in, `admits` whether facts may hold.
  package func declaration(
    of id: String, value: UInt32?, request: String?, in states: StateSet,
    admits: ([Condition]) -> Bool
  ) -> String? {
    breaches.first { breach in
      breach.rule == id
        && (breach.values.isEmpty || value.map(breach.values.contains) ?? false)
        && (breach.requests.isEmpty || request.map(breach.requests.contains) ?? false)
        && (breach.states == .all || breach.states.overlaps(states)) && admits(breach.when)
    }?.deviation
  }
}
