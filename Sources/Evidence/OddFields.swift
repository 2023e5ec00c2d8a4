import DFU
package import USB

/// A field of a request that has another value than DFU 1.1, Table 3.1 fixes.
package struct OddField: Hashable, Sendable {
  /// The name in USB's words: `wIndex`.
  package var name: String
  /// The value that the host sent.
  package var seen: UInt16
  /// The value of Table 3.1; for wIndex the number of the DFU interface.
  package var wanted: UInt16

  /// `wIndex 1 instead of 0`.
  package var text: String { "\(name) \(seen) instead of \(wanted)" }
}

extension History {
  /// The fields of a request that are not as Table 3.1 fixes them, in the order of the setup
  /// packet. wIndex is not among them where no descriptors name the interface.
  package func oddFields(of setup: SetupPacket) -> [OddField] {
    guard let request = ClassRequest(setup) else { return [] }
    let wanted: [(name: String, seen: UInt16, wanted: UInt16?)] = [
      ("wValue", setup.value, request.fixedValue),
      ("wIndex", setup.index, namedInterface),
      ("wLength", setup.length, request.fixedLength),
    ]
    return wanted.compactMap { name, seen, wanted in
      wanted.flatMap { $0 == seen ? nil : OddField(name: name, seen: seen, wanted: $0) }
    }
  }
}

extension ClassRequest {
  /// wValue by Table 3.1; nil where the request chooses it.
  var fixedValue: UInt16? {
    switch self {
    case .getStatus, .getState, .clrStatus, .abort: 0
    case .detach, .dnload, .upload: nil
    }
  }

  /// wLength by Table 3.1, in bytes; nil where the request chooses it.
  var fixedLength: UInt16? {
    switch self {
    case .getStatus: 6
    case .getState: 1
    case .detach, .clrStatus, .abort: 0
    case .dnload, .upload: nil
    }
  }
}
