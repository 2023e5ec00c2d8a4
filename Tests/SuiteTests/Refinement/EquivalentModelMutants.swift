import DFU

/// Mutants of the reference model that are also conformant devices, with the reason. No line of
/// the facts has the changed step.
struct EquivalentModelMutants {
  var because: String
  /// The exact number of such mutants.
  var count: Int
  var ids: Set<String>

  func takes(_ mutant: ModelMutant) -> Bool { ids.contains(mutant.id) }

  static let all = [
    EquivalentModelMutants(
      because: "a status that was asked for with odd fields may have begun a bwPollTimeout of 0 "
        + "(AMB-05, AMB-29)",
      count: 9,
      ids: [
        "dfuDNBUSY OK, DFU_GETSTATUS 0 0 0: next dfuDNLOAD-SYNC",
        "dfuDNBUSY OK, DFU_GETSTATUS 0 0 5: next dfuDNLOAD-SYNC",
        "dfuDNBUSY OK, DFU_GETSTATUS 0 1 6: next dfuDNLOAD-SYNC",
        "dfuDNBUSY errADDRESS, DFU_GETSTATUS 0 0 0: next dfuDNLOAD-SYNC",
        "dfuDNBUSY errADDRESS, DFU_GETSTATUS 0 0 5: next dfuDNLOAD-SYNC",
        "dfuDNBUSY errADDRESS, DFU_GETSTATUS 0 1 6: next dfuDNLOAD-SYNC",
        "dfuMANIFEST, DFU_GETSTATUS 0 0 0: next dfuMANIFEST-SYNC",
        "dfuMANIFEST, DFU_GETSTATUS 0 0 5: next dfuMANIFEST-SYNC",
        "dfuMANIFEST, DFU_GETSTATUS 0 1 6: next dfuMANIFEST-SYNC",
      ]),
    EquivalentModelMutants(
      because: "what DFU_CLRSTATUS with a wValue does is not said; it may clear nothing (AMB-29)",
      count: 3,
      ids: [
        "dfuERROR, DFU_CLRSTATUS 1 0 0: next dfuERROR"
      ]),
    EquivalentModelMutants(
      because: "by the longer of wTimeout and wDetachTimeOut the window is open still (AMB-14)",
      count: 1,
      ids: [
        "appDETACH, wait 10: next appDETACH"
      ]),
    EquivalentModelMutants(
      because: "a device that leaves looks like one that lost its power: it is back in "
        + "appIDLE (A.2.2 r5)",
      count: 1,
      ids: [
        "appDETACH, wait 10: next appIDLE"
      ]),
    EquivalentModelMutants(
      because: "what a device shows first in DFU mode may be dfuERROR (AMB-22)",
      count: 1,
      ids: [
        "appDETACH, wait 10: next dfuERROR"
      ]),
    EquivalentModelMutants(
      because: "a wTimeout of 0 says nothing of when the window is over (AMB-14)",
      count: 1,
      ids: [
        "appIDLE, DFU_DETACH 0 0 0: next appIDLE"
      ]),
    EquivalentModelMutants(
      because: "firmware that is corrupt keeps the device in DFU mode, and the "
        + "SET_CONFIGURATION behind the reset may start it again in dfuIDLE (AMB-28)",
      count: 24,
      ids: [
        "dfuDNBUSY OK, bus reset: next dfuIDLE",
        "dfuDNBUSY errADDRESS, bus reset: next dfuIDLE",
        "dfuDNBUSY errERASE, bus reset: next dfuIDLE",
        "dfuDNBUSY errWRITE, bus reset: next dfuIDLE",
        "dfuDNLOAD-IDLE, bus reset: next dfuIDLE",
        "dfuDNLOAD-SYNC OK, bus reset: next dfuIDLE",
        "dfuDNLOAD-SYNC errADDRESS, bus reset: next dfuIDLE",
        "dfuDNLOAD-SYNC errERASE, bus reset: next dfuIDLE",
        "dfuDNLOAD-SYNC errWRITE, bus reset: next dfuIDLE",
        "dfuERROR, bus reset: next dfuIDLE",
        "dfuMANIFEST, bus reset: next dfuIDLE",
        "dfuMANIFEST-SYNC OK, bus reset: next dfuIDLE",
        "dfuMANIFEST-SYNC before, bus reset: next dfuIDLE",
        "dfuMANIFEST-SYNC errVERIFY, bus reset: next dfuIDLE",
        "dfuMANIFEST-WAIT-RESET, bus reset: next dfuIDLE",
        "dfuUPLOAD-IDLE, bus reset: next dfuIDLE",
      ]),
    EquivalentModelMutants(
      because: "a device without a timer of its own stays busy for as long as it is (AMB-05)",
      count: 6,
      ids: [
        "dfuDNBUSY OK, wait 10: next dfuDNBUSY",
        "dfuDNBUSY errADDRESS, wait 10: next dfuDNBUSY",
        "dfuDNBUSY errERASE, wait 10: next dfuDNBUSY",
        "dfuDNBUSY errWRITE, wait 10: next dfuDNBUSY",
        "dfuMANIFEST, wait 10: next dfuMANIFEST",
      ]),
    EquivalentModelMutants(
      because: "a state that is over may still be shown, by a device without a timer (AMB-05)",
      count: 9,
      ids: [
        "dfuDNLOAD-SYNC OK, DFU_GETSTATE 0 0 1: shows dfuDNBUSY",
        "dfuDNLOAD-SYNC errADDRESS, DFU_GETSTATE 0 0 1: shows dfuDNBUSY",
        "dfuDNLOAD-SYNC errERASE, DFU_GETSTATE 0 0 1: shows dfuDNBUSY",
        "dfuDNLOAD-SYNC errWRITE, DFU_GETSTATE 0 0 1: shows dfuDNBUSY",
        "dfuMANIFEST-SYNC OK, DFU_GETSTATE 0 0 1: shows dfuMANIFEST",
        "dfuMANIFEST-SYNC errVERIFY, DFU_GETSTATE 0 0 1: shows dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_GETSTATE 0 0 1: shows dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_GETSTATUS 0 0 6: shows dfuMANIFEST OK",
      ]),
    EquivalentModelMutants(
      because: "dfuMANIFEST is over before the host has given up waiting for the answer",
      count: 16,
      ids: [
        "dfuMANIFEST-WAIT-RESET, DFU_ABORT 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_CLRSTATUS 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DETACH 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DETACH 20 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DETACH 80 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DNLOAD 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DNLOAD 0 0 64: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_DNLOAD 0 0 65: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_GETSTATE 0 0 1: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_GETSTATUS 0 0 6: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_UPLOAD 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_UPLOAD 0 0 32: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_UPLOAD 0 0 64: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, DFU_UPLOAD 0 0 65: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, request 66 0 0 0: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, request 66 0 0 8: next dfuMANIFEST",
      ]),
    EquivalentModelMutants(
      because: "manifestation may have failed; the device leaves the bus by itself before it "
        + "is asked again",
      count: 16,
      ids: Set(
        Status.allCases.filter { $0 != .ok }
          .map { "dfuMANIFEST-WAIT-RESET, DFU_GETSTATUS 0 0 6: shows dfuERROR \($0.name)" }
          + ["dfuMANIFEST-WAIT-RESET, DFU_GETSTATE 0 0 1: shows dfuERROR"])
    ),
    EquivalentModelMutants(
      because: "a STALL in dfuMANIFEST is right in dfuMANIFEST-WAIT-RESET too (AMB-12)",
      count: 3,
      ids: [
        "dfuMANIFEST-WAIT-RESET, SET_CONFIGURATION: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, SET_INTERFACE: next dfuMANIFEST",
        "dfuMANIFEST-WAIT-RESET, wait 10: next dfuMANIFEST",
      ]),
    EquivalentModelMutants(
      because: "a device that leaves looks like one that lost its power, and may begin in "
        + "dfuIDLE (AMB-22)",
      count: 1,
      ids: [
        "dfuMANIFEST-WAIT-RESET, wait 10: next dfuIDLE"
      ]),
  ]
}
