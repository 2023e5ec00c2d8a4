/// A place in a table: file, line, and the rule that is written there.
package struct Place: Hashable, Sendable, CustomStringConvertible {
  /// The path inside the folder of tables: `overlays/dfuse.yaml`.
  package var file: String
  /// From 1; 0 when no line can be named.
  package var line: Int
  /// The id of the row, obligation, timing rule or descriptor rule.
  package var rule: String?

  /// Makes a place; `line` 0: the file as a whole.
  package init(file: String, line: Int, rule: String? = nil) {
    self.file = file
    self.line = line
    self.rule = rule
  }

  /// `dfu-1.1.yaml:120: dfuIDLE.DNLOAD.block`.
  package var description: String {
    (line > 0 ? "\(file):\(line)" : file) + (rule.map { ": \($0)" } ?? "")
  }
}

/// What is wrong with a table or overlay. The description is for the person who edits it: where it
/// is, what is wrong, and what to write instead.
package enum TableError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(file: String, reason: String)
  /// Permission to read the file or the folder is missing.
  case noPermission(file: String)
  case notYAML(Place, String)
  /// The folder has no table, or more than one.
  case noSingleTable(directory: String, found: [String])
  case unknownSchema(Place, found: String, wanted: [String])
  case unknownKey(Place, key: String, allowed: [String])
  case missingKey(Place, key: String)
  case wrongShape(Place, key: String, wanted: String)
  case unknownName(Place, kind: Kind, name: String, known: [String])
  case duplicate(Place, id: String, first: Place)
  case noCitation(Place)
  /// The same fact twice in one `when`.
  case repeatedFact(Place, fact: String)
  case neitherForm(Place, wanted: String)
  case uncovered(Place, state: String, trigger: String, facts: [String])
  case ambiguous(Place, state: String, trigger: String, facts: [String], rows: [String])
  case unreachable(Place, state: String)
  case unleavable(Place, state: String)
  case nothingToReplace(Place, id: String)
  case nothingToRemove(Place, id: String)
  /// No row of the cell asks for all the facts that a deviation names.
  case nothingToAmend(Place, state: String, trigger: String, facts: [String])
  /// Nothing in the merged table is left of what an overlay declares.
  case nothingLeft(Place)
  /// More rules of a kind than the checker can follow.
  case tooMany(Place, rules: String, limit: Int)
  /// The overlays that an overlay extends come back to it.
  case extendsItself(Place, profile: String, by: [String])
  /// Two overlays are for devices with the same bcdDevice, and neither extends the other.
  case sameDevices(Place, profile: String, other: String)
  case unknownProfile(String, known: [String])
  case damagedPreparedTable(at: Int)

  /// The vocabularies that names are taken from.
  package enum Kind: String, Sendable {
    case state, request, event, fact, mark, reply, status, verdict, level, actor, reading
    case source, rule, table, number
    case descriptorField = "descriptor field"
    case descriptorSet = "descriptor set"
    case quantity = "length of time"
  }

  package var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
    case .noPermission(let file): "\(file): may not be read; check its permissions"
    case .notYAML(let place, let reason): "\(place): not YAML: \(reason)"
    case .noSingleTable(let directory, let found):
      "\(directory): one table is wanted beside the folder overlays, found "
        + (found.isEmpty ? "none" : found.joined(separator: ", "))
    case .unknownSchema(let place, let found, let wanted):
      "\(place): schema \(found) is not known; write \(wanted.joined(separator: " or "))"
    case .unknownKey(let place, let key, let allowed):
      "\(place): unknown key \(key); allowed here: \(allowed.joined(separator: ", "))"
    case .missingKey(let place, let key): "\(place): the key \(key) is missing"
    case .wrongShape(let place, let key, let wanted): "\(place): \(key) has to be \(wanted)"
    case .unknownName(let place, let kind, let name, let known):
      "\(place): unknown \(kind.rawValue) \(name)"
        + (known.isEmpty ? "" : "; known: \(known.joined(separator: ", "))")
    case .duplicate(let place, let id, let first):
      "\(place): the id \(id) is taken already, at \(first.file):\(first.line)"
    case .noCitation(let place):
      "\(place): neither a citation nor silent; write cite: { source, section, page } "
        + "or cite: { silent: reason }"
    case .repeatedFact, .neitherForm, .uncovered, .ambiguous, .unreachable, .unleavable:
      contradiction
    case .nothingToReplace(let place, let id):
      "\(place): there is no \(id) to replace; use add for a new one"
    case .nothingToRemove(let place, let id): "\(place): there is no \(id) to remove"
    case .nothingToAmend(let place, let state, let trigger, let facts):
      "\(place): no row for \(trigger) in \(state) asks for \(facts.joined(separator: ", "))"
    case .nothingLeft(let place):
      "\(place): no row and no rule is left of it; take it back with remove: { declares: [...] }"
    case .tooMany(let place, let rules, let limit):
      "\(place): more than \(limit) \(rules); the checker follows \(limit)"
    case .extendsItself(let place, let profile, let by):
      "\(place): the overlay \(profile) extends itself"
        + (by.isEmpty ? "" : ", by way of \(by.joined(separator: ", "))")
    case .sameDevices(let place, let profile, let other):
      "\(place): the overlays \(profile) and \(other) are both for devices with this bcdDevice; "
        + "let one extend the other, or give each its own"
    case .unknownProfile(let name, let known):
      "there is no profile '\(name)'; known: \(known.joined(separator: ", "))"
    case .damagedPreparedTable(let at):
      "the prepared tables are damaged at character \(at); run make tables and build again"
    }
  }

  /// The texts of errors in a table that can be read, but says something wrong about the protocol.
  private var contradiction: String {
    switch self {
    case .repeatedFact(let place, let fact): "\(place): the fact \(fact) is there twice in when"
    case .neitherForm(let place, let wanted): "\(place): \(wanted)"
    case .uncovered(let place, let state, let trigger, let facts):
      "\(place): no row for \(trigger) in \(state)\(Self.given(facts))"
    case .ambiguous(let place, let state, let trigger, let facts, let rows):
      "\(place): \(rows.count) rows for \(trigger) in \(state)\(Self.given(facts)): "
        + rows.joined(separator: ", ")
    case .unreachable(let place, let state): "\(place): nothing leads to \(state)"
    case .unleavable(let place, let state): "\(place): nothing leads away from \(state)"
    case .unreadable, .noPermission, .notYAML, .noSingleTable, .unknownSchema, .unknownKey,
      .missingKey, .wrongShape, .unknownName, .duplicate, .noCitation, .nothingToReplace,
      .nothingToRemove, .nothingToAmend, .nothingLeft, .tooMany, .extendsItself, .sameDevices,
      .unknownProfile, .damagedPreparedTable:
      ""
    }
  }

  private static func given(_ facts: [String]) -> String {
    facts.isEmpty ? "" : " with \(facts.joined(separator: ", "))"
  }
}
