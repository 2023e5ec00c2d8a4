import Files
import FoundationEssentials

/// A table with its overlays: those that the program carries, or those of a folder.
package struct SpecLibrary: Sendable {
  /// The files: first the base table, then the overlays by name.
  package let files: [SpecFile]
  /// What the overlays say of themselves.
  package let profiles: [Profile]
  private let base: SpecNode
  private let overlays: [OverlayFile]
  /// Whether tables are checked as they are put together. Those that the program carries were
  /// checked when they were prepared.
  private let checks: Bool

  private struct OverlayFile: Sendable {
    var name: String
    var node: SpecNode
  }

  /// Puts the base and the overlays of `profile` together; the base alone for nil. Throws for a
  /// profile that there is not.
  package func table(profile: String? = nil) throws(TableError) -> Table {
    guard let first = files.first else { return try noTable() }
    var draft = try Draft(table: base, file: first.name)
    if checks, profile == nil { try TableCheck(draft).run() }
    for overlay in try chain(to: profile, base: draft.id) {
      try draft.merge(overlay)
      if checks { try TableCheck(draft).run() }
    }
    return draft.table
  }

  private func noTable() throws(TableError) -> Table {
    throw .noSingleTable(directory: "", found: [])
  }

  /// The overlays, from the one that extends the base to the one that is asked for.
  private func chain(to name: String?, base: String) throws(TableError) -> [Overlay] {
    var chain: [Overlay] = []
    var wanted = name ?? base
    while wanted != base {
      guard let index = profiles.firstIndex(where: { $0.name == wanted }),
        chain.count < profiles.count
      else {
        throw .unknownProfile(wanted, known: profiles.map(\.name))
      }
      let overlay = try Overlay(overlays[index].node, file: overlays[index].name)
      chain.insert(overlay, at: 0)
      wanted = overlay.profile.extends
    }
    return chain
  }
}

// MARK: - The tables that the program carries

extension SpecLibrary {
  /// The shipped tables. They are read from their prepared form, without a file and without YAML.
  package static func shipped() throws(TableError) -> SpecLibrary {
    try SpecLibrary(Prepared.read(Prepared.shipped), checks: false)
  }

  /// The shipped files in the form that the program carries.
  package var prepared: String {
    Prepared.text(zip(files, [base] + overlays.map(\.node)).map { ($0, $1) })
  }

  private init(_ parts: [(file: SpecFile, node: SpecNode)], checks: Bool) throws(TableError) {
    guard let first = parts.first else { throw .noSingleTable(directory: "", found: []) }
    self.checks = checks
    files = parts.map(\.file)
    base = first.node
    overlays = parts.dropFirst().map { OverlayFile(name: $0.file.name, node: $0.node) }
    var profiles: [Profile] = []
    for part in parts.dropFirst() {
      profiles.append(try Overlay(part.node, file: part.file.name).profile)
    }
    self.profiles = profiles
  }
}

// MARK: - Tables from YAML

extension SpecLibrary {
  /// Reads the one table of `directory` and the overlays in its folder `overlays`, and checks the
  /// table alone and with each overlay. `digest` gives the SHA-256 of a file in hexadecimal digits.
  package static func load(
    directory: String, digest: ([UInt8]) -> String
  ) throws(TableError) -> SpecLibrary {
    let tables = try yamlFiles(in: directory)
    guard tables.count == 1 else { throw .noSingleTable(directory: directory, found: tables) }
    let folder = directory + "/overlays"
    let overlays = FileManager.default.fileExists(atPath: folder) ? try yamlFiles(in: folder) : []
    var parts: [(file: SpecFile, node: SpecNode)] = []
    for name in tables + overlays.map({ "overlays/" + $0 }) {
      parts.append(try read(name, in: directory, digest))
    }
    let library = try SpecLibrary(parts, checks: true)
    _ = try library.table()
    for profile in library.profiles { _ = try library.table(profile: profile.name) }
    return library
  }

  private static func yamlFiles(in directory: String) throws(TableError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { $0.hasSuffix(".yaml") }.sorted()
    } catch {
      throw .unreadable(file: directory, reason: SystemError(of: error).reason)
    }
  }

  private static func read(
    _ name: String, in directory: String, _ digest: ([UInt8]) -> String
  ) throws(TableError) -> (file: SpecFile, node: SpecNode) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try InputFile.bytes(of: directory + "/" + name)
    } catch {
      throw .unreadable(file: name, reason: error.reason)
    }
    let node = try YAMLReading.node(String(decoding: bytes, as: UTF8.self), file: name)
    let isOverlay = name.hasPrefix("overlays/")
    let id =
      isOverlay
      ? try Overlay(node, file: name).profile.name : try Draft(table: node, file: name).id
    return (SpecFile(name: name, id: id, sha256: digest(bytes)), node)
  }
}

extension Table {
  /// The shipped base table, with the overlays of a shipped profile merged into it.
  package static func shipped(profile: String? = nil) throws(TableError) -> Table {
    try SpecLibrary.shipped().table(profile: profile)
  }
}
