/// Outcomes that their reply alone does not show, because another outcome of the row has the same
/// reply and a milder verdict. The answer that follows shows them.
struct HiddenOutcome {
  /// `row#index`, the outcome's place in the row's `then`.
  var ids: [String]
  var because: String

  static let all = [
    HiddenOutcome(
      ids: ["dfuIDLE.UPLOAD.block#2"],
      because: "a short block may lead to dfuUPLOAD-IDLE or dfuIDLE (AMB-07)"),
    HiddenOutcome(
      ids: ["appDETACH.DETACH#1"],
      because: "the STALL is right; that the first DETACH was kept shows by the next answer"),
    HiddenOutcome(
      ids: [
        "dfuIDLE.DNLOAD.block#2", "dfuDNLOAD-IDLE.DNLOAD.block#2", "dfuIDLE.UPLOAD.block#5",
        "dfuUPLOAD-IDLE.UPLOAD.block#3",
      ],
      because: "a block may be refused; that the code does not say why shows by the next answer"),
    HiddenOutcome(
      ids: ["dfuIDLE.UPLOAD.block#4"],
      because: "a full block is right; that dfuUPLOAD-IDLE was skipped shows by the next answer"),
    HiddenOutcome(
      ids: inDfuMode("DETACH#3"),
      because: "the STALL is right; that dfuERROR was not entered shows by the next answer"),
    HiddenOutcome(
      ids: inDfuMode("CLRSTATUS#3"),
      because: "the STALL is right; that dfuERROR was not entered shows by the next answer"),
    HiddenOutcome(
      ids: inDfuMode("UNKNOWN_CLASS_REQUEST#1"),
      because: "the STALL is right; whether it leads to dfuERROR is open (AMB-33)"),
    HiddenOutcome(
      ids: ["DNLOAD", "UPLOAD", "DETACH", "ABORT", "UNKNOWN_CLASS_REQUEST"].map {
        "dfuERROR.\($0)#1"
      },
      because: "the STALL is right; whether it changes the code is open (AMB-13)"),
  ]

  private static func inDfuMode(_ name: String) -> [String] {
    [
      "dfuIDLE", "dfuDNLOAD-SYNC", "dfuDNBUSY", "dfuDNLOAD-IDLE", "dfuMANIFEST-SYNC",
      "dfuMANIFEST", "dfuUPLOAD-IDLE",
    ].map { "\($0).\(name)" }
  }
}
