import DFU

// The words of lib_dfu, TinyUSB and ST's bootloader.

extension DeviationWords {
  private static let dfu = StateSet.dfuMode.states

  private static func dfu(but out: State...) -> [State] { dfu.filter { !out.contains($0) } }

  /// humphrey-xmos/lib_dfu 22139ff0, dfu.xc.
  static let lib_dfu: [DeviationWords] = [
    .init("X07", [.c], ["DFU_ABORT"], in: [.dfuDNLOADIDLE], [.stall], .to([.dfuERROR])),
    .init(
      "X10", [.c], ["DFU_DETACH"], in: dfu(but: .dfuMANIFESTWAITRESET), [.ack],
      .to([.appIDLE])),
    .init(
      "X33", [.c], ["DFU_GETSTATE"], in: [.dfuDNBUSY], [.byte], .to([.dfuDNLOADSYNC]),
      shows: (.dfuDNLOADSYNC, nil)),
    .init(
      "X33", [.c], ["DFU_GETSTATE"], in: [.dfuMANIFEST], [.byte], .to([.dfuMANIFESTSYNC]),
      shows: (.dfuMANIFESTSYNC, nil)),
    .init("X35", [.c], ["DFU_ABORT"], in: [.appIDLE], [.ack], .same),
    .init(
      "X45", [.c], ["DFU_GETSTATUS"], in: [.dfuDNLOADSYNC, .dfuMANIFESTSYNC], [.overflow],
      .to([.dfuERROR]), given: { $0.length < 6 }),
    .init("X49", [.c], ["2105"], in: State.allCases, [.ack], .same, given: { $0.length == 1 }),
    .init(
      "X49", [.c], ["2103"],
      in: [.appIDLE, .appDETACH]
        + dfu(but: .dfuDNLOADSYNC, .dfuDNBUSY, .dfuMANIFESTSYNC),
      [.ack], .same, given: { $0.length == 6 }),
    .init(
      "X49", [.c], ["2103"], in: [.dfuDNLOADSYNC, .dfuDNBUSY], [.ack],
      .sameOr([.dfuDNLOADIDLE, .dfuDNBUSY, .dfuERROR]), given: { $0.length == 6 }),
    .init(
      "X49", [.c], ["2103"], in: [.dfuMANIFESTSYNC], [.ack],
      .sameOr([.dfuMANIFEST, .dfuIDLE, .dfuERROR]), given: { $0.length == 6 }),
    .init(
      "X50", [.c], ["DFU_CLRSTATUS"], in: [.dfuDNLOADSYNC, .dfuDNBUSY], [.ack],
      .to([.dfuIDLE])),
    .init(
      "X52", [.c], ["DFU_GETSTATUS"], in: [.dfuIDLE], [.report], .to([.appIDLE]),
      shows: (.appIDLE, .ok)),
    .init(
      "X52", [.c], ["DFU_GETSTATE"], in: [.dfuIDLE], [.byte], .to([.appIDLE]),
      shows: (.appIDLE, nil)),
  ]

  /// The requests of the grid that TinyUSB does not know.
  private static let unnamed: Set<String> = [
    "2177", "A177", "21F0", "21F1", "21F2", "21F3", "21F4", "21F5", "21F6", "2103",
  ]

  /// hathach/tinyusb 0.14.0, dfu_device.c.
  static let tinyUSB: [DeviationWords] = [
    .init("X06", [.r], ["DFU_ABORT"], in: dfu, [.ack], .to([.dfuIDLE])),
    .init("X10", [.r], ["DFU_DETACH"], in: dfu, [.ack], .same),
    .init("X10", [.r], ["DFU_DETACH"], in: dfu, [.stall], .same, given: { !$0.isConfigured }),
    .init(
      "X32", [.r], ["DFU_DNLOAD"], in: [.dfuIDLE], [.ack], .to([.dfuMANIFESTSYNC]),
      given: { $0.length == 0 }),
    .init(
      "X32", [.r], ["DFU_DNLOAD"], in: dfu(but: .dfuDNLOADIDLE, .dfuUPLOADIDLE), [.stall],
      .same),
    .init(
      "X32", [.r], ["DFU_UPLOAD"], in: dfu(but: .dfuUPLOADIDLE),
      [.full, .some, .none, .ack, .stall], .same),
    .init("X32", [.r], ["DFU_CLRSTATUS"], in: dfu(but: .dfuERROR), [.ack], .to([.dfuIDLE])),
    .init("X32", [.r], unnamed, in: dfu, [.stall], .same),
    .init(
      "X46", [.r], ["DFU_GETSTATUS", "DFU_GETSTATE", "DFU_CLRSTATUS", "DFU_ABORT"],
      in: [.dfuIDLE], [.stall], .same, given: { !$0.isConfigured }),
    .init("X47", [.r], ["2105"], in: State.allCases, [.ack], .to(dfu), given: { $0.length == 1 }),
    .init(
      "X47", [.r], ["DFU_GETSTATUS"], in: [.dfuERROR], [.report], .same,
      shows: (.dfuERROR, .ok)),
    .init(
      "X48", [.r], ["DFU_GETSTATE"], in: [.dfuDNBUSY], [.byte], .to([.dfuDNLOADSYNC]),
      shows: (.dfuDNLOADSYNC, nil)),
    .init(
      "X48", [.r], ["DFU_GETSTATE"], in: [.dfuMANIFEST], [.byte], .to([.dfuMANIFESTSYNC]),
      shows: (.dfuMANIFESTSYNC, nil)),
    .init(
      "X48", [.r], ["DFU_GETSTATE"], in: [.dfuMANIFEST], [.byte],
      .to([.dfuMANIFESTWAITRESET]), shows: (.dfuMANIFESTWAITRESET, nil)),
    .init("X51", [.r], ["A106"], in: dfu, [.ack], .to([.dfuIDLE])),
    .init("X51", [.r], ["A106"], in: dfu, [.silence], .to([.dfuIDLE]), given: { $0.length > 0 }),
    .init("X51", [.r], ["A101"], in: [.dfuIDLE, .dfuDNLOADIDLE], [.full], .to([.dfuDNLOADSYNC])),
    .init("X51", [.r], ["A101"], in: [.dfuIDLE, .dfuDNLOADIDLE], [.ack], .to([.dfuMANIFESTSYNC])),
    .init("X51", [.r], ["2102"], in: dfu, [.ack], .same, given: { $0.length <= 64 }),
  ]

  /// ST AN2662, 4.5.
  static let dfuSe: [DeviationWords] = [
    .init(
      "S02", [.s], ["DFU_GETSTATE"], in: [.dfuDNBUSY], [.byte], .to([.dfuDNLOADSYNC]),
      shows: (.dfuDNLOADSYNC, nil)),
    .init(
      leaving, [.s], ["DFU_DNLOAD"], in: [.dfuIDLE], [.ack], .to([.dfuMANIFESTSYNC]),
      given: { $0.length == 0 }),
  ]

  /// The section of AN3156 that a replaced row cites: it is no deviation with an id.
  static let leaving = "leave"
}
