import DFU
import USB

/// The words of a deviation once more, read in the sources that its evidence names: in which
/// states, for which requests and causes, with which answers, and where it leads. Everything else
/// is a neighbour, and must not be covered.
struct DeviationWords {
  typealias Profile = DeviationScenario.Profile
  typealias Kind = DeviationCell.Answer.Kind

  var id: String
  var profiles: [Profile]
  var states: [State]
  var requests: Set<String>
  var kinds: Set<Kind>
  var leadsTo: Effect
  /// The cause: what has to be so of the request and of what was before it.
  var given: @Sendable (DeviationCell.Form) -> Bool
  /// What the answer shows, where it shows a state.
  var shows: (state: State?, status: Status?)

  /// Where the device is afterwards.
  enum Effect { case same, dead, to([State]), sameOr([State]) }

  init(
    _ id: String, _ profiles: [Profile], _ requests: Set<String>, in states: [State],
    _ kinds: Set<Kind>, _ leadsTo: Effect, shows: (state: State?, status: Status?) = (nil, nil),
    given: @escaping @Sendable (DeviationCell.Form) -> Bool = { _ in true }
  ) {
    (self.id, self.profiles, self.requests, self.states) = (id, profiles, requests, states)
    (self.kinds, self.leadsTo, self.shows, self.given) = (kinds, leadsTo, shows, given)
  }

  /// Whether the words cover an exchange.
  func cover(_ cell: DeviationCell) -> Bool {
    states.contains(cell.state) && requests.contains(cell.form.name)
      && kinds.contains(cell.answer.kind) && given(cell.form)
      && (shows.state == nil || shows.state == cell.answer.shown)
      && (shows.status == nil || cell.answer.status == nil || shows.status == cell.answer.status)
  }

  /// The states that they lead to from `state`, and whether endpoint 0 may then be dead.
  func effect(from state: State) -> (states: StateSet, isDeath: Bool) {
    switch leadsTo {
    case .same: (StateSet(state), false)
    case .dead: ([], true)
    case .to(let states): (StateSet(states), false)
    case .sameOr(let states): (StateSet(states).union(StateSet(state)), false)
    }
  }
}

extension DeviationWords {
  static let all = guide + refusals + states + lengths + turned + lib_dfu + tinyUSB + dfuSe

  private static let every = State.allCases
  private static let dfu = StateSet.dfuMode.states
  /// The states that a generation of lib_xua is ever in.
  private static let reached: [State] = [
    .appIDLE, .appDETACH, .dfuIDLE, .dfuDNLOADSYNC, .dfuDNLOADIDLE, .dfuMANIFESTSYNC,
    .dfuUPLOADIDLE, .dfuERROR,
  ]
  private static let reached5 = reached.filter { $0 != .appDETACH } + [.dfuDNBUSY]

  private static func but(_ out: State..., of all: [State] = every) -> [State] {
    all.filter { !out.contains($0) }
  }

  /// xmos/lib_xua sw_dfu.rst; dfu.xc, the switch over bRequest.
  private static let guide: [DeviationWords] = [
    .init("F0", [.xmos], ["21F0"], in: every, [.ack], .to([.dfuIDLE])),
    .init("F0", [.b1, .b2], ["21F0"], in: every, [.ack], .to([.appIDLE])),
    .init("F0", [.a], ["21F0"], in: every, [.ack], .to([.appIDLE, .dfuIDLE])),
    .init("F1", [.xmos, .a, .b1, .b2], ["21F1"], in: every, [.ack], .same),
    .init("F1", [.c], ["21F1"], in: [.dfuIDLE], [.ack], .same),
    .init("F2", [.a, .b1, .b2], ["21F2"], in: every, [.ack], .to([.dfuIDLE])),
    .init("F3", [.a, .b1, .b2], ["21F3"], in: every, [.ack], .to([.appIDLE])),
    .init("F4", [.a, .b1, .b2], ["21F4"], in: every, [.ack], .same),
    .init("F5", [.a, .b1], ["21F5"], in: every, [.ack], .same),
    .init("F6", [.a, .b1], ["21F6"], in: every, [.ack], .same),
    .init("X36", [.b2], ["41F1"], in: every, [.ack], .same),
    .init("X36", [.c], ["41F1"], in: [.dfuIDLE], [.ack], .same),
  ]

  /// A DNLOAD is in place in dfuIDLE with data, and in dfuDNLOAD-IDLE (dfu.xc, the download).
  private static let refusals: [DeviationWords] = [
    .init(
      "X02", [.b1], ["DFU_DNLOAD"], in: but(.dfuIDLE, .dfuDNLOADIDLE, of: reached),
      [.silence], .sameOr([.dfuERROR])),
    .init(
      "X02", [.b2], ["DFU_DNLOAD"], in: but(.dfuIDLE, .dfuDNLOADIDLE, of: reached5),
      [.silence], .sameOr([.dfuERROR])),
    .init(
      "X02", [.b1, .b2], ["DFU_DNLOAD"], in: [.dfuIDLE], [.silence], .sameOr([.dfuERROR]),
      given: { $0.length == 0 }),
    .init(
      "X02", [.b1, .b2], ["DFU_DNLOAD"], in: [.dfuIDLE], [.silence], .same,
      given: { $0.length == 64 }),
    .init(
      "X03", [.a], ["DFU_DNLOAD"], in: but(.dfuIDLE, .dfuDNLOADIDLE, of: reached), [.ack],
      .to([.dfuERROR])),
    .init(
      "X03", [.a], ["DFU_DNLOAD"], in: [.dfuIDLE], [.ack], .to([.dfuERROR]),
      given: { $0.length == 0 }),
    .init(
      "X04", [.a, .b1], ["DFU_UPLOAD"], in: but(.dfuIDLE, .dfuUPLOADIDLE, of: reached),
      [.none, .ack], .to([.dfuERROR])),
    .init(
      "X04", [.b2], ["DFU_UPLOAD"], in: but(.dfuIDLE, .dfuUPLOADIDLE, of: reached5),
      [.none, .ack], .to([.dfuERROR])),
    .init("X04", [.a, .b1, .b2], ["DFU_UPLOAD"], in: [.dfuIDLE], [.ack], .to([.dfuERROR])),
    .init("X08", [.a, .b1], ["2177", "A177"], in: every, [.ack, .none], .same),
  ]

  private static let states: [DeviationWords] = [
    .init(
      "X01", [.a, .b1, .b2], ["DFU_GETSTATUS"], in: [.dfuERROR], [.report], .same,
      shows: (.dfuERROR, .ok)),
    .init(
      "X05", [.a, .b1], ["DFU_CLRSTATUS"], in: but(.dfuERROR, of: reached), [.ack],
      .to([.dfuERROR])),
    .init(
      "X05", [.b2], ["DFU_CLRSTATUS"], in: but(.dfuERROR, of: reached5), [.ack],
      .to([.dfuERROR])),
    .init("X06", [.a, .b1], ["DFU_ABORT"], in: reached, [.ack], .to([.dfuIDLE])),
    .init("X06", [.b2], ["DFU_ABORT"], in: reached5, [.ack], .to([.dfuIDLE])),
    .init(
      "X10", [.b2], ["DFU_DETACH"],
      in: but(.dfuMANIFEST, .dfuMANIFESTWAITRESET, of: dfu), [.ack], .to([.appIDLE])),
    .init(
      "X11", [.a, .b1], ["DFU_DETACH"], in: but(.appIDLE, of: reached), [.ack],
      .to([.dfuERROR])),
    .init(
      "X14", [.b2], ["DFU_GETSTATE"], in: [.dfuDNBUSY], [.byte], .to([.dfuERROR]),
      shows: (.dfuDNBUSY, nil)),
    // bwPollTimeout is 0, so that the state may have ended, and the code still answers by it.
    .init(
      "X14", [.b2], ["DFU_GETSTATE"], in: [.dfuDNLOADSYNC], [.byte], .to([.dfuERROR]),
      shows: (.dfuDNBUSY, nil)),
    .init(
      "X17", [.a, .b1], ["DFU_DNLOAD"], in: [.dfuIDLE], [.silence], .to([.dfuDNLOADSYNC]),
      given: { $0.length == 64 && $0.setup.value == 0 }),
  ]

  /// 64, 6 and 1 bytes are sent whatever wLength says; one packet is taken from the host.
  private static let lengths: [DeviationWords] = [
    .init(
      "X19", [.a, .b1, .b2], ["DFU_UPLOAD"], in: [.dfuIDLE, .dfuUPLOADIDLE], [.overflow],
      .to([.dfuUPLOADIDLE]), given: { 1...63 ~= $0.length }),
    .init(
      "X19", [.a, .b1, .b2], ["DFU_UPLOAD"], in: [.dfuIDLE, .dfuUPLOADIDLE], [.silence],
      .dead, given: { $0.length > 64 }),
    .init(
      "X19", [.a, .b1], ["DFU_GETSTATUS"],
      in: but(.dfuDNLOADSYNC, .dfuMANIFESTSYNC, of: reached), [.overflow], .same,
      given: { $0.length < 6 }),
    .init(
      "X19", [.b2], ["DFU_GETSTATUS"],
      in: but(.dfuDNLOADSYNC, .dfuMANIFESTSYNC, .dfuDNBUSY, of: reached5), [.overflow], .same,
      given: { $0.length < 6 }),
    .init(
      "X19", [.a, .b1, .b2], ["DFU_GETSTATUS"], in: [.dfuMANIFESTSYNC], [.overflow],
      .to([.dfuIDLE]), given: { $0.length < 6 }),
    .init(
      "X19", [.a, .b1], ["DFU_GETSTATUS"], in: [.dfuDNLOADSYNC], [.overflow],
      .to([.dfuDNLOADIDLE]), given: { $0.length < 6 }),
    .init(
      "X19", [.b2], ["DFU_GETSTATUS"], in: [.dfuDNLOADSYNC], [.overflow],
      .to([.dfuDNLOADIDLE, .dfuDNBUSY]), given: { $0.length < 6 }),
    .init(
      "X19", [.a, .b1], ["DFU_GETSTATE"], in: reached, [.overflow], .same,
      given: { $0.length == 0 }),
    .init(
      "X19", [.b2], ["DFU_GETSTATE"], in: but(.dfuDNBUSY, of: reached5), [.overflow], .same,
      given: { $0.length == 0 }),
    .init(
      "X22", [.a, .b1, .b2, .c], ["DFU_DNLOAD"], in: [.dfuIDLE, .dfuDNLOADIDLE], [.silence],
      .dead, given: { $0.length > 64 }),
    .init(
      "X22", [.b1, .b2], ["DFU_DNLOAD"], in: [.dfuIDLE], [.silence], .same,
      given: { $0.length > 64 }),
    .init(
      "X22", [.a], ["DFU_DNLOAD"], in: but(.dfuIDLE, .dfuDNLOADIDLE, of: reached),
      [.silence], .dead, given: { $0.length > 64 }),
    .init(
      "X37", [.a, .b1, .b2], ["DFU_DNLOAD"], in: [.dfuDNLOADIDLE], [.silence], .dead,
      given: { $0.length == 0 && ($0.blocks.isEmpty || !$0.fillsPages) }),
  ]

  /// The direction of a request is not looked at (endpoint 0 hands over bRequest).
  private static let turned: [DeviationWords] = [
    .init("X49", [.a, .b1], ["2103"], in: but(.dfuDNLOADSYNC, .dfuMANIFESTSYNC), [.ack], .same),
    .init(
      "X49", [.b2], ["2103"], in: but(.dfuDNLOADSYNC, .dfuDNBUSY, .dfuMANIFESTSYNC), [.ack],
      .same),
    .init("X49", [.a, .b1], ["2103"], in: [.dfuDNLOADSYNC], [.ack], .to([.dfuDNLOADIDLE])),
    .init(
      "X49", [.b2], ["2103"], in: [.dfuDNLOADSYNC, .dfuDNBUSY], [.ack],
      .to([.dfuDNLOADIDLE, .dfuDNBUSY])),
    .init("X49", [.a, .b1, .b2], ["2103"], in: [.dfuMANIFESTSYNC], [.ack], .to([.dfuIDLE])),
    .init("X49", [.a, .b1], ["2105"], in: every, [.ack], .same),
    .init("X49", [.b2], ["2105"], in: but(.dfuDNBUSY), [.ack], .same),
    .init("X49", [.b2], ["2105"], in: [.dfuDNBUSY], [.ack], .to([.dfuERROR])),
    .init("X51", [.a, .b1, .b2], ["A106"], in: every, [.ack, .none], .to([.dfuIDLE])),
    .init(
      "X51", [.a, .b1, .b2], ["2102"], in: but(.dfuIDLE, .dfuUPLOADIDLE), [.ack],
      .to([.dfuERROR]), given: { $0.length <= 64 }),
    .init(
      "X51", [.a, .b1, .b2], ["2102"], in: [.dfuIDLE], [.ack], .to([.dfuERROR]),
      given: { $0.length == 0 }),
    .init(
      "X51", [.a, .b1, .b2], ["2102"], in: [.dfuIDLE], [.ack],
      .to([.dfuUPLOADIDLE, .dfuIDLE]), given: { 1...64 ~= $0.length }),
    .init(
      "X51", [.a, .b1, .b2], ["2102"], in: [.dfuUPLOADIDLE], [.ack],
      .to([.dfuUPLOADIDLE, .dfuIDLE]), given: { $0.length <= 64 }),
    .init(
      "X51", [.a], ["A101"], in: but(.dfuIDLE, .dfuDNLOADIDLE), [.ack, .none],
      .to([.dfuERROR])),
    .init(
      "X51", [.b1, .b2], ["A101"], in: but(.dfuIDLE, .dfuDNLOADIDLE), [.silence],
      .sameOr([.dfuERROR])),
    .init(
      "X51", [.a, .b1, .b2], ["A101"], in: [.dfuIDLE, .dfuDNLOADIDLE], [.none],
      .to([.dfuDNLOADSYNC])),
    .init("X51", [.a], ["A101"], in: [.dfuIDLE], [.ack], .to([.dfuERROR])),
    .init(
      "X51", [.b1, .b2], ["A101"], in: [.dfuIDLE], [.silence], .to([.dfuERROR]),
      given: { $0.length == 0 }),
    .init("X51", [.b1, .b2], ["A101"], in: [.dfuIDLE, .dfuDNLOADIDLE], [.silence], .same),
    .init(
      "X51", [.a, .b1], ["A101"], in: [.dfuIDLE], [.silence], .to([.dfuDNLOADSYNC]),
      given: { $0.length == 64 }),
    .init("X51", [.a, .b1, .b2], ["A101"], in: [.dfuDNLOADIDLE], [.ack], .to([.dfuMANIFESTSYNC])),
    .init(
      "X51", [.a, .b1, .b2], ["A101"], in: [.dfuDNLOADIDLE], [.silence], .dead,
      given: { $0.length == 0 }),
    .init("X51", [.c], ["A106"], in: [.appIDLE, .dfuIDLE], [.ack, .none], .same),
    .init("X51", [.c], ["A106"], in: [.dfuUPLOADIDLE], [.ack, .none], .to([.dfuIDLE])),
    .init("X51", [.c], ["A101"], in: [.dfuDNLOADIDLE], [.ack, .none], .to([.dfuMANIFESTSYNC])),
    .init("X51", [.c], ["2102"], in: [.dfuIDLE], [.ack], .to([.dfuUPLOADIDLE])),
    .init(
      "X51", [.c], ["2102"], in: [.dfuUPLOADIDLE], [.ack], .to([.dfuUPLOADIDLE, .dfuIDLE])),
  ]
}
