import SpecTable

/// A set of replies, one bit a kind.
struct ReplyKinds: OptionSet, Hashable {
  var rawValue: UInt8

  static let ack = ReplyKinds(rawValue: 1)
  static let stall = ReplyKinds(rawValue: 2)
  static let data6 = ReplyKinds(rawValue: 4)
  static let data1 = ReplyKinds(rawValue: 8)
  static let dataFull = ReplyKinds(rawValue: 16)
  static let dataShort = ReplyKinds(rawValue: 32)
  static let silence = ReplyKinds(rawValue: 64)
  static let overflow = ReplyKinds(rawValue: 128)
  /// Nothing is known of the reply.
  static let any = ReplyKinds(rawValue: 0x7F)
  /// An answer of some kind.
  static let answers = any.subtracting(.silence)

  /// The kinds that an outcome's reply stands for.
  init(_ reply: Reply) {
    self =
      switch reply {
      case .ack: .ack
      case .stall: .stall
      case .data6: .data6
      case .data1: .data1
      case .dataFull: .dataFull
      case .dataShort: .dataShort
      case .silence: .silence
      case .anyAnswer: .answers
      case .anything: .any
      case .overflow: .overflow
      case .nothing, .reenumerates: []
      }
  }

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }
}
