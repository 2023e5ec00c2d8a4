import Foundation
import SpecTable
import TestSupport
import Testing

/// The form in which the program carries its tables.
@Suite struct PreparedTests {
  private static let form = Result {
    try SpecLibrary.prepared(directory: SpecFolder.path, digest: SpecFolder.digest)
  }

  @Test func `every table is read as it is merged from YAML, in any order`() throws {
    let form = try Self.form.get()
    let written = try SpecFolder.library()
    let names = [nil] + written.profiles.map { Optional($0.name) }
    for order in [names, names.reversed()] {
      let read = try SpecLibrary.prepared(numbers: form.numbers, texts: form.texts)
      #expect(read.files == written.files)
      #expect(read.profiles == written.profiles)
      var parents = SpecLibrary.Parents()
      for name in order {
        #expect(try read.table(profile: name, &parents) == written.table(profile: name))
      }
    }
  }

  @Test func `a profile that there is not is named with those that there are`() throws {
    let read = try SpecLibrary.shipped()
    #expect(throws: TableError.unknownProfile("acme", known: read.profiles.map(\.name))) {
      try read.table(profile: "acme")
    }
  }

  @Test func `a form that is cut is refused`() throws {
    let form = try Self.form.get()
    for part in 0..<64 {
      let numbers = String(form.numbers.prefix(form.numbers.count * part / 64))
      #expect(throws: TableError.self) { try Self.readAll(numbers, form.texts) }
    }
    let texts = String(form.texts.prefix(form.texts.count - 1))
    #expect(throws: TableError.self) { try Self.readAll(form.numbers, texts) }
  }

  /// Most changes give another table, and all others an error.
  @Test func `a form that is changed does no harm`() throws {
    let form = try Self.form.get()
    let bytes = Array(form.numbers.utf8)
    var random = SeededRandom(1)
    var refused = 0
    for _ in 0..<200 {
      var changed = bytes
      changed[Int.random(in: changed.indices, using: &random)] =
        UInt8.random(in: 32..<127, using: &random)
      do {
        try Self.readAll(String(decoding: changed, as: UTF8.self), form.texts)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  private static func readAll(_ numbers: String, _ texts: String) throws {
    let library = try SpecLibrary.prepared(numbers: numbers, texts: texts)
    for name in [nil] + library.profiles.map({ Optional($0.name) }) {
      _ = try library.table(profile: name)
    }
  }
}
