/// The tables in the form that the program carries: each overlay merged already. They are read much
/// faster than YAML, without a file, and nothing is put together when somebody asks for one.
///
/// The form is a line of numbers and a line of texts, which the numbers name by their places. Of an
/// overlay's table only what the table below does not have is written. A table that nobody asks for
/// is passed over. `make tables` writes `Shipped.swift` from `specs/`, and a test compares every
/// table with the one that is merged from YAML.
struct Prepared: Sendable {
  /// The files: first the base table, then the overlays by name.
  let files: [SpecFile]
  /// What the overlays say of themselves.
  let profiles: [Profile]
  private let reader: PreparedReader
  /// Where each table begins: first the base table, then those of the profiles.
  private let places: [Int]

  /// Reads all but the tables.
  init(_ numbers: String, _ texts: String) throws(TableError) {
    var reader = try PreparedReader(numbers, texts)
    files = try reader.list()
    profiles = try reader.list()
    var places: [Int] = []
    for _ in 0...profiles.count { places.append(try reader.passOver()) }
    self.places = places
    self.reader = reader
  }

  /// What was read, so that it is read once.
  struct Known: Sendable {
    /// The base table, and those that others extend.
    fileprivate var tables: [String: Table] = [:]
    fileprivate var texts: PreparedTexts?
  }

  /// The table of a profile; the base table for nil. Throws for a profile that there is not.
  func table(_ profile: String?, _ known: inout Known) throws(TableError) -> Table {
    let base = files.first?.id ?? ""
    // From the profile down to the first table that is known, or to the base table.
    var chain: [Int] = []
    var wanted = profile ?? base
    while wanted != base, known.tables[wanted] == nil {
      guard let index = profiles.firstIndex(where: { $0.name == wanted }) else {
        throw .unknownProfile(wanted, known: profiles.map(\.name))
      }
      guard !chain.contains(index) else { throw reader.damage }
      chain.append(index)
      wanted = profiles[index].extends
    }
    var table: Table
    if let below = known.tables[wanted] {
      table = below
    } else {
      table = try read(base, at: places[0], over: nil, &known)
    }
    for index in chain.reversed() {
      table = try read(profiles[index].name, at: places[index + 1], over: table, &known)
    }
    return table
  }

  private func read(
    _ name: String, at place: Int, over below: Table?, _ known: inout Known
  ) throws(TableError) -> Table {
    // Taken out, so that they are not copied when another one is made.
    var reader = reader.from(place, known.texts.take())
    let table = try Table(from: &reader, over: below)
    known.texts = reader.made
    if below == nil || profiles.contains(where: { $0.extends == name }) {
      known.tables[name] = table
    }
    return table
  }

  /// Writes the form of tables: first the base table, then those of the profiles.
  static func form(
    files: [SpecFile], profiles: [Profile], tables: [Table]
  ) -> (numbers: String, texts: String) {
    var writer = PreparedWriter()
    writer.write(files)
    writer.write(profiles)
    guard let base = tables.first else { return writer.prepared }
    writer.writePart { base.write(to: &$0, over: nil) }
    for (profile, table) in zip(profiles, tables.dropFirst()) {
      let below = profiles.firstIndex { $0.name == profile.extends }.map { tables[$0 + 1] }
      writer.writePart { table.write(to: &$0, over: below ?? base) }
    }
    return writer.prepared
  }
}
