import DFU

/// Outcomes of the table that no model shows, with the reason why none can.
struct UntakenOutcomes {
  /// The ids, as `row#index`; `index` is the position of the outcome in the row's `then`.
  var ids: [String]
  var because: String

  init(_ because: String, _ ids: String) {
    self.ids = ids.split(whereSeparator: \.isWhitespace).map(String.init)
    self.because = because
  }

  static let all = [
    UntakenOutcomes(
      "no model refuses a wTimeout (Atmel 2001 does)",
      """
      appIDLE.DETACH.overlong#1
      """),
    UntakenOutcomes(
      "no model has an error code in run-time mode",
      """
      appIDLE.GETSTATUS#1 appDETACH.GETSTATUS#1 appDETACH.GETSTATUS.optional#1
      """),
    UntakenOutcomes(
      "the firmware of a model in run-time mode is valid, and powering it changes nothing "
        + "of that",
      """
      appIDLE.POWER_ON_RESET#1 appIDLE.POWER_ON_RESET#2 appDETACH.POWER_ON_RESET#1
      appDETACH.POWER_ON_RESET#2
      """),
    UntakenOutcomes(
      "no model shows another code in dfuERROR than it has shown",
      """
      dfuERROR.GETSTATUS#2
      """),
    UntakenOutcomes(
      "no model keeps the pending DETACH (Zephyr does)",
      """
      appDETACH.DETACH#1
      """),
    UntakenOutcomes(
      "the models that stall in appIDLE answer in appDETACH, or have no appDETACH",
      """
      appDETACH.GETSTATUS.optional#2 appDETACH.GETSTATUS.optional#3
      appDETACH.GETSTATE.optional#1 appDETACH.GETSTATE.optional#2
      """),
    UntakenOutcomes(
      "lib_dfu, which stays in appIDLE, reboots by itself and is never asked in appDETACH",
      """
      appDETACH.ABORT#2
      """),
    UntakenOutcomes(
      "a model acknowledges a block that it can take, and reports with GETSTATUS what goes "
        + "wrong with it (AMB-11)",
      """
      dfuIDLE.DNLOAD.block#1 dfuDNLOAD-IDLE.DNLOAD.block#1 dfuIDLE.DNLOAD.block#2
      dfuDNLOAD-IDLE.DNLOAD.block#2
      """),
    UntakenOutcomes(
      "no model takes more than wTransferSize and goes on: endpoint 0 hangs, or it stalls",
      """
      dfuIDLE.DNLOAD.overlong#0 dfuDNLOAD-IDLE.DNLOAD.overlong#0
      """),
    UntakenOutcomes(
      "a flash that fails shows before the first UPLOAD; ST's bootloader stalls one, and is no "
        + "device of the table with XMOS's requests",
      """
      dfuIDLE.UPLOAD.block#3 dfuIDLE.UPLOAD.block#5 dfuIDLE.UPLOAD.overlong#2
      """),
    UntakenOutcomes(
      "no model meets an error with nothing begun",
      """
      dfuIDLE.GETSTATUS#1 dfuIDLE.GETSTATE#1
      """),
    UntakenOutcomes(
      "the models without a status code have entered dfuERROR with the request before, "
        + "never with the answer",
      """
      dfuIDLE.GETSTATUS#2 dfuDNLOAD-SYNC.GETSTATUS#3 dfuDNBUSY.GETSTATUS#4
      dfuDNLOAD-IDLE.GETSTATUS#2 dfuMANIFEST-SYNC.GETSTATUS.first#2
      dfuMANIFEST-SYNC.GETSTATUS.manifested#3 dfuMANIFEST-SYNC.GETSTATUS.intolerant#2
      dfuMANIFEST.GETSTATUS#4 dfuMANIFEST.GETSTATUS.intolerant#4 dfuUPLOAD-IDLE.GETSTATUS#2
      """),
    UntakenOutcomes(
      "no model shows the state that it was in (Zephyr does)",
      """
      dfuDNLOAD-SYNC.GETSTATUS#4 dfuDNLOAD-SYNC.GETSTATUS#5 dfuDNLOAD-SYNC.GETSTATUS#6
      dfuMANIFEST-SYNC.GETSTATUS.first#4 dfuMANIFEST-SYNC.GETSTATUS.first#5
      dfuMANIFEST-SYNC.GETSTATUS.manifested#4 dfuMANIFEST-SYNC.GETSTATUS.manifested#5
      dfuMANIFEST-SYNC.GETSTATUS.intolerant#3 dfuMANIFEST-SYNC.GETSTATUS.intolerant#4
      """),
    UntakenOutcomes(
      "a model tells an error once, by the GETSTATUS that follows the block or the "
        + "manifestation that failed",
      """
      dfuDNLOAD-SYNC.GETSTATE#1 dfuDNLOAD-SYNC.GETSTATE.afterBusy#1 dfuDNBUSY.GETSTATUS#3
      dfuDNBUSY.GETSTATE#2 dfuDNLOAD-IDLE.GETSTATUS#1 dfuDNLOAD-IDLE.GETSTATE#1
      dfuMANIFEST-SYNC.GETSTATUS.first#1 dfuMANIFEST-SYNC.GETSTATUS.intolerant#1
      dfuMANIFEST-SYNC.GETSTATE#1 dfuMANIFEST-SYNC.GETSTATE.afterBusy#1 dfuMANIFEST.GETSTATUS#3
      dfuMANIFEST.GETSTATUS.intolerant#3 dfuMANIFEST.GETSTATE#2
      dfuMANIFEST.GETSTATE.intolerant#2 dfuUPLOAD-IDLE.GETSTATUS#1 dfuUPLOAD-IDLE.GETSTATE#1
      """),
    UntakenOutcomes(
      "what a model shows is where it is: a state that its timer has not left is told in "
        + "the rows of that state",
      """
      dfuDNLOAD-SYNC.GETSTATE.afterBusy#2 dfuMANIFEST-SYNC.GETSTATE.afterBusy#2
      dfuMANIFEST-WAIT-RESET.GETSTATUS#4 dfuMANIFEST-WAIT-RESET.GETSTATUS#5
      dfuMANIFEST-WAIT-RESET.GETSTATUS.afterBusy#4 dfuMANIFEST-WAIT-RESET.GETSTATUS.afterBusy#5
      dfuMANIFEST-WAIT-RESET.GETSTATUS.afterBusy#6 dfuMANIFEST-WAIT-RESET.GETSTATE#4
      dfuMANIFEST-WAIT-RESET.GETSTATE.afterBusy#4 dfuMANIFEST-WAIT-RESET.GETSTATE.afterBusy#5
      """),
    UntakenOutcomes(
      "no model accepts the request without effect (dapboot does)",
      """
      dfuDNLOAD-SYNC.DNLOAD#1 dfuDNBUSY.DNLOAD#1 dfuDNBUSY.ABORT#2 dfuMANIFEST-SYNC.DNLOAD#1
      dfuMANIFEST.DNLOAD#1 dfuMANIFEST.ABORT#2 dfuUPLOAD-IDLE.DNLOAD#1 dfuERROR.ABORT#3
      """),
    UntakenOutcomes(
      "no model stalls DETACH without dfuERROR (usbd-dfu and libopencm3 do)",
      """
      dfuDNLOAD-SYNC.DETACH#3 dfuDNBUSY.DETACH#3 dfuDNLOAD-IDLE.DETACH#3
      dfuMANIFEST-SYNC.DETACH#3 dfuMANIFEST.DETACH#3 dfuUPLOAD-IDLE.DETACH#3
      """),
    UntakenOutcomes(
      "no model stalls CLRSTATUS without dfuERROR in this state (OpenTitan does)",
      """
      dfuDNLOAD-SYNC.CLRSTATUS#3 dfuDNBUSY.CLRSTATUS#3 dfuDNLOAD-IDLE.CLRSTATUS#3
      dfuMANIFEST-SYNC.CLRSTATUS#3 dfuMANIFEST.CLRSTATUS#3 dfuUPLOAD-IDLE.CLRSTATUS#3
      """),
    UntakenOutcomes(
      "no model accepts CLRSTATUS without effect (squishy does)",
      """
      dfuIDLE.GETSTATUS#3 dfuDNLOAD-SYNC.CLRSTATUS#4 dfuDNBUSY.CLRSTATUS#4
      dfuDNLOAD-IDLE.CLRSTATUS#4 dfuMANIFEST-SYNC.CLRSTATUS#4 dfuMANIFEST.CLRSTATUS#4
      dfuUPLOAD-IDLE.CLRSTATUS#4
      """),
    UntakenOutcomes(
      "the model that says nothing while it waits for a reset stalls in dfuMANIFEST",
      """
      dfuMANIFEST.GETSTATE.intolerant#3
      """),
    UntakenOutcomes(
      "no model that is come by in this state ends it, or stays in it, with an answer",
      """
      dfuDNBUSY.GETSTATUS#2 dfuMANIFEST-SYNC.GETSTATUS.intolerant#5
      dfuMANIFEST-SYNC.GETSTATUS.intolerant#6
      dfuMANIFEST.GETSTATUS#2 dfuMANIFEST.GETSTATUS.intolerant#2
      dfuMANIFEST.GETSTATUS.intolerant#5 dfuMANIFEST.GETSTATUS.intolerant#6
      """),
    UntakenOutcomes(
      "no generation that answers such a request is ever in dfuDNBUSY",
      """
      dfuDNBUSY.UNKNOWN_CLASS_REQUEST#3
      """),
    UntakenOutcomes(
      "lib_xua and lib_dfu have no dfuMANIFEST, and TinyUSB accepts the request",
      """
      dfuMANIFEST.DNLOAD#2 dfuMANIFEST.UPLOAD#3 dfuMANIFEST.DETACH#1 dfuMANIFEST.CLRSTATUS#2
      dfuMANIFEST.UNKNOWN_CLASS_REQUEST#3
      """),
    UntakenOutcomes(
      "the model that says nothing and the one that stalls have shown dfuMANIFEST last, "
        + "which is a row of its own",
      """
      dfuMANIFEST-WAIT-RESET.GETSTATUS#0 dfuMANIFEST-WAIT-RESET.GETSTATUS#1
      dfuMANIFEST-WAIT-RESET.GETSTATUS#2 dfuMANIFEST-WAIT-RESET.GETSTATE#0
      dfuMANIFEST-WAIT-RESET.GETSTATE#1 dfuMANIFEST-WAIT-RESET.GETSTATE#2
      """),
    UntakenOutcomes(
      "no model stalls a GETSTATUS, GETSTATE, DETACH, CLRSTATUS or ABORT in "
        + "dfuMANIFEST-WAIT-RESET, or leads from there to dfuERROR",
      """
      dfuMANIFEST-WAIT-RESET.GETSTATUS.afterBusy#1 dfuMANIFEST-WAIT-RESET.GETSTATUS.afterBusy#2
      dfuMANIFEST-WAIT-RESET.GETSTATE.afterBusy#1 dfuMANIFEST-WAIT-RESET.GETSTATE.afterBusy#2
      dfuMANIFEST-WAIT-RESET.DETACH#1 dfuMANIFEST-WAIT-RESET.DETACH#2
      dfuMANIFEST-WAIT-RESET.DNLOAD#2 dfuMANIFEST-WAIT-RESET.UPLOAD#2
      dfuMANIFEST-WAIT-RESET.CLRSTATUS#1 dfuMANIFEST-WAIT-RESET.CLRSTATUS#2
      dfuMANIFEST-WAIT-RESET.ABORT#1 dfuMANIFEST-WAIT-RESET.ABORT#2
      dfuMANIFEST-WAIT-RESET.UNKNOWN_CLASS_REQUEST#2
      """),
    UntakenOutcomes(
      "TinyUSB leads to dfuIDLE by these, and the others say nothing",
      """
      dfuMANIFEST-WAIT-RESET.CLRSTATUS#3 dfuMANIFEST-WAIT-RESET.ABORT#3
      """),
    UntakenOutcomes(
      "no model fails to read its memory or refuses a block for its length",
      """
      dfuUPLOAD-IDLE.UPLOAD.block#2 dfuUPLOAD-IDLE.UPLOAD.block#3
      dfuUPLOAD-IDLE.UPLOAD.overlong#2
      """),
    UntakenOutcomes(
      "TinyUSB has no dfuUPLOAD-IDLE, and the others do not accept it there",
      """
      dfuUPLOAD-IDLE.CLRSTATUS#1
      """),
    UntakenOutcomes(
      "TinyUSB alone starts in dfuIDLE, and it has no dfuUPLOAD-IDLE",
      """
      dfuUPLOAD-IDLE.POWER_ON_RESET#3
      """),
    UntakenOutcomes(
      "only TinyUSB starts again, and only when the configuration changes: the bus reset "
        + "before it has led to dfuIDLE; it has no dfuUPLOAD-IDLE",
      """
      dfuDNLOAD-SYNC.SET_CONFIGURATION#1 dfuMANIFEST-SYNC.SET_CONFIGURATION#1
      dfuMANIFEST.SET_CONFIGURATION#1
      dfuMANIFEST-WAIT-RESET.SET_CONFIGURATION#1 dfuUPLOAD-IDLE.SET_INTERFACE#1
      dfuUPLOAD-IDLE.SET_CONFIGURATION#1
      """),
    UntakenOutcomes(
      "a model leaves the bus by itself only behind DETACH, a manifestation or, under a "
        + "fault plan, a block",
      """
      dfuIDLE.DEVICE_DETACH_ATTACH#1 dfuIDLE.DEVICE_DETACH_ATTACH#2
      dfuDNBUSY.DEVICE_DETACH_ATTACH#1 dfuDNBUSY.DEVICE_DETACH_ATTACH#2
      dfuDNLOAD-IDLE.DEVICE_DETACH_ATTACH#1 dfuDNLOAD-IDLE.DEVICE_DETACH_ATTACH#2
      dfuMANIFEST-SYNC.DEVICE_DETACH_ATTACH#0 dfuMANIFEST-SYNC.DEVICE_DETACH_ATTACH#1
      dfuMANIFEST-SYNC.DEVICE_DETACH_ATTACH#2
      dfuMANIFEST.DEVICE_DETACH_ATTACH#0 dfuMANIFEST.DEVICE_DETACH_ATTACH#1
      dfuMANIFEST.DEVICE_DETACH_ATTACH#2 dfuUPLOAD-IDLE.DEVICE_DETACH_ATTACH#0
      dfuUPLOAD-IDLE.DEVICE_DETACH_ATTACH#1 dfuUPLOAD-IDLE.DEVICE_DETACH_ATTACH#2
      dfuUPLOAD-IDLE.DEVICE_DETACH_ATTACH#3 dfuERROR.DEVICE_DETACH_ATTACH#1
      dfuERROR.DEVICE_DETACH_ATTACH#2
      """),
    UntakenOutcomes(
      "the models send what is for another interface away without a look at their state",
      """
      appDETACH.DNLOAD.odd#1 appDETACH.UPLOAD.odd#1 appDETACH.GETSTATUS.odd#1
      appDETACH.GETSTATE.odd#1 appDETACH.UNKNOWN_CLASS_REQUEST.odd#1
      """),
    UntakenOutcomes(
      "models that look at the fields refuse such a request without effect, the others take "
        + "it as they would take it with the right fields",
      """
      dfuIDLE.DNLOAD.odd#1 dfuIDLE.DNLOAD.odd#2 dfuIDLE.DNLOAD.odd#3 dfuDNLOAD-IDLE.DNLOAD.odd#1
      dfuDNLOAD-IDLE.DNLOAD.odd#2 dfuDNLOAD-IDLE.DNLOAD.odd#3 dfuIDLE.UPLOAD.odd#1
      dfuIDLE.UPLOAD.odd#2 dfuUPLOAD-IDLE.UPLOAD.odd#0 dfuUPLOAD-IDLE.UPLOAD.odd#2
      dfuDNBUSY.GETSTATUS.odd#2 dfuMANIFEST-SYNC.GETSTATUS.odd#3 dfuMANIFEST.GETSTATUS.odd#2
      dfuMANIFEST-SYNC.GETSTATUS.odd.intolerant#2 dfuMANIFEST-SYNC.GETSTATUS.odd.intolerant#3
      dfuMANIFEST-SYNC.GETSTATUS.odd.intolerant#4 dfuMANIFEST.GETSTATUS.odd.intolerant#2
      dfuMANIFEST.GETSTATUS.odd.intolerant#3
      dfuDNLOAD-SYNC.DNLOAD.odd#1 dfuDNBUSY.DNLOAD.odd#1 dfuMANIFEST-SYNC.DNLOAD.odd#1
      dfuMANIFEST.DNLOAD.odd#1 dfuUPLOAD-IDLE.DNLOAD.odd#1 dfuDNLOAD-SYNC.UPLOAD.odd#1
      dfuDNBUSY.UPLOAD.odd#1 dfuDNLOAD-IDLE.UPLOAD.odd#1 dfuMANIFEST-SYNC.UPLOAD.odd#1
      dfuMANIFEST.UPLOAD.odd#1 dfuIDLE.GETSTATUS.odd#1 dfuDNLOAD-IDLE.GETSTATUS.odd#1
      dfuUPLOAD-IDLE.GETSTATUS.odd#1 dfuIDLE.GETSTATE.odd#1 dfuIDLE.UNKNOWN_CLASS_REQUEST.odd#1
      dfuDNLOAD-SYNC.GETSTATE.odd#1 dfuDNLOAD-SYNC.UNKNOWN_CLASS_REQUEST.odd#1
      dfuDNBUSY.UNKNOWN_CLASS_REQUEST.odd#1 dfuDNLOAD-IDLE.GETSTATE.odd#1
      dfuDNLOAD-IDLE.UNKNOWN_CLASS_REQUEST.odd#1 dfuMANIFEST-SYNC.GETSTATE.odd#1
      dfuMANIFEST-SYNC.UNKNOWN_CLASS_REQUEST.odd#1 dfuMANIFEST.UNKNOWN_CLASS_REQUEST.odd#1
      dfuUPLOAD-IDLE.GETSTATE.odd#1 dfuUPLOAD-IDLE.UNKNOWN_CLASS_REQUEST.odd#1
      dfuIDLE.ABORT.odd#2 dfuDNLOAD-SYNC.CLRSTATUS.odd#1 dfuDNLOAD-SYNC.ABORT.odd#1
      dfuDNBUSY.CLRSTATUS.odd#1 dfuDNBUSY.ABORT.odd#1 dfuDNLOAD-IDLE.CLRSTATUS.odd#1
      dfuDNLOAD-IDLE.ABORT.odd#2 dfuMANIFEST-SYNC.CLRSTATUS.odd#1 dfuMANIFEST-SYNC.ABORT.odd#1
      dfuMANIFEST.CLRSTATUS.odd#1 dfuMANIFEST.ABORT.odd#1 dfuUPLOAD-IDLE.CLRSTATUS.odd#1
      dfuUPLOAD-IDLE.ABORT.odd#2
      """),
    UntakenOutcomes(
      "the one model that answers in dfuMANIFEST-WAIT-RESET does not look at the fields and "
        + "keeps its state",
      """
      dfuMANIFEST-WAIT-RESET.DETACH.odd#1 dfuMANIFEST-WAIT-RESET.DNLOAD.odd#1
      dfuMANIFEST-WAIT-RESET.UPLOAD.odd#1 dfuMANIFEST-WAIT-RESET.GETSTATUS.odd#1
      dfuMANIFEST-WAIT-RESET.CLRSTATUS.odd#1 dfuMANIFEST-WAIT-RESET.GETSTATE.odd#1
      dfuMANIFEST-WAIT-RESET.ABORT.odd#1 dfuMANIFEST-WAIT-RESET.UNKNOWN_CLASS_REQUEST.odd#1
      """),
    UntakenOutcomes(
      "a generation that does not know the request stalls it without dfuERROR in this state",
      """
      dfuDNBUSY.XMOS_DFU_RESETDEVICE#0 dfuMANIFEST.XMOS_DFU_RESETDEVICE#0
      dfuMANIFEST-WAIT-RESET.XMOS_DFU_RESETDEVICE#2 dfuIDLE.XMOS_DFU_REVERTFACTORY#0
      dfuMANIFEST-WAIT-RESET.XMOS_DFU_REVERTFACTORY#2
      """),
    UntakenOutcomes(
      "no generation is come by in this state with a handler that does so: each takes the "
        + "request or refuses it into dfuERROR",
      """
      appDETACH.XMOS_DFU_RESETDEVICE#0 dfuUPLOAD-IDLE.XMOS_DFU_RESETDEVICE#1
      dfuUPLOAD-IDLE.XMOS_DFU_REVERTFACTORY#1
      """),
    UntakenOutcomes(
      "the model that takes the request in this state boots at once, and those that do not "
        + "know it stall",
      """
      dfuMANIFEST.XMOS_DFU_RESETDEVICE#2 dfuMANIFEST-WAIT-RESET.XMOS_DFU_RESETDEVICE#0
      """),
    UntakenOutcomes(
      "no model that is come by in this state takes the request there",
      """
      dfuMANIFEST.XMOS_DFU_REVERTFACTORY#2 dfuMANIFEST.XMOS_DFU_REVERTFACTORY#4
      dfuMANIFEST-WAIT-RESET.XMOS_DFU_REVERTFACTORY#4
      """),
    UntakenOutcomes(
      "the requests of XMOS carry no data, so that no answer to them is short",
      """
      appIDLE.XMOS_DFU_RESETDEVICE#2 appDETACH.XMOS_DFU_RESETDEVICE#2
      appIDLE.XMOS_DFU_REVERTFACTORY#2 appDETACH.XMOS_DFU_REVERTFACTORY#2
      dfuIDLE.XMOS_DFU_RESETDEVICE#3 dfuDNLOAD-SYNC.XMOS_DFU_RESETDEVICE#3
      dfuDNBUSY.XMOS_DFU_RESETDEVICE#3 dfuDNLOAD-IDLE.XMOS_DFU_RESETDEVICE#3
      dfuMANIFEST-SYNC.XMOS_DFU_RESETDEVICE#3 dfuMANIFEST.XMOS_DFU_RESETDEVICE#3
      dfuUPLOAD-IDLE.XMOS_DFU_RESETDEVICE#3 dfuERROR.XMOS_DFU_RESETDEVICE#3
      dfuIDLE.XMOS_DFU_REVERTFACTORY#3 dfuDNLOAD-SYNC.XMOS_DFU_REVERTFACTORY#3
      dfuDNBUSY.XMOS_DFU_REVERTFACTORY#3 dfuDNLOAD-IDLE.XMOS_DFU_REVERTFACTORY#3
      dfuMANIFEST-SYNC.XMOS_DFU_REVERTFACTORY#3 dfuMANIFEST.XMOS_DFU_REVERTFACTORY#3
      dfuUPLOAD-IDLE.XMOS_DFU_REVERTFACTORY#3 dfuERROR.XMOS_DFU_REVERTFACTORY#3
      """),
    UntakenOutcomes(
      "no source tells what a generation does with other fields than XMOS gives its requests, "
        + "so no walk sends them",
      oddXMOS),
  ]

  /// The outcomes of XMOS's requests with other fields. What such a request leads to in appIDLE is
  /// one outcome, elsewhere it is two.
  private static let oddXMOS = ["RESETDEVICE", "REVERTFACTORY"].flatMap { name in
    State.allCases.flatMap { state in
      (0...(state == .appIDLE ? 0 : 1)).map { "\(state.name).XMOS_DFU_\(name).odd#\($0)" }
    }
  }.joined(separator: " ")
}
