import DFU
package import USB

/// Follows wBlockNum and block lengths through one download or upload (DFU 1.1, 6.1.1, 6.2.1).
///
/// After a number that was not due, two numbers are accepted: the one after it, and the one after
/// the number that was due. So one wrong number is one fault.
package struct BlockTrail: Hashable, Sendable {
  private var request: ClassRequest?
  private var due: UInt16?
  /// The number that would be due if the wrong one had been right.
  private var alsoDue: UInt16?
  /// Whether every UPLOAD so far had the number 0: then 0 may be meant throughout (DFU 1.1, Table
  /// 3.1 against 6.2.1).
  private var zerosOnly = false
  /// Whether the device may have ended the transfer, so that a new one may begin with any number.
  private var mayHaveEnded = false
  /// How many blocks the page that is being filled still takes; -1 after one too many, nil where
  /// a block may or may not have arrived.
  private var room: Int8? = 0
  /// A block of a download that was acknowledged or stalled, and the number that was due then.
  private var unproved: Unproved?
  /// wLength of the last DNLOAD with data, in bytes; nil outside a download.
  package private(set) var lastDownloadLength: UInt16?

  private struct Unproved: Hashable, Sendable {
    let setup: SetupPacket
    let due: UInt16?
  }

  /// No transfer is under way: any number is right.
  package init() {}

  /// Whether the block number of `setup` is right; nil for a request without one, and where it is
  /// right only if a new transfer has begun.
  @inline(__always)
  package func follows(_ setup: SetupPacket) -> Bool? {
    switch ClassRequest(setup) {
    case .dnload?:
      setup.length == 0 || !isOf(.dnload) ? true : isDue(setup.value)
    case .upload?:
      !isOf(.upload) || (zerosOnly && setup.value == 0) ? true : isDue(setup.value)
    default: nil
    }
  }

  /// Whether the blocks of the download came in pages of four, each of which begins with a number
  /// that 4 divides; nil outside a download, and where a block may have been lost.
  package var fillPages: Bool? { isOf(.dnload) ? room.map { $0 >= 0 } : nil }

  /// Whether the transfer is one of these requests. By the numbers: `==` of optional requests is a
  /// call through witness tables.
  @inline(__always)
  private func isOf(_ wanted: ClassRequest) -> Bool { request?.rawValue == wanted.rawValue }

  @inline(__always)
  private func isDue(_ number: UInt16) -> Bool? {
    if due == nil || due == number || alsoDue == number { return true }
    return mayHaveEnded ? nil : false
  }

  /// Takes note of a data block that the device accepted.
  mutating func accepted(_ setup: SetupPacket, as request: ClassRequest) {
    unproved = nil
    let number = setup.value
    let goesOn = isOf(request) && !mayHaveEnded
    let wasDue = goesOn ? due : nil
    let isZeroAgain = request == .upload && goesOn && zerosOnly && number == 0
    zerosOnly = request == .upload && number == 0 && (!goesOn || zerosOnly)
    mayHaveEnded = false
    due = isZeroAgain ? 0 : number &+ 1
    alsoDue = if let wasDue, wasDue != number, !isZeroAgain { wasDue &+ 1 } else { nil }
    let left = number & 3 == 0 ? 4 : room
    room = request == .dnload ? left.map { max($0 - 1, -1) } : 0
    self.request = request
    lastDownloadLength = request == .dnload ? setup.length : nil
  }

  /// Takes note of a block that may or may not have arrived: it or the one after it may be next.
  mutating func doubtful(_ setup: SetupPacket, as request: ClassRequest) {
    unproved = nil
    self.request = request
    due = setup.value
    alsoDue = setup.value &+ 1
    room = nil
  }

  /// Takes note of a block of a download that the device accepted or stalled: the recording does
  /// not tell which.
  mutating func acceptedOrStalled(_ setup: SetupPacket) {
    let wasDue = isOf(.dnload) && !mayHaveEnded ? due : nil
    doubtful(setup, as: .dnload)
    unproved = Unproved(setup: setup, due: wasDue)
  }

  /// The device shows that it works on the last block, so it has not stalled it (DFU 1.1, A.2.4 and
  /// A.2.5: a stalled block leads to dfuERROR).
  mutating func confirmBlock() {
    guard let unproved else { return }
    (due, alsoDue) = (unproved.due, nil)
    accepted(unproved.setup, as: .dnload)
  }

  /// The device may have ended the transfer, and may as well go on with it.
  mutating func doubt() {
    mayHaveEnded = request != nil
  }

  /// The device showed that the transfer goes on.
  mutating func confirm() {
    mayHaveEnded = false
  }

  /// The transfer ended or was given up.
  mutating func end() {
    self = BlockTrail()
  }
}
