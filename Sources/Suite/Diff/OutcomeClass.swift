import USB

/// How an exchange ended, as far as two captures can agree on it.
enum OutcomeClass: UInt8 {
  case answered, stalled
  /// The dialect cannot tell an answer from a STALL.
  case answeredOrStalled
  case silent, overflow, wireError, gone, notSent
  /// The capture does not show it.
  case unknown

  init(_ outcome: TransferOutcome) {
    self =
      switch outcome {
      case .acknowledged: .answered
      case .stalled: .stalled
      case .acknowledgedOrStalled: .answeredOrStalled
      case .timedOut, .cancelled: .silent
      case .overflowed: .overflow
      case .wireError: .wireError
      case .disconnected: .gone
      case .notSent: .notSent
      case .unknown, .unanswered: .unknown
      }
  }

  /// Whether both may be the same end of an exchange.
  func agrees(with other: OutcomeClass) -> Bool {
    self == other || self == .unknown || other == .unknown
      || self == .answeredOrStalled && other.isStallOrAnswer
      || other == .answeredOrStalled && isStallOrAnswer
  }

  private var isStallOrAnswer: Bool { self == .answered || self == .stalled }
}
