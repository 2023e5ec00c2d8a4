import SpecTable

/// A set of replies, one bit a kind.
struct ReplyKinds: OptionSet, Hashable {
  var rawValue: UInt16

  static let ack = ReplyKinds(rawValue: 1)
  static let stall = ReplyKinds(rawValue: 2)
  static let data6 = ReplyKinds(rawValue: 4)
  static let data1 = ReplyKinds(rawValue: 8)
  static let dataFull = ReplyKinds(rawValue: 16)
  /// Fewer bytes than asked for, but some.
  static let someData = ReplyKinds(rawValue: 32)
  static let silence = ReplyKinds(rawValue: 64)
  static let overflow = ReplyKinds(rawValue: 128)
  static let noData = ReplyKinds(rawValue: 256)
  static let dataShort: ReplyKinds = [.someData, .noData]
  /// Nothing is known of the reply.
  static let any = ReplyKinds(rawValue: 0x17F)
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
      case .dataNone: .noData
      case .silence: .silence
      case .anyAnswer: .answers
      case .anything: .any
      case .overflow: .overflow
      case .nothing, .reenumerates: []
      }
  }

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }
}
