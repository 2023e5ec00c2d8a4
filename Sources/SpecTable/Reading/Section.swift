/// Something that a table lists under an id.
protocol Identified: Sendable {
  var id: String { get }
}

extension Row: Identified {}
extension Obligation: Identified {}
extension TimingRule: Identified {}
extension DescriptorRule: Identified {}
extension Reading: Identified {}
extension Source: Identified {}
extension Omission: Identified {}
extension Deviation: Identified {}
extension RequestDefinition: Identified {
  var id: String { name }
}

/// One section of a table: its entries in order, and where each is written.
struct Section<Entry: Identified>: Sendable {
  private(set) var entries: [Entry] = []
  private(set) var places: [String: Place] = [:]

  mutating func add(_ entry: Entry, at place: Place) throws(TableError) {
    if let first = places.updateValue(place, forKey: entry.id) {
      throw .duplicate(place, id: entry.id, first: first)
    }
    entries.append(entry)
  }

  mutating func replace(with entry: Entry, at place: Place) throws(TableError) {
    guard let index = entries.firstIndex(where: { $0.id == entry.id }) else {
      throw .nothingToReplace(place, id: entry.id)
    }
    replace(index, with: entry, at: place)
  }

  /// Replaces the entry with this index by one of the same id.
  mutating func replace(_ index: Int, with entry: Entry, at place: Place) {
    entries[index] = entry
    places[entry.id] = place
  }

  /// Removes the entries that `isGone` is true for.
  mutating func removeAll(where isGone: (Entry) -> Bool) {
    for entry in entries where isGone(entry) { places[entry.id] = nil }
    entries.removeAll(where: isGone)
  }

  mutating func remove(_ id: String, at place: Place) throws(TableError) {
    try remove([id], at: place)
  }

  mutating func remove(_ ids: [String], at place: Place) throws(TableError) {
    for id in ids where places.removeValue(forKey: id) == nil {
      throw .nothingToRemove(place, id: id)
    }
    entries.removeAll { ids.contains($0.id) }
  }
}
