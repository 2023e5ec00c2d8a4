// Where records have content: what a device or a host sent, apart from what recorders tell of it.
//
// This is for copies of captures without content. Start here; then URBContents for the dialects
// with a submission and a completion, USBPcapContents and WireContents. None of them judges what a
// content is worth: that is for the caller.

/// The content of a record.
package struct RecordContent: Sendable {
  /// What the content belongs to.
  package var owner: Owner
  /// Where it is in the record; empty without any.
  package var payload: Range<Int>
  /// Bytes behind it that no field tells of.
  package var rest: Range<Int>
  /// Whether the record's check sum is right, in a dialect with check sums.
  package var isWhole = true

  /// What a content belongs to.
  package enum Owner: Sendable {
    /// A control transfer on endpoint 0.
    case control(ControlContent)
    /// Another endpoint.
    case endpoint
    /// Nothing that is known: the record cannot be read, or its transfer's beginning is missing.
    case unknown
  }

  init(_ owner: Owner, _ payload: Range<Int>, rest: Range<Int>, isWhole: Bool = true) {
    self.owner = owner
    self.payload = payload
    self.rest = rest
    self.isWhole = isWhole
  }
}

/// The control transfer that a record belongs to.
package struct ControlContent: Hashable, Sendable {
  /// The device that the host addressed.
  package var device: DeviceAddress
  /// The request.
  package var setup: SetupPacket
  /// The frame of its setup packet.
  package var began: Int
  /// Whether this record has the setup packet.
  package var isBeginning: Bool
  /// The place of the record's content in the data stage, in bytes from 0.
  package var offset = 0
}

/// Finds the content of records of one dialect.
package protocol ContentFinder: Sendable {
  /// The content of the next record. Every record is asked for once, in order.
  mutating func content(of record: Span<UInt8>, frame: Int) -> RecordContent
  /// Makes a record of another endpoint say that it has no content. Returns how many bytes are
  /// left.
  func empty(_ record: inout MutableSpan<UInt8>) -> Int
  /// Makes the check sum right after the content has changed, or wrong where it was wrong.
  func seal(_ record: inout MutableSpan<UInt8>, _ content: RecordContent)
}

extension ContentFinder {
  /// Nothing: most dialects have no check sums.
  package func seal(_ record: inout MutableSpan<UInt8>, _ content: RecordContent) {}
}

extension MutableSpan<UInt8> {
  /// Writes the lowest bytes of a number, the lowest first.
  mutating func put(_ value: UInt32, at offset: Int, count: Int = 4) {
    for place in 0..<count {
      self[offset + place] = UInt8(truncatingIfNeeded: value >> (place * 8))
    }
  }
}

/// The control transfers whose end is still to come, for finders of content.
struct OpenTransfers: Sendable {
  private struct Entry: Sendable {
    var id: UInt64
    var content: ControlContent
  }

  private var entries: [Entry] = []
  /// The most transfers that are remembered. Real control endpoints have fewer.
  private static let limit = 64

  /// Begins a transfer. An id that is in use is used again; the id 0 may be that of several.
  mutating func begin(_ content: ControlContent, id: UInt64) {
    if id != 0, let same = place(of: content.device, id) { remove(at: same) }
    if entries.count == Self.limit { entries.removeFirst(Self.limit / 2) }
    entries.append(Entry(id: id, content: content))
  }

  /// The transfer of a later record; `isEnd`: its last one.
  mutating func find(_ device: DeviceAddress, id: UInt64, isEnd: Bool) -> ControlContent? {
    guard let found = place(of: device, id) else { return nil }
    var content = entries[found].content
    content.isBeginning = false
    if isEnd { remove(at: found) }
    return content
  }

  /// The place of the last transfer of a device with this id.
  private func place(of device: DeviceAddress, _ id: UInt64) -> Int? {
    var place = entries.count
    while place > 0 {
      place -= 1
      if entries[place].id == id, entries[place].content.device == device { return place }
    }
    return nil
  }

  /// Removes a transfer. Mostly it is the last one, of which there is nothing to move.
  private mutating func remove(at place: Int) {
    if place == entries.count - 1 { entries.removeLast() } else { entries.remove(at: place) }
  }
}
