import SpecTable

/// A known deviation of an implementation that has no model here. It is against the text and has
/// no `AMB-nn`: the device accepts the request and stays in its state.
struct KnownDeviation {
  var events: [String]
  var states: [String]
  var reply: Reply

  /// The deviations of dapboot 8a1f099, src/dfu.c. It acknowledges DNLOAD and ABORT also in states
  /// that must refuse them, and does nothing.
  static let all = [
    KnownDeviation(
      events: ["DNLOAD_DATA", "DNLOAD_ZERO"],
      states: [
        "dfuDNLOAD-SYNC", "dfuDNBUSY", "dfuMANIFEST-SYNC", "dfuMANIFEST", "dfuUPLOAD-IDLE",
      ],
      reply: .ack),
    KnownDeviation(
      events: ["ABORT"], states: ["dfuDNBUSY", "dfuMANIFEST", "dfuERROR"], reply: .ack),
  ]
}
