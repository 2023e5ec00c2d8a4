import DFU
import USB

/// Texts that are each kept once, and known by their index.
struct TextPool {
  private(set) var texts: [String] = []
  private var places: [String: Int32] = [:]

  /// The index of a text, which is added where it is new.
  mutating func index(of text: String) -> Int32 {
    if let place = places[text] { return place }
    let place = Int32(texts.count)
    places[text] = place
    texts.append(text)
    return place
  }
}

/// What decides the words for an answer that the capture shows.
struct ReplyKey: Hashable {
  private let request: UInt16
  private let outcome: TransferOutcome
  private let length: Int
  /// The bytes of a status report or of a state, which the words tell.
  private let bytes: UInt64

  /// Makes the key; nil where the words tell a time too.
  init?(_ transfer: ControlTransfer) {
    guard transfer.outcome == .acknowledged || transfer.outcome == .stalled else { return nil }
    let setup = transfer.setup
    request = UInt16(setup.requestType.rawValue) << 8 | UInt16(setup.request)
    outcome = transfer.outcome
    length = transfer.actualLength ?? -1
    let isShort = transfer.isPoll && transfer.data.count < 8
    bytes = isShort ? transfer.data.reduce(UInt64(transfer.data.count)) { $0 << 8 | UInt64($1) } : 0
    if transfer.isPoll, !isShort { return nil }
  }
}

extension ControlTransfer {
  /// Whether the request only asks for the status or the state.
  var isPoll: Bool {
    let request = ClassRequest(setup)
    return request == .getStatus || request == .getState
  }
}
