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
  package var rows: [Row]
  package var obligations: [Obligation]
  package var timing: [TimingRule]
  package var descriptors: [DescriptorRule]
  /// The ambiguities of the specification, by `AMB-nn`, and the deviations that overlays
  /// declare, by their own ids.
  package var readings: [Reading]
  /// What the specification says and no rule can hold.
  package var omissions: [Omission]
  /// What the overlays declare, and the rules that this is known to break.
  package var deviations: [Deviation]
  package var breaches: [DeclaredBreach]

  package init(
    id: String, title: String = "", sources: [Source] = [], requests: [RequestDefinition],
    rows: [Row], obligations: [Obligation], timing: [TimingRule], descriptors: [DescriptorRule],
    readings: [Reading], omissions: [Omission] = [], deviations: [Deviation] = [],
    breaches: [DeclaredBreach] = []
  ) {
    self.id = id
    self.title = title
    self.sources = sources
    self.requests = requests
    self.rows = rows
    self.obligations = obligations
    self.timing = timing
    self.descriptors = descriptors
    self.readings = readings
    self.omissions = omissions
    self.deviations = deviations
    self.breaches = breaches
  }
}

extension Table {
  /// The deviation that declares a breach of the rule `id`, by its path; nil when none does.
  ///
  /// `value` is that of a descriptor field, `request` the one that was judged.
  package func declaration(of id: String, value: UInt32?, request: String?) -> String? {
    breaches.first { breach in
      breach.rule == id
        && (breach.values.isEmpty || value.map(breach.values.contains) ?? false)
        && (breach.requests.isEmpty || request.map(breach.requests.contains) ?? false)
    }?.deviation
  }
}
