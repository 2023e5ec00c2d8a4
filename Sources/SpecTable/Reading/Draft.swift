import DFU

/// A table being put together, with the places where its parts are written.
struct Draft: Sendable {
  /// The file of the base table.
  let file: String
  var id: String
  let title: String
  private let implied: [Fact]
  private(set) var sources = Section<Source>()
  private(set) var requests = Section<RequestDefinition>()
  private(set) var readings = Section<Reading>()
  private(set) var rows = Section<Row>()
  private(set) var obligations = Section<Obligation>()
  private(set) var timing = Section<TimingRule>()
  private(set) var descriptors = Section<DescriptorRule>()
  private(set) var omissions = Section<Omission>()
  private(set) var deviations = Section<Deviation>()
  private(set) var breaches: [DeclaredBreach] = []
  private var withdrawals: [Withdrawal] = []

  private static let tableSchema = "dfutrace.table/1"

  private static let sections = [
    "sources", "requests", "readings", "rows", "obligations", "timing", "descriptors",
    "omissions",
  ]

  /// Reads a base table. Throws where it is not in the form of `specs/README.md`.
  init(table node: SpecNode, file: String) throws(TableError) {
    let fields = try Fields(
      node, "the table", at: Place(file: file, line: 1),
      allowed: ["schema", "table", "title", "implied"] + Self.sections)
    try fields.schema([Self.tableSchema])
    self.file = file
    id = try fields.requiredText("table")
    title = try fields.requiredText("title")
    implied = try fields.names("implied", Names.facts)
    for key in ["requests", "rows"] { _ = try fields.required(key) }
    try take(fields, .add, namespace: "dfu")
  }

  /// What an overlay does with the parts that it lists.
  private enum Change { case add, replace }

  /// Merges an overlay: what it adds, replaces, removes and declares, in this order.
  mutating func merge(_ overlay: Overlay) throws(TableError) {
    id += "+" + overlay.profile.name
    let known = requests.entries.count
    let duties = obligations.entries
    for (key, change) in [("add", Change.add), ("replace", .replace)] {
      guard let node = overlay.fields.node(key) else { continue }
      let fields = try Fields(node, key, at: overlay.fields.place, allowed: Self.sections)
      try take(fields, change, namespace: overlay.profile.namespace)
    }
    for request in requests.entries.dropFirst(known) where request.isOfClass {
      try admit(request, at: requests.places[request.name] ?? overlay.fields.place)
    }
    if let node = overlay.fields.node("remove") {
      try remove(
        Fields(
          node, "remove", at: overlay.fields.place, allowed: Self.sections + ["declares"]),
        by: overlay.profile)
    }
    noteReplaced(duties, by: overlay.profile)
    for request in requests.entries.dropFirst(known) where request.isOfClass {
      try oblige(request, at: requests.places[request.name] ?? overlay.fields.place)
    }
    let reader = reader(overlay.profile.namespace)
    for node in try overlay.fields.nodes("declares") {
      try declare(reader.deviation(node, at: overlay.fields.place))
    }
  }

  /// Gives a class request that an overlay has named the rows and times of one that has no name: a
  /// name alone changes nothing.
  private mutating func admit(_ request: RequestDefinition, at place: Place) throws(TableError) {
    let (trigger, unknown) = (Trigger.request(request.name), RequestDefinition.unknownName)
    for var row in rows.entries.filter({ $0.trigger == .request(unknown) }) {
      row.id = row.id.withRequest(trigger.shortName, for: unknown)
      row.trigger = trigger
      row.then.removeAll { $0.deviation != nil }
      try rows.add(row, at: place)
    }
    for var rule in timing.entries where rule.to.contains(.request(unknown)) {
      rule.to.append(trigger)
      try timing.replace(with: rule, at: timing.places[rule.id] ?? place)
    }
  }

  /// Gives a class request that an overlay has named the duties about one that has no name.
  private mutating func oblige(_ request: RequestDefinition, at place: Place) throws(TableError) {
    let (trigger, unknown) = (Trigger.request(request.name), RequestDefinition.unknownName)
    for var duty in obligations.entries {
      let form = duty.form.withTriggers { $0.contains(.request(unknown)) ? $0 + [trigger] : $0 }
      guard form != duty.form else { continue }
      duty.form = form
      try obligations.replace(with: duty, at: obligations.places[duty.id] ?? place)
    }
  }

  /// Merges a deviation. Where an overlay below declares it too, the last form counts.
  private mutating func declare(_ draft: DeviationDraft) throws(TableError) {
    let deviation = draft.deviation
    let reading = Reading(
      id: deviation.id, device: .declared, host: nil, rule: deviation.says)
    if deviations.places[deviation.id] == nil {
      try deviations.add(deviation, at: draft.place)
      try readings.add(reading, at: draft.place)
    } else {
      try deviations.replace(with: deviation, at: draft.place)
      try readings.replace(with: reading, at: draft.place)
    }
    for amendment in draft.amendments {
      try rows.amend(amendment, by: draft, implied: implied)
    }
    breaches += draft.breaches
  }

  private func reader(_ namespace: String) -> RuleReader {
    RuleReader(
      namespace: namespace,
      requests: requests.entries.map(\.name) + [RequestDefinition.unknownName], implied: implied)
  }

  /// Notes which of the duties before an overlay it has replaced.
  private mutating func noteReplaced(_ before: [Obligation], by profile: Profile) {
    for old in before {
      guard let new = obligations.entries.first(where: { $0.id == old.id }), new != old else {
        continue
      }
      withdrawals.append(
        Withdrawal(
          id: old.id, base: old.path, path: new.path, says: new.says, evidence: profile.evidence))
    }
  }

  /// Takes a duty back. `node`: its id, or a map of the id and the reason.
  private mutating func withdraw(
    duty node: SpecNode, by profile: Profile, at place: Place
  ) throws(TableError) {
    let (id, because): (String, String?)
    if case .text(let text) = node.content {
      (id, because) = (text, nil)
    } else {
      let fields = try Fields(rule: node, "removal", at: place, allowed: ["id", "because"])
      (id, because) = (try fields.requiredText("id"), try fields.requiredText("because"))
    }
    if var old = obligations.entries.first(where: { $0.id == id }) {
      let base = old.path
      old.namespace = profile.namespace
      withdrawals.append(
        Withdrawal(id: id, base: base, path: old.path, says: because, evidence: profile.evidence))
    }
    try obligations.remove(id, at: place)
  }

  private mutating func remove(_ fields: Fields, by profile: Profile) throws(TableError) {
    func place(_ key: String) -> Place { fields.place(of: key) }
    for id in try fields.texts("sources") { try sources.remove(id, at: place("sources")) }
    for id in try fields.texts("requests") { try withdraw(id, at: place("requests")) }
    for id in try fields.texts("readings") { try readings.remove(id, at: place("readings")) }
    for id in try fields.texts("rows") {
      let ids =
        id.contains("{state}")
        ? State.allCases.map { state in id.filled { $0 == "state" ? state.name : nil } } : [id]
      try rows.remove(ids, at: place("rows"))
    }
    for node in try fields.nodes("obligations") {
      try withdraw(duty: node, by: profile, at: place("obligations"))
    }
    for id in try fields.texts("timing") { try timing.remove(id, at: place("timing")) }
    for id in try fields.texts("descriptors") {
      try descriptors.remove(id, at: place("descriptors"))
    }
    for id in try fields.texts("omissions") { try omissions.remove(id, at: place("omissions")) }
    for id in try fields.texts("declares") { try takeBack(id, at: place("declares")) }
  }

  /// Removes a request with its rows. It is then one that has no name.
  private mutating func withdraw(_ name: String, at place: Place) throws(TableError) {
    try requests.remove(name, at: place)
    rows.removeAll { $0.trigger == .request(name) }
    for var rule in timing.entries where rule.to.contains(.request(name)) {
      rule.to.removeAll { $0 == .request(name) }
      try timing.replace(with: rule, at: timing.places[rule.id] ?? place)
    }
  }

  /// Takes back what an overlay below declares, with all that it has changed.
  private mutating func takeBack(_ id: String, at place: Place) throws(TableError) {
    let path = deviations.entries.first { $0.id == id }?.path
    try deviations.remove(id, at: place)
    try readings.remove(id, at: place)
    for index in rows.entries.indices
    where rows.entries[index].then.contains(where: { $0.deviation == path }) {
      var row = rows.entries[index]
      row.then.removeAll { $0.deviation == path }
      rows.replace(index, with: row, at: rows.places[row.id] ?? place)
    }
    breaches.removeAll { $0.deviation == path }
  }

  private mutating func take(
    _ fields: Fields, _ change: Change, namespace: String
  ) throws(TableError) {
    for node in try fields.nodes("sources") {
      try Self.put(Source(node, fields.place(of: node)), &sources, change, fields, node)
    }
    for node in try fields.nodes("requests") {
      try Self.put(
        RequestDefinition(node, fields.place(of: node)), &requests, change, fields, node)
    }
    for node in try fields.nodes("readings") {
      try Self.put(Reading(node, fields.place(of: node)), &readings, change, fields, node)
    }
    for node in try fields.nodes("omissions") {
      try Self.put(Omission(node, fields.place(of: node)), &omissions, change, fields, node)
    }
    try takeRules(fields, change, reader(namespace))
  }

  private mutating func takeRules(
    _ fields: Fields, _ change: Change, _ reader: RuleReader
  ) throws(TableError) {
    for node in try fields.nodes("rows") {
      for row in try reader.rows(node, at: fields.place) {
        try Self.put(row, &rows, change, fields, node)
      }
    }
    for node in try fields.nodes("obligations") {
      try Self.put(reader.obligation(node, at: fields.place), &obligations, change, fields, node)
    }
    for node in try fields.nodes("timing") {
      try Self.put(reader.timing(node, at: fields.place), &timing, change, fields, node)
    }
    for node in try fields.nodes("descriptors") {
      try Self.put(reader.descriptor(node, at: fields.place), &descriptors, change, fields, node)
    }
  }

  private static func put<Entry: Identified>(
    _ entry: Entry, _ section: inout Section<Entry>, _ change: Change, _ fields: Fields,
    _ node: SpecNode
  ) throws(TableError) {
    var place = fields.place(of: node)
    place.rule = entry.id
    switch change {
    case .add: try section.add(entry, at: place)
    case .replace: try section.replace(with: entry, at: place)
    }
  }

  /// The finished table.
  var table: Table {
    Table(
      id: id, title: title, sources: sources.entries, requests: requests.entries,
      rows: rows.entries, obligations: obligations.entries, timing: timing.entries,
      descriptors: descriptors.entries, readings: readings.entries, omissions: omissions.entries,
      deviations: deviations.entries, breaches: breaches, withdrawals: withdrawals)
  }
}

// MARK: - The small parts

extension Source {
  fileprivate init(_ node: SpecNode, _ place: Place) throws(TableError) {
    let fields = try Fields(rule: node, "source", at: place, allowed: ["id", "title"])
    self.init(id: try fields.requiredText("id"), title: try fields.requiredText("title"))
  }
}

extension RequestDefinition {
  fileprivate init(_ node: SpecNode, _ place: Place) throws(TableError) {
    let fields = try Fields(
      node, "request", at: place, allowed: ["name", "bmRequestType", "bRequest"])
    guard let type = try fields.number("bmRequestType", as: UInt8.self) else {
      throw .missingKey(fields.place, key: "bmRequestType")
    }
    guard let request = try fields.number("bRequest", as: UInt8.self) else {
      throw .missingKey(fields.place, key: "bRequest")
    }
    self.init(name: try fields.requiredText("name"), requestType: type, request: request)
  }
}

extension Reading {
  fileprivate init(_ node: SpecNode, _ place: Place) throws(TableError) {
    let fields = try Fields(
      rule: node, "reading", at: place, allowed: ["id", "device", "host", "rule"])
    self.init(
      id: try fields.requiredText("id"), device: try fields.name("device", Names.verdicts),
      host: try fields.name("host", Names.verdicts), rule: try fields.requiredText("rule"))
  }
}

extension Omission {
  fileprivate init(_ node: SpecNode, _ place: Place) throws(TableError) {
    let fields = try Fields(
      rule: node, "omission", at: place, allowed: ["id", "see", "because"])
    self.init(
      id: try fields.requiredText("id"), see: try fields.texts("see"),
      because: try fields.requiredText("because"))
  }
}

extension String {
  /// The id of a rule with another request name. A name that is a whole part of the id is found
  /// much faster than one inside a part, and bytes faster than characters.
  fileprivate func withRequest(_ name: String, for old: String) -> String {
    var rest = self[...]
    while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
      if rest[..<dot] == old { return String(self[..<rest.startIndex]) + name + self[dot...] }
      rest = rest[rest.utf8.index(after: dot)...]
    }
    return rest == old ? self[..<rest.startIndex] + name : replacing(old, with: name)
  }
}
