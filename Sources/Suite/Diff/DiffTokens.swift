import DFU
import USB

// The numbers by which the steps of two sessions are aligned. Equal numbers may stand beside each
// other; their steps are then compared field by field.

extension DiffStep {
  /// What the alignment sees: the request, the number of a block, the state that a poll shows.
  var token: UInt64 {
    switch content {
    case .exchange(let exchange): exchange.token
    case .interfaceSet: 1 << 56
    case .bus: 2 << 56
    }
  }

  /// The kind of step. Where tokens differ, steps of one kind may still be the same one.
  var kind: UInt64 {
    switch content {
    case .exchange(let exchange): exchange.kind
    case .interfaceSet: 1 << 56
    case .bus: 2 << 56
    }
  }
}

extension DiffExchange {
  fileprivate var kind: UInt64 {
    3 << 56 | UInt64(setup.requestType.rawValue) << 48 | UInt64(setup.request) << 40
  }

  fileprivate var token: UInt64 {
    switch request {
    case .dnload?: kind | block
    case .upload?: kind | UInt64(setup.value)
    case .getStatus?, .getState?: kind | shown
    case .detach?, .clrStatus?, .abort?: kind
    case nil: kind | UInt64(setup.value)
    }
  }

  /// wBlockNum of a block. The DNLOAD without data, which ends an image, has none, and a command of
  /// DfuSe has its code.
  private var block: UInt64 {
    if setup.length == 0 { return 1 << 16 }
    return isCommand ? 2 << 16 | head & 0xFF : UInt64(setup.value)
  }

  /// The state that was shown, or how the exchange ended.
  private var shown: UInt64 {
    shownState.map { 1 << 16 | UInt64($0) } ?? UInt64(OutcomeClass(outcome).rawValue)
  }
}
