import SpecTable

/// What an implementation that is no model here is known to do against the text, without an
/// `AMB-nn`: it takes the request, and stays in its state.
struct KnownDeviation {
  var events: [String]
  var states: [String]
  var reply: Reply

  /// dapboot 8a1f099, src/dfu.c: a DNLOAD or ABORT in a state that does not take it is
  /// acknowledged, and nothing is done.
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
