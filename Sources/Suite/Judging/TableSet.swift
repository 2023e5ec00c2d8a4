import Checker
import DFU
import Report
import SpecTable
import Synchronization

/// The tables of one run: the base table and the overlays that may apply.
struct TableSet: Sendable {
  let base: CompiledTable
  private let library: SpecLibrary
  private let merged: Merged

  /// Caches merged overlays, because a capture may hold many sessions. Several threads may ask.
  private final class Merged: Sendable {
    let tables: Mutex<Tables>

    struct Tables {
      var rules: [String: CompiledTable] = [:]
      /// By the identifier of a table, whether it only adds requests.
      var addOnly: [String: Bool] = [:]
      /// The tables that others extend.
      var parents: SpecLibrary.Parents
    }

    init(_ parents: SpecLibrary.Parents) { tables = Mutex(Tables(parents: parents)) }
  }

  /// Loads the tables of a folder; nil: the shipped tables.
  init(directory: String?) throws(TableError) {
    let library =
      if let directory {
        try SpecLibrary.load(directory: directory, digest: SHA256Digest.text)
      } else {
        try SpecLibrary.shipped()
      }
    try self.init(library)
  }

  /// Compiles the same tables once more.
  private init(_ library: SpecLibrary) throws(TableError) {
    self.library = library
    var parents = SpecLibrary.Parents()
    base = CompiledTable(try library.table(profile: nil, &parents))
    merged = Merged(parents)
  }

  /// The same tables with no part in common in memory.
  func separate() throws(TableError) -> TableSet { try TableSet(library) }

  /// Whether they are those that the program carries.
  var areShipped: Bool { library.isPrepared }

  /// The names of all overlays.
  var profileNames: [String] { library.profiles.map(\.name) }

  /// Finds the overlay with this name; throws when there is none.
  func profile(named name: String) throws(TableError) -> Profile {
    guard let found = library.profiles.first(where: { $0.name == name }) else {
      throw .unknownProfile(name, known: library.profiles.map(\.name))
    }
    return found
  }

  /// All overlays.
  var profiles: [Profile] { library.profiles }

  /// Finds the overlay whose `applies` matches the descriptors; nil when none does. If several
  /// match, it is the one that extends the others.
  func profile(for set: DescriptorSet) -> Profile? {
    let found = library.profiles.filter { $0.applies(to: set) }
    return found.first { profile in !found.contains { $0.extends == profile.name } }
  }

  /// The generations of the family of `profile`, sorted by name.
  ///
  /// These are the overlays that extend `profile`. If there are none, they are the overlays that
  /// extend the same overlay as `profile` does.
  func generations(of profile: Profile) -> [Profile] {
    let own = library.profiles.filter { $0.extends == profile.name }
    let parent = library.profiles.first { $0.name == profile.extends }
    let all = own.isEmpty ? library.profiles.filter { $0.extends == parent?.name } : own
    return all.sorted { $0.name < $1.name }
  }

  /// The base table with an overlay merged into it.
  func rules(_ profile: Profile) throws(TableError) -> CompiledTable {
    try merged.tables.withLock { known throws(TableError) in
      if let rules = known.rules[profile.name] { return rules }
      let rules = CompiledTable(try library.table(profile: profile.name, &known.parents))
      known.rules[profile.name] = rules
      return rules
    }
  }

  /// Whether these rules say all that the base table says, and beyond that speak only of requests
  /// that it does not name.
  func onlyAddRequests(_ rules: CompiledTable) -> Bool {
    merged.tables.withLock { known in
      if let addOnly = known.addOnly[rules.table.id] { return addOnly }
      let addOnly = rules.onlyAddsRequests(to: base)
      known.addOnly[rules.table.id] = addOnly
      return addOnly
    }
  }

  /// The paths of the rules of all tables.
  func ruleNames() throws(TableError) -> RuleNames { try RuleNames(library) }

  /// The name of every file of the tables, inside their folder.
  var files: [String] { library.files.map(\.name) }

  /// Every file of the tables with its digest, for the report.
  var references: [Report.TableReference] {
    library.files.map { Report.TableReference(id: $0.id, sha256: $0.sha256) }
  }
}
