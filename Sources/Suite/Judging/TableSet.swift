import Checker
import Crypto
import DFU
import Report
import SpecTable

/// The tables of one run: the base, and the overlays that may apply.
struct TableSet {
  let base: CompiledTable
  private let library: SpecLibrary

  /// Takes the shipped tables, or those of a folder.
  init(directory: String?) throws(TableError) {
    library =
      if let directory {
        try SpecLibrary.load(directory: directory, digest: Self.sha256)
      } else {
        try SpecLibrary.shipped()
      }
    base = CompiledTable(try library.table())
  }

  /// The overlay of that name.
  func profile(named name: String) throws(TableError) -> Profile {
    guard let found = library.profiles.first(where: { $0.name == name }) else {
      throw .unknownProfile(name, known: library.profiles.map(\.name))
    }
    return found
  }

  /// The first overlay whose `applies` says so.
  func profile(for set: DescriptorSet) -> Profile? {
    library.profiles.first { $0.applies(to: set) }
  }

  /// The base with an overlay merged into it.
  func rules(_ profile: Profile) throws(TableError) -> CompiledTable {
    CompiledTable(try library.table(profile: profile.name))
  }

  /// Every file of the tables with its digest, for the report.
  var references: [Report.TableReference] {
    library.files.map { Report.TableReference(id: $0.id, sha256: $0.sha256) }
  }

  /// SHA-256 in hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
