/// The transaction on the bus: a token, mostly data, mostly a handshake (USB 2.0, 8.5).
///
/// A bus has one at a time, so the packets behind a token belong to its endpoint.
struct WireTransaction: Sendable {
  /// Whose transaction it is.
  enum Owner: Sendable {
    /// Nobody's: no token has come since the last transaction.
    case nobody
    /// A control endpoint's, which is number 0 (USB 2.0, 8.5.3).
    case control
    /// Any other endpoint's.
    case other
  }

  /// What a hub makes of the transaction (USB 2.0, 8.4.2).
  enum Split: Sendable {
    /// The device is on this bus.
    case none
    /// The hub takes the transaction, and answers for itself.
    case start
    /// The hub tells the device's answer.
    case complete
  }

  var owner = Owner.nobody
  var token = PacketID.in
  /// The device's address, also behind a hub.
  var address: UInt8 = 0
  var split = Split.none
  /// Whether the data have come. There is one data packet in a transaction.
  var hasData = false
}
