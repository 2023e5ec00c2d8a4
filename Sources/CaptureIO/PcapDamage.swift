// What is done where a record of a pcap is damaged, or looks as if it were.
//
// Nothing marks where a record begins. So a place is taken for the head of a record because of what
// its four fields say, and because another head stands behind it. A single field may be wrong in a
// file that is whole: a clock is set, a recorder states an original length that is too small.

extension PlainPcap {
  /// Records above the snap length are read up to this length, if others follow.
  private static let longestBeyondSnapLength = 1 << 18
  /// The number of heads behind each other that make sure that a place is the first of them.
  private static let chain = 3

  /// Goes to the next record, wherever that is; false at the end.
  mutating func findRecord() -> Bool {
    while end == nil, window.fill(Self.recordHead) {
      let head = head(0)
      if isSound(head) { return true }
      if endsAtDamage { return false }
      damage(fault(Int(head.captured)))
    }
    if end == nil { finish() }
    return false
  }

  /// Whether the record at the beginning of the window, with this head, is one.
  private mutating func isSound(_ head: RecordHead) -> Bool {
    let length = Int(head.captured)
    let next = Self.recordHead + length
    guard isPossible(length), window.fill(next), faults(at: 0, after: lastSeconds) <= 1 else {
      return false
    }
    // A length that is too large may hide the records behind it.
    let most = min(Int(head.original), snapLength)
    if length > most, isOrderly(Self.recordHead + most, after: head.seconds) { return false }
    // At the end of the content, or before a last head that is cut off.
    guard window.fill(next + Self.recordHead) else {
      let hasSeconds = window.count >= next + 4
      return !hasSeconds || isNear(seconds(next), head.seconds)
        || length == most && isRecord(Self.recordHead, length)
    }
    return isOrderly(next, after: head.seconds) || isOrderly(next, after: lastSeconds)
      || followsChain(next) || isHeadWithWrongLength(next) || isBeforeHole(next)
  }

  /// The seconds of a head of which the window may have no more.
  private func seconds(_ place: Int) -> UInt32 {
    order == .big ? window.word(place).byteSwapped : window.word(place)
  }

  /// Whether the record up to this place of the window ends there, and zeros follow. Where its last
  /// byte is zero, the hole may begin inside it.
  private mutating func isBeforeHole(_ next: Int) -> Bool {
    faults(at: 0, after: lastSeconds) == 0 && isRecord(Self.recordHead, next - Self.recordHead)
      && window.word(next - 4) >> 24 != 0 && isEmptyHead(next)
  }

  /// Whether the bytes of a head are zeros.
  private func isEmptyHead(_ place: Int) -> Bool {
    window.long(place) == 0 && window.long(place + 8) == 0
  }

  private func isPossible(_ length: Int) -> Bool {
    length <= max(snapLength, Self.longestBeyondSnapLength)
  }

  /// Whether a head stands here whose time and original length are possible: then only the length
  /// is wrong.
  private func isHeadWithWrongLength(_ place: Int) -> Bool {
    let found = head(place)
    return isInTime(found, after: head(0).seconds) && 1...BlockType.longest ~= Int(found.original)
  }

  /// How many fields of the head at a place of the window are not as they should be; its record is
  /// in the window. An empty record at another time, or of zeros only, is two; so is a head that
  /// begins before this place.
  private mutating func faults(at place: Int, after seconds: UInt32) -> Int {
    let head = head(place)
    let isEmpty = head.captured == 0
    let isLong = head.captured > UInt32(snapLength)
    let hasPart = Int64(head.part) * unit < 1_000_000_000
    let isLate = !isEmpty && head.isLate
    return [
      isEmpty, isEmpty && (isEmptyHead(place) || !isNear(head.seconds, lastSeconds)),
      isLong, head.captured > head.original, !hasPart, !isNear(head.seconds, seconds),
      isLate, isLate && isLateChain(place, Int(head.captured)),
    ].count { $0 }
  }

  /// Whether the next head looks late as well, and no record stands between the two. A single one
  /// may be chance.
  private mutating func isLateChain(_ place: Int, _ length: Int) -> Bool {
    let record = place + Self.recordHead
    return window.fill(record + length + Self.recordHead) && head(record + length).isLate
      && !isRecord(record, length)
  }

  /// Whether records follow from a place of the window on, each with no more than one wrong field.
  private mutating func followsChain(_ start: Int) -> Bool {
    var (place, seconds) = (start, head(0).seconds)
    for _ in 0...Self.chain {
      guard window.fill(place + Self.recordHead) else { return window.count == place }
      let head = head(place)
      let length = Int(head.captured)
      guard isPossible(length), window.fill(place + Self.recordHead + length),
        faults(at: place, after: seconds) <= 1
      else { return false }
      seconds = head.seconds
      place += Self.recordHead + length
    }
    return true
  }

  /// What is wrong with the record at the beginning of the window.
  private mutating func fault(_ length: Int) -> String {
    if isEmptyHead(0) { return "zeros stand in the place of a record" }
    guard isPossible(length) else { return "a record has the impossible length \(length)" }
    let next = Self.recordHead + length
    guard window.fill(next) else { return "a record is cut off" }
    return window.fill(next + Self.recordHead) && isEmptyHead(next)
      ? "zeros follow a record of \(length) bytes" : "no record follows one of \(length) bytes"
  }

  // MARK: - Finding the next record

  /// Goes on to the next place where records follow each other, or to the end.
  private mutating func damage(_ reason: String) {
    let from = window.offset
    window.skip(1)
    while window.fill(Self.recordHead) {
      if beginsChain() {
        let count = window.offset - from
        notes.append(.damaged(FileNote.Damage(offset: from, count: count, reason: reason)))
        if frame == 0 { lastSeconds = head(0).seconds }
        return
      }
      window.skip(1)
    }
    window.skip(window.count)
    end = .damaged(
      afterFrame: frame, reason: window.source.damage ?? "\(reason), at byte \(from)")
  }

  /// Whether orderly records stand at the beginning of the window: some of them, or one up to the
  /// end of the content.
  private mutating func beginsChain() -> Bool {
    var place = 0
    // Before the first record no time is known: its head may be damaged.
    var seconds = frame > 0 ? lastSeconds : head(0).seconds
    for _ in 0..<Self.chain {
      guard window.fill(place + Self.recordHead) else { return window.count == place }
      let head = head(place)
      let length = Int(head.captured)
      guard isOrderly(place, after: seconds), window.fill(place + Self.recordHead + length),
        isRecord(place + Self.recordHead, length)
      else { return false }
      seconds = head.seconds
      place += Self.recordHead + length
    }
    return true
  }

  /// Whether the bytes at a place of the window can be a record of the link type.
  private func isRecord(_ place: Int, _ length: Int) -> Bool {
    let bytes = unsafe UnsafeBufferPointer(rebasing: window.bytes[place..<place + length])
    return RecordBeginning.isPossible(unsafe bytes.span, linkType)
  }

  /// Notes how the content ended.
  private mutating func finish() {
    if let damage = window.source.damage {
      end = .damaged(afterFrame: frame, reason: damage)
    } else if window.count > 0 {
      end = .damaged(afterFrame: frame, reason: "a record is cut off, at byte \(window.offset)")
    } else {
      end = .complete
    }
  }
}
