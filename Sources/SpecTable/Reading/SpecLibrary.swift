import Files
import FoundationEssentials

/// A table with its overlays: those that the program carries, or those of a folder.
package struct SpecLibrary: Sendable {
  /// The files: first the base table, then the overlays by name.
  package let files: [SpecFile]
  /// What the overlays say of themselves.
  package let profiles: [Profile]
  private let base: Draft
  private let overlays: [OverlayFile]
  /// Whether tables are checked as they are put together. Those that the program carries were
  /// checked when they were prepared.
  private let checks: Bool

  private struct OverlayFile: Sendable {
    var name: String
    var node: Source

    enum Source: Sendable {
      case read(SpecNode)
      case prepared(PreparedFile)
    }

    func overlay() throws(TableError) -> Overlay {
      switch node {
      case .read(let node): try Overlay(node, file: name)
      case .prepared(let file): try Overlay(file.node(), file: name)
      }
    }
  }

  /// Puts the base and the overlays of `profile` together; the base alone for nil. Throws for a
  /// profile that there is not.
  package func table(profile: String? = nil) throws(TableError) -> Table {
    var none = Parents()
    return try table(profile: profile, &none)
  }

  /// What is kept of overlays that others extend. To merge one again costs more than all the rest.
  package struct Parents: Sendable {
    fileprivate var drafts: [String: Draft] = [:]

    /// Nothing is kept yet.
    package init() {}
  }

  /// Puts the same together. `parents`: what this library has kept of earlier calls.
  package func table(profile: String?, _ parents: inout Parents) throws(TableError) -> Table {
    let chain = try chain(to: profile, base: base.id, known: parents.drafts)
    var draft = parents.drafts[chain.first?.profile.extends ?? profile ?? base.id] ?? base
    if checks, profile == nil { try TableCheck(draft).run() }
    for overlay in chain {
      let name = overlay.profile.name
      try draft.merge(overlay)
      if checks { try TableCheck(draft).run() }
      if profiles.contains(where: { $0.extends == name }) { parents.drafts[name] = draft }
    }
    return draft.table
  }

  /// The overlays, from the one that extends the base, or one that is `known`, to the one that is
  /// asked for. Throws for one that is not there, and for one that extends itself.
  private func chain(
    to name: String?, base: String, known: [String: Draft] = [:]
  ) throws(TableError) -> [Overlay] {
    var chain: [Overlay] = []
    var wanted = name ?? base
    while wanted != base, known[wanted] == nil {
      guard let index = profiles.firstIndex(where: { $0.name == wanted }) else {
        throw .unknownProfile(wanted, known: profiles.map(\.name))
      }
      let overlay = try overlays[index].overlay()
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
  private func checkDevices() throws(TableError) {
    for (index, profile) in profiles.enumerated() {
      let above = try chain(to: profile.name, base: base.id).map(\.profile.name)
      for other in profiles[..<index] where profile.claimsDevice(of: other) {
        let below = try chain(to: other.name, base: base.id).map(\.profile.name)
        if above.contains(other.name) || below.contains(profile.name) { continue }
        throw .sameDevices(
          try overlays[index].overlay().fields.place(of: "applies"), profile: profile.name,
          other: other.name)
      }
    }
  }
}

// MARK: - The tables that the program carries

extension SpecLibrary {
  /// The shipped tables. They are read from their prepared form, without a file and without YAML.
  /// Of an overlay only what it says of itself is read until somebody wants its rules.
  package static func shipped() throws(TableError) -> SpecLibrary {
    let prepared = try Prepared.read(Prepared.shipped)
    guard let first = prepared.first else { throw .noSingleTable(directory: "", found: []) }
    var profiles: [Profile] = []
    for part in prepared.dropFirst() {
      let head = try part.node(without: Overlay.changeKeys)
      profiles.append(try Overlay(head, file: part.file.name).profile)
    }
    return SpecLibrary(
      files: prepared.map(\.file), profiles: profiles,
      base: try Draft(table: first.node(), file: first.file.name),
      overlays: prepared.dropFirst().map {
        OverlayFile(name: $0.file.name, node: .prepared($0))
      }, checks: false)
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
    let library = SpecLibrary(
      files: parts.map(\.file), profiles: profiles,
      base: try Draft(table: first.node, file: first.file.name),
      overlays: parts.dropFirst().map { OverlayFile(name: $0.file.name, node: .read($0.node)) },
      checks: true)
    _ = try library.table()
    for profile in library.profiles { _ = try library.table(profile: profile.name) }
    try library.checkDevices()
    return library
  }

  /// The tables of a folder in the form that the program carries, and its files. Throws where
  /// `load` throws.
  package static func prepared(
    directory: String, digest: ([UInt8]) -> String
  ) throws(TableError) -> (text: String, files: [SpecFile]) {
    let files = try load(directory: directory, digest: digest).files
    let parts = try parts(of: directory, digest)
    return (Prepared.text(parts.map { ($0.file, $0.node) }), files)
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
