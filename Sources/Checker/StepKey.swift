import DFU
import Evidence
import USB

/// All that the judgement of an acknowledged exchange depends on, its moment left out.
struct StepKey {
  /// What the facts read of the request and of the history.
  var facts = FactKey()
  /// What came back.
  var reply = ReplyBytes()
  var belief = Belief()
  /// The open spans, one bit a span.
  var open: UInt64 = 0
}

extension StepKey: Equatable {
  static func == (a: StepKey, b: StepKey) -> Bool {
    // One question for all: most keys that are compared are equal.
    let facts = (a.facts.request ^ b.facts.request) | (a.facts.past ^ b.facts.past)
    let reply = (a.reply.bytes ^ b.reply.bytes) | (a.reply.length ^ b.reply.length)
    return facts | reply | (a.open ^ b.open) == 0 && a.belief == b.belief
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
  /// The key of an exchange that may be known; nil where its judgement depends on more than the key
  /// has.
  func stepKey(_ transfer: borrowing ControlTransfer) -> StepKey? {
    guard transfer.outcome == .acknowledged, missing == nil, !$uncertainAnswer,
      let reply = ReplyBytes(transfer)
    else { return nil }
    return StepKey(
      facts: FactKey(transfer.setup, after: history), reply: reply, belief: belief,
      open: spans.open)
  }
}
