import DFU
import SpecTable
import USB

/// All that the judgement of an acknowledged exchange depends on, its moment left out.
struct StepKey {
  /// The setup packet; of a block's number only what the facts ask of it.
  var request: UInt64 = 0
  /// What the facts ask of the history.
  var past: UInt64 = 0
  /// What came back.
  var reply = ReplyBytes()
  var belief = Belief()
  /// The open spans, one bit a span.
  var open: UInt64 = 0
}

extension StepKey: Equatable {
  static func == (a: StepKey, b: StepKey) -> Bool {
    // One question for all: most keys that are compared are equal.
    let exchange = (a.request ^ b.request) | (a.past ^ b.past) | (a.open ^ b.open)
    let reply = (a.reply.bytes ^ b.reply.bytes) | (a.reply.length ^ b.reply.length)
    return exchange | reply == 0 && a.belief == b.belief
  }
}

/// What `ReplySeen` and `MarkSet` read of an acknowledged transfer's reply, in two numbers.
struct ReplyBytes {
  /// Up to six bytes that the device sent, and their number in the highest byte.
  var bytes: UInt64 = 0
  /// How many bytes crossed the bus; all bits set where the capture does not say.
  var length = UInt64.max

  init() {}

  /// Nil where a report has more bytes than fit.
  init?(_ transfer: borrowing ControlTransfer) {
    if let length = transfer.actualLength { self.length = UInt64(bitPattern: Int64(length)) }
    guard transfer.setup.request != ClassRequest.upload.rawValue,
      transfer.setup.requestType.rawValue & 0x80 != 0
    else { return }
    let data = transfer.data.span
    switch data.count {
    case 6: bytes = UInt64(data.littleEndian32(at: 0)) | UInt64(data.littleEndian16(at: 4)) << 32
    case 0..<6: for position in data.indices { bytes = bytes << 8 | UInt64(data[position]) }
    default: return nil
    }
    bytes |= UInt64(data.count) << 56
  }
}

extension Checker {
  /// The key of an exchange that may be known; nil where more than the key tells is at stake.
  ///
  /// The history is read field by field: as a whole it would be copied.
  func stepKey(_ transfer: borrowing ControlTransfer) -> StepKey? {
    guard transfer.outcome == .acknowledged, missing == nil, !$uncertainAnswer,
      let reply = ReplyBytes(transfer)
    else { return nil }
    let past =
      UInt64(history.revision) << 32 | Self.code(history.busyShown) << 20
      | Self.code(history.suffix.isAbsent) << 18
      | (history.blocks.lastDownloadLength.map { 1 << 16 | UInt64($0) } ?? 0)
    return StepKey(
      request: requestBits(transfer.setup), past: past, reply: reply, belief: belief,
      open: spans.open)
  }

  private func requestBits(_ setup: SetupPacket) -> UInt64 {
    let type = setup.requestType.rawValue
    let fixed =
      UInt64(type) | UInt64(setup.request) << 8 | UInt64(setup.index) << 16
      | UInt64(setup.length) << 32
    guard type & 0x7F == 0x21, setup.request == 1 || setup.request == 2 else {
      return fixed | UInt64(setup.value) << 48
    }
    return fixed | blockBits(setup) << 48
  }

  /// Every fact that reads a block's number, so that blocks of one kind are alike.
  private func blockBits(_ setup: SetupPacket) -> UInt64 {
    let fitsTimeout = history.described.detachTimeoutMilliseconds.map { setup.value <= $0 }
    return Self.code(history.blocks.follows(setup)) | Self.code(fitsTimeout) << 2
      | (setup.value < 2 ? UInt64(setup.value + 1) << 4 : 0)
  }

  private static func code(_ fact: Bool?) -> UInt64 {
    fact.map { $0 ? 2 : 1 } ?? 0
  }
}
