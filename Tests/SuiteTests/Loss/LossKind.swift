/// A way in which a recording can differ from what its recorder saw.
enum LossKind: String, CaseIterable, Sendable {
  case oneRecord = "every record"
  case twoNeighbours = "every two neighbours"
  case run = "every run of 3 to 20 records"
  case transfer = "every submission with its completion"
  case acrossTransfers = "every completion with the next submission of its device"
  case endpoint = "all records of one endpoint"
  case address = "all records of one address"
  case doubled = "every record twice"
  case swapped = "neighbours within 100 us swapped"
  case cut = "every snap length from 0 to 127"

  /// One variant of a recording.
  struct Variant: Sendable {
    /// What was changed: the frames, or the snap length.
    var name: String
    /// How many records from the beginning on are unchanged.
    var intact: Int
    /// The records after them.
    var rest: [RecordedCapture.Record]
  }

  /// How many variants of a kind that has thousands are left out for each that is judged. The
  /// steps are prime, so that they fall on every kind of record.
  var step: Int {
    switch self {
    case .oneRecord: 5
    case .twoNeighbours: 5
    case .run: 97
    case .transfer, .acrossTransfers, .doubled, .swapped: 5
    case .endpoint, .address: 1
    case .cut: 7
    }
  }

  /// The variants of a capture of this kind, those with the longest intact beginning last.
  func variants(of capture: RecordedCapture) -> [() -> Variant] {
    let records = capture.records
    let all = records.indices
    return switch self {
    case .oneRecord: all.map { i in { Self.without(i..<i + 1, records) } }
    case .twoNeighbours: all.dropLast().map { i in { Self.without(i..<i + 2, records) } }
    case .run:
      all.flatMap { i in
        (3...20).filter { i + $0 <= records.count }
          .map { length in { Self.without(i..<i + length, records) } }
      }
    case .transfer: Self.transfers(records).map { pair in { Self.without(pair, records) } }
    case .acrossTransfers: Self.across(records).map { pair in { Self.without(pair, records) } }
    case .endpoint:
      Set(records.map(\.place)).sorted().map { place in
        { Self.without(all.filter { records[$0].place == place }, records, intact: 0) }
      }
    case .address:
      Set(records.map(\.place.address)).sorted().map { address in
        {
          Self.without(all.filter { records[$0].place.address == address }, records, intact: 0)
        }
      }
    case .doubled:
      all.map { i in
        { Self.changed(i, records, [records[i], records[i]] + records[(i + 1)...]) }
      }
    case .swapped:
      all.dropLast().filter { Self.areClose(records[$0], records[$0 + 1]) }.map { i in
        { Self.changed(i, records, [records[i + 1], records[i]] + records[(i + 2)...]) }
      }
    case .cut: (0...127).map { length in { Self.cut(to: length, records) } }
    }
  }

  private static func without(
    _ lost: some Collection<Int>, _ records: [RecordedCapture.Record], intact: Int? = nil
  ) -> Variant {
    let first = intact ?? lost.first ?? 0
    let gone = Set(lost)
    let rest = (first..<records.count).filter { !gone.contains($0) }.map { records[$0] }
    let names = lost.prefix(20).map { String(records[$0].frame) }.joined(separator: " ")
    return Variant(name: "frames \(names)", intact: first, rest: rest)
  }

  private static func changed(
    _ place: Int, _ records: [RecordedCapture.Record], _ rest: [RecordedCapture.Record]
  ) -> Variant {
    Variant(name: "frame \(records[place].frame)", intact: place, rest: rest)
  }

  private static func cut(to length: Int, _ records: [RecordedCapture.Record]) -> Variant {
    let rest = records.map { record in
      var record = record
      record.bytes = Array(record.bytes.prefix(length))
      return record
    }
    return Variant(name: "snap length \(length)", intact: 0, rest: rest)
  }

  /// The places of each submission and its completion.
  private static func transfers(_ records: [RecordedCapture.Record]) -> [[Int]] {
    records.indices.compactMap { first in
      guard records[first].isControl, records[first].isSubmission else { return nil }
      let last = records[(first + 1)...].firstIndex {
        $0.id == records[first].id && $0.place == records[first].place
      }
      return last.flatMap { records[$0].isSubmission ? nil : [first, $0] }
    }
  }

  /// The places of each completion and the next submission of its device.
  private static func across(_ records: [RecordedCapture.Record]) -> [[Int]] {
    records.indices.compactMap { first in
      guard records[first].isControl, !records[first].isSubmission else { return nil }
      return records[(first + 1)...].firstIndex {
        $0.isControl && $0.isSubmission && $0.place == records[first].place
      }.map { [first, $0] }
    }
  }

  private static func areClose(
    _ a: RecordedCapture.Record, _ b: RecordedCapture.Record
  ) -> Bool {
    abs(a.nanoseconds - b.nanoseconds) < 100_000
  }
}

extension RecordedCapture.Record.Place: Comparable {
  static func < (a: Self, b: Self) -> Bool {
    (a.bus, a.address, a.endpoint) < (b.bus, b.address, b.endpoint)
  }
}
