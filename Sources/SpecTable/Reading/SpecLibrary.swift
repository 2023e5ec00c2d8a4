import Files
import FoundationEssentials

/// A table with its overlays: those that the program carries, or those of a folder.
package struct SpecLibrary: Sendable {
  /// The files: first the base table, then the overlays by name.
  package let files: [SpecFile]
  /// What the overlays say of themselves.
  package let profiles: [Profile]
  private let origin: Origin

  /// Where the tables come from.
  private enum Origin: Sendable {
    /// Put together, and checked, when they were prepared.
    case prepared(Prepared)
    case written(Written)
  }

  /// Whether they are tables that the program carries, and not those of a folder.
  package var isPrepared: Bool {
    switch origin {
    case .prepared: true
    case .written: false
    }
  }

  /// Tables from YAML, which are checked as they are put together.
  private struct Written: Sendable {
    let base: Draft
    /// The overlays, each with the name of its file.
    let overlays: [(name: String, node: SpecNode)]

    func overlay(_ index: Int) throws(TableError) -> Overlay {
      try Overlay(overlays[index].node, file: overlays[index].name)
    }
  }

  /// Puts the base and the overlays of `profile` together; the base alone for nil. Throws for a
  /// profile that there is not.
  package func table(profile: String? = nil) throws(TableError) -> Table {
    var none = Parents()
    return try table(profile: profile, &none)
  }

  /// What is kept of tables that others extend. To merge one again costs more than all the rest.
  package struct Parents: Sendable {
    fileprivate var drafts: [String: Draft] = [:]
    fileprivate var prepared = Prepared.Known()

    /// Nothing is kept yet.
    package init() {}
  }

  /// Puts the same together. `parents`: what this library has kept of earlier calls.
  package func table(profile: String?, _ parents: inout Parents) throws(TableError) -> Table {
    switch origin {
    case .prepared(let tables): try tables.table(profile, &parents.prepared)
    case .written(let written): try table(profile, of: written, &parents.drafts)
    }
  }

  private func table(
    _ profile: String?, of written: Written, _ parents: inout [String: Draft]
  ) throws(TableError) -> Table {
    let base = written.base
    var known = parents
    known[base.id] = base
    if profile == nil { try TableCheck(base).run() }
    let chain = try chain(to: profile, from: Set(known.keys), of: written)
    var draft = known[chain.first?.profile.extends ?? profile ?? base.id] ?? base
    for overlay in chain {
      let name = overlay.profile.name
      try draft.merge(overlay)
      try TableCheck(draft).run()
      if profiles.contains(where: { $0.extends == name }) { parents[name] = draft }
    }
    return draft.table
  }

  /// The overlays, from the one that extends one of `known`, which are merged, to the one that is
  /// asked for. Throws for one that is not there, and for one that extends itself.
  private func chain(
    to name: String?, from known: Set<String>, of written: Written
  ) throws(TableError) -> [Overlay] {
    var chain: [Overlay] = []
    var wanted = name ?? written.base.id
    while !known.contains(wanted) {
      guard let index = profiles.firstIndex(where: { $0.name == wanted }) else {
        throw .unknownProfile(wanted, known: profiles.map(\.name))
      }
      let overlay = try written.overlay(index)
      if let again = chain.firstIndex(where: { $0.profile.name == wanted }) {
        throw .extendsItself(
          overlay.fields.place(of: "extends"), profile: wanted,
          by: chain[..<again].map(\.profile.name).reversed())
      }
      chain.insert(overlay, at: 0)
      wanted = overlay.profile.extends
    }
    return chain
  }
}

// MARK: - Which devices the overlays are for

extension SpecLibrary {
  /// No two overlays name one bcdDevice for the same devices, unless one extends the other.
  private func checkDevices(_ written: Written) throws(TableError) {
    let base: Set = [written.base.id]
    for (index, profile) in profiles.enumerated() {
      let above = try chain(to: profile.name, from: base, of: written).map(\.profile.name)
      for other in profiles[..<index] where profile.claimsDevice(of: other) {
        let below = try chain(to: other.name, from: base, of: written).map(\.profile.name)
        if above.contains(other.name) || below.contains(profile.name) { continue }
        throw .sameDevices(
          try written.overlay(index).fields.place(of: "applies"), profile: profile.name,
          other: other.name)
      }
    }
  }
}

// MARK: - The tables that the program carries

extension SpecLibrary {
  /// The shipped tables. They are read from their prepared form, without a file and without YAML.
  package static func shipped() throws(TableError) -> SpecLibrary {
    try prepared(numbers: Prepared.numbers, texts: Prepared.texts)
  }

  /// The tables that `prepared(directory:digest:)` has written. A table is read when somebody wants
  /// its rules.
  package static func prepared(
    numbers: String, texts: String
  ) throws(TableError) -> SpecLibrary {
    let tables = try Prepared(numbers, texts)
    return SpecLibrary(files: tables.files, profiles: tables.profiles, origin: .prepared(tables))
  }
}

// MARK: - Tables from YAML

extension SpecLibrary {
  /// Reads the one table of `directory` and the overlays in its folder `overlays`, and checks the
  /// table alone and with each overlay. `digest` gives the SHA-256 of a file in hexadecimal digits.
  package static func load(
    directory: String, digest: ([UInt8]) -> String
  ) throws(TableError) -> SpecLibrary {
    let parts = try parts(of: directory, digest)
    guard let first = parts.first else { throw .noSingleTable(directory: directory, found: []) }
    var profiles: [Profile] = []
    for part in parts.dropFirst() {
      profiles.append(try Overlay(part.node, file: part.file.name).profile)
    }
    let written = Written(
      base: try Draft(table: first.node, file: first.file.name),
      overlays: parts.dropFirst().map { ($0.file.name, $0.node) })
    let library = SpecLibrary(
      files: parts.map(\.file), profiles: profiles, origin: .written(written))
    _ = try library.table()
    for profile in library.profiles { _ = try library.table(profile: profile.name) }
    try library.checkDevices(written)
    return library
  }

  /// The tables of a folder in the form that the program carries, and its files. Throws where
  /// `load` throws.
  package static func prepared(
    directory: String, digest: ([UInt8]) -> String
  ) throws(TableError) -> (numbers: String, texts: String, files: [SpecFile]) {
    let library = try load(directory: directory, digest: digest)
    var tables = [try library.table()]
    for profile in library.profiles { tables.append(try library.table(profile: profile.name)) }
    let form = Prepared.form(files: library.files, profiles: library.profiles, tables: tables)
    return (form.numbers, form.texts, library.files)
  }

  private static func parts(
    of directory: String, _ digest: ([UInt8]) -> String
  ) throws(TableError) -> [(file: SpecFile, node: SpecNode)] {
    let tables = try yamlFiles(in: directory)
    guard tables.count == 1 else { throw .noSingleTable(directory: directory, found: tables) }
    let folder = directory + "/overlays"
    let overlays = FileManager.default.fileExists(atPath: folder) ? try yamlFiles(in: folder) : []
    var parts: [(file: SpecFile, node: SpecNode)] = []
    for name in tables + overlays.map({ "overlays/" + $0 }) {
      parts.append(try read(name, in: directory, digest))
    }
    return parts
  }

  private static func yamlFiles(in directory: String) throws(TableError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { $0.hasSuffix(".yaml") }.sorted()
    } catch {
      throw TableError(file: directory, SystemError(of: error))
    }
  }

  /// The most bytes of a file of a table, many times as long as the longest.
  private static let mostBytes = 16 << 20

  private static func read(
    _ name: String, in directory: String, _ digest: ([UInt8]) -> String
  ) throws(TableError) -> (file: SpecFile, node: SpecNode) {
    let read: [UInt8]?
    do throws(SystemError) {
      read = try InputFile(directory + "/" + name).readAll(atMost: mostBytes)
    } catch {
      throw TableError(file: name, error)
    }
    guard let bytes = read else {
      throw .unreadable(file: name, reason: "it has more than \(mostBytes >> 20) MiB")
    }
    let node = try YAMLReading.node(String(decoding: bytes, as: UTF8.self), file: name)
    let isOverlay = name.hasPrefix("overlays/")
    let id =
      isOverlay
      ? try Overlay(node, file: name).profile.name : try Draft(table: node, file: name).id
    return (SpecFile(name: name, id: id, sha256: digest(bytes)), node)
  }
}

extension TableError {
  /// The system does not read a file or a folder.
  fileprivate init(file: String, _ error: SystemError) {
    self =
      error.isForbidden
      ? .noPermission(file: file) : .unreadable(file: file, reason: error.reason)
  }
}

extension Table {
  /// The shipped base table, with the overlays of a shipped profile merged into it.
  package static func shipped(profile: String? = nil) throws(TableError) -> Table {
    try SpecLibrary.shipped().table(profile: profile)
  }
}
