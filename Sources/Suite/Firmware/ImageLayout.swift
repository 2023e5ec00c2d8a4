import DFU
import Files
import USB

/// The blocks of an image in the order of their places, with what is missing between them.
struct ImageLayout {
  /// A run of bytes of the image.
  struct Piece {
    /// The number of bytes.
    var length: Int
    /// Where the bytes are; nil for bytes that the capture does not hold.
    var place: Range<Int>?
    /// wBlockNum of the block, and its record; nil where a whole block is missing.
    var block: (number: UInt16, frame: Int)?
  }

  /// A run of pieces without a gap between addresses. An image that is not of DfuSe has one,
  /// without an address.
  struct Element {
    var address: UInt32?
    var pieces: [Piece]
    var length: Int
  }

  /// The elements, in order of their addresses.
  private(set) var elements: [Element] = []
  /// How many bytes the capture does not hold.
  private(set) var missing = 0
  private(set) var notes: ImageNotes

  /// Puts the blocks of an image in order. Throws when bytes cannot be read back.
  init(_ image: KeptImage) throws(SystemError) {
    notes = image.notes
    let blocks = try counting(image)
    if image.target.isDfuSe { layAddresses(blocks) } else { layNumbers(blocks) }
    if length > KeptImage.sizeLimit {
      notes.fault("with what is missing it is larger than 256 MiB: it is not put together")
      elements = []
    }
  }

  /// The bytes of all elements.
  var length: Int { elements.reduce(0) { $0 + $1.length } }

  // MARK: - Which block counts

  /// The blocks that count, one for each place, in order of their places.
  private mutating func counting(_ image: KeptImage) throws(SystemError) -> [KeptBlock] {
    var sorted = image.blocks
    if !zip(sorted, sorted.dropFirst()).allSatisfy({ $0.position < $1.position }) {
      let order = sorted.indices.sorted {
        (sorted[$0].position, $0) < (sorted[$1].position, $1)
      }
      sorted = order.map { sorted[$0] }
    }
    var counting: [KeptBlock] = []
    counting.reserveCapacity(sorted.count)
    for block in sorted {
      guard let last = counting.last, last.position == block.position else {
        counting.append(block)
        continue
      }
      try noteRepeat(of: last, by: block, in: image)
      if block.isConfirmed || !last.isConfirmed { counting[counting.count - 1] = block }
    }
    for block in counting where !block.isConfirmed {
      notes.remark(
        "the answer to wBlockNum \(block.number) is not in the capture; the block is taken as sent",
        at: block.frame)
    }
    return counting
  }

  /// Says of a block that it came twice. The last one that was acknowledged counts. Two different
  /// ones without a failure between them leave open what the device has.
  private mutating func noteRepeat(
    of first: KeptBlock, by second: KeptBlock, in image: KeptImage
  ) throws(SystemError) {
    let name =
      image.target.isDfuSe ? "the block at \(second.address)" : "wBlockNum \(second.number)"
    let text = name + " came again, first in frame \(first.frame)"
    let ours = try image.spool?.bytes(first.place)
    let theirs = try image.spool?.bytes(second.place)
    if first.length == second.length && ours == theirs {
      notes.remark(text + ", with the same bytes", at: second.frame)
    } else if second.isAfterFailure && (second.isConfirmed || !first.isConfirmed) {
      notes.remark(text + ", after a failure: this one counts", at: second.frame)
    } else {
      notes.fault(
        text + ", with other bytes and no failure between: which one counts is not known",
        at: second.frame)
    }
  }

  // MARK: - By number

  private mutating func layNumbers(_ blocks: [KeptBlock]) {
    guard let first = blocks.first else { return }
    let size = blocks.reduce(0) { max($0, $1.length) }
    elements = [Element(address: nil, pieces: [], length: 0)]
    elements[0].pieces.reserveCapacity(blocks.count)
    // Hosts begin with 0 or 1; a recording that begins later shows a later number first.
    var due = first.position <= 1 ? first.position : 0
    for block in blocks {
      if block.position > due {
        let count = block.position - due
        let which = Self.numbers(from: due, count: count)
        notes.fault("wBlockNum \(which): not in the capture", at: block.frame)
        add(Piece(length: count * size, place: nil, block: nil))
      }
      add(block)
      due = block.position + 1
    }
  }

  /// Numbers as they are on the bus: `7`, or `7 to 12`.
  private static func numbers(from first: Int, count: Int) -> String {
    let last = first + count - 1
    return count == 1 ? "\(first % 65_536)" : "\(first % 65_536) to \(last % 65_536)"
  }

  // MARK: - By address

  private mutating func layAddresses(_ blocks: [KeptBlock]) {
    var due = -1
    for block in blocks {
      var block = block
      if block.position < due {
        let overlap = min(due - block.position, block.length)
        notes.fault(
          "the block at \(block.address) overlaps the one before it by "
            + "\(counted(overlap, "byte")): what the device has there is not known",
          at: block.frame)
        block.cut(overlap)
        if block.length == 0 { continue }
      } else if block.position > due {
        elements.append(
          Element(address: UInt32(clamping: block.position), pieces: [], length: 0))
      }
      add(block)
      due = block.position + block.length
    }
  }

  private mutating func add(_ block: KeptBlock) {
    let held = min(block.place.count, block.length)
    let source = (block.number, block.frame)
    let place = block.place.lowerBound..<block.place.lowerBound + held
    if held > 0 { add(Piece(length: held, place: place, block: source)) }
    guard held < block.length else { return }
    notes.fault(
      "of wBlockNum \(block.number) the capture holds \(held) of \(block.length) bytes",
      at: block.frame)
    add(Piece(length: block.length - held, place: nil, block: source))
  }

  private mutating func add(_ piece: Piece) {
    elements[elements.count - 1].pieces.append(piece)
    elements[elements.count - 1].length += piece.length
    if piece.place == nil { missing += piece.length }
  }
}

extension KeptBlock {
  /// Its address, as the specifications write it.
  fileprivate var address: String { Hex.specText(UInt32(clamping: position), width: 8) }

  /// Takes bytes away from its beginning.
  fileprivate mutating func cut(_ count: Int) {
    position += count
    length -= count
    place = min(place.lowerBound + count, place.upperBound)..<place.upperBound
  }
}

extension Spool {
  /// The bytes of one block.
  fileprivate func bytes(_ place: Range<Int>) throws(SystemError) -> [UInt8] {
    var all: [UInt8] = []
    try read(place) { piece throws(SystemError) in all += piece }
    return all
  }
}
