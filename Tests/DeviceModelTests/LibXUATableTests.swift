import DFU
import DeviceModel
import Testing

/// The tables of the generations, as literals: for each request and state, how the transfer ends
/// and the next state.
@Suite struct LibXUATableTests {
  /// Brings a device into `state`.
  static func device(_ name: String, in state: State) throws -> Bench {
    let isErasing = state == .dfuDNBUSY
    var bench = try Bench(
      name,
      [
        "upgrade_images": .numbers([600]), "max_upgrade": .number(isErasing ? 524_288 : 4096),
        "boot_wait_ms": .number(2000),
      ])
    if ![.appIDLE, .appDETACH].contains(state) { bench.enterDFUMode() }
    switch state {
    case .appIDLE, .dfuIDLE, .dfuMANIFEST, .dfuMANIFESTWAITRESET: break
    case .appDETACH: bench.send(.detach, value: 1000)
    case .dfuDNLOADSYNC: bench.download(0)
    case .dfuDNBUSY, .dfuDNLOADIDLE:
      bench.download(0)
      bench.status()
    case .dfuMANIFESTSYNC:
      bench.download(0)
      bench.status()
      bench.send(.dnload)
    case .dfuUPLOADIDLE: bench.send(.upload, length: 64)
    case .dfuERROR: bench.send(.clrStatus)
    }
    return bench
  }

  /// The requests of a row.
  static func send(_ request: String, to bench: inout Bench) -> ModelReply {
    switch request {
    case "DETACH": bench.send(.detach, value: 1000)
    case "DNLOAD": bench.download(4)
    case "DNLOAD 0": bench.send(.dnload)
    case "UPLOAD": bench.send(.upload, length: 64)
    case "GETSTATUS": bench.send(.getStatus, length: 6)
    case "GETSTATUS 5": bench.send(.getStatus, length: 5)
    case "GETSTATUS 7": bench.send(.getStatus, length: 7)
    case "CLRSTATUS": bench.send(.clrStatus)
    case "GETSTATE": bench.send(.getState, length: 1)
    case "GETSTATE 2": bench.send(.getState, length: 2)
    case "ABORT": bench.send(.abort)
    case "41/F1": bench.send(0xF1, type: 0x41)
    case "41/F2": bench.send(0xF2, type: 0x41)
    case "C1/3": bench.send(3, type: 0xC1, length: 6)
    case "elsewhere": bench.device.handle(ClassRequest.abort.setup(interface: 7), payload: [])
    case "IN 77": bench.send(0x77, type: 0xA1, length: 4)
    case "OUT 77": bench.send(0x77, type: 0x21, length: 4, data: [1, 2, 3, 4])
    default: bench.send(UInt8(request, radix: 16) ?? 0, type: 0x21)
    }
  }

  static let fourth: [(String, String)] = [
    ("", "0 1 2 3 5 6 9 10"),
    ("DETACH", "a1 a10 a10 a10 a10 a10 a10 a10"),
    ("DNLOAD", "h10 h10 a3 h10 a3 h10 h10 h10"),
    ("DNLOAD 0", "h10 h10 h10 h10 a6 h10 h10 h10"),
    ("UPLOAD", "d0:10 d0:10 d64:9 d0:10 d0:10 d0:10 d64:9 d0:10"),
    ("GETSTATUS", "d6:0 d6:1 d6:2 d6:5 d6:5 d6:2 d6:9 d6:10"),
    ("CLRSTATUS", "a10 a10 a10 a10 a10 a10 a10 a2"),
    ("GETSTATE", "d1:0 d1:1 d1:2 d1:3 d1:5 d1:6 d1:9 d1:10"),
    ("ABORT", "a2 a2 a2 a2 a2 a2 a2 a2"),
    ("F1", "a0 a1 a2 a3 a5 a6 a9 a10"),
    ("41/F1", "s0 s1 s2 s3 s5 s6 s9 s10"),
    ("F4", "a0 a1 a2 a3 a5 a6 a9 a10"),
    ("F5", "a0 a1 a2 a3 a5 a6 a9 a10"),
    ("F6", "a0 a1 a2 a3 a5 a6 a9 a10"),
    ("IN 77", "d0:0 d0:1 d0:2 d0:3 d0:5 d0:6 d0:9 d0:10"),
    ("OUT 77", "a0 a1 a2 a3 a5 a6 a9 a10"),
  ]

  static let fifth: [(String, String)] = [
    ("", "0 2 3 4 5 6 9 10"),
    ("DETACH", "a0 a2 a3 a4 a5 a6 a9 a10"),
    ("DNLOAD", "h10 a3 h10 h10 a3 h10 h10 h10"),
    ("DNLOAD 0", "h10 h10 h10 h10 a6 h10 h10 h10"),
    ("UPLOAD", "d0:10 d64:9 d0:10 d0:10 d0:10 d0:10 d64:9 d0:10"),
    ("GETSTATUS", "d6:0 d6:2 d6:5 d6:4 d6:5 d6:2 d6:9 d6:10"),
    ("CLRSTATUS", "a10 a10 a10 a10 a10 a10 a10 a2"),
    ("GETSTATE", "d1:0 d1:2 d1:3 d1:10 d1:5 d1:6 d1:9 d1:10"),
    ("ABORT", "a2 a2 a2 a2 a2 a2 a2 a2"),
    ("F1", "a0 a2 a3 a4 a5 a6 a9 a10"),
    ("41/F1", "a0 a2 a3 a4 a5 a6 a9 a10"),
    ("F4", "a0 a2 a3 a4 a5 a6 a9 a10"),
    ("F5", "s0 s2 s3 s4 s5 s6 s9 s10"),
    ("F6", "s0 s2 s3 s4 s5 s6 s9 s10"),
    ("IN 77", "s0 s2 s3 s4 s5 s6 s9 s10"),
    ("OUT 77", "s0 s2 s3 s4 s5 s6 s9 s10"),
  ]

  static func check(_ name: String, _ rows: [(String, String)]) throws {
    let states = try #require(rows.first).1.split(separator: " ")
      .compactMap { UInt8($0).flatMap(State.init) }
    #expect(states.count >= 7)
    for (request, cells) in rows.dropFirst() {
      let cells = cells.split(separator: " ").map { $0.replacing(":", with: " ") }
      #expect(cells.count == states.count)
      for (state, cell) in zip(states, cells) {
        var bench = try device(name, in: state)
        try #require(bench.device.state == state)
        let reply = send(request, to: &bench)
        let letters = reply.letters
        let space = letters.hasPrefix("d") ? " " : ""
        #expect(
          "\(letters)\(space)\(bench.device.state.rawValue)" == cell, "\(request) in \(state.name)")
      }
    }
  }

  @Test func `lib_xua 4 answers every request in every state as read`() throws {
    try Self.check("xmos/lib_xua-4", Self.fourth)
  }

  @Test func `lib_xua 5 answers every request in every state as read`() throws {
    try Self.check("xmos/lib_xua-5", Self.fifth)
  }

  @Test(arguments: ["F0", "F2", "F3"]) func `both reboot after half a second`(
    request: String
  ) throws {
    for name in ["xmos/lib_xua-4", "xmos/lib_xua-5"] {
      for state in [State.appIDLE, .dfuIDLE, .dfuDNLOADSYNC, .dfuERROR] {
        var bench = try Self.device(name, in: state)
        let reply = Self.send(request, to: &bench)
        let mode: Mode = request == "F2" ? .dfuMode : .runTime
        #expect(
          reply == ModelReply(.acknowledged, reboot: Reboot(into: mode, after: .milliseconds(500))))
        bench.device.advance(by: .milliseconds(499))
        #expect(Self.letters(&bench) == "h")
        bench.device.advance(by: .milliseconds(1))
        #expect(bench.device.mode == mode)
        #expect(bench.device.state == (request == "F2" ? .dfuIDLE : .appIDLE))
      }
    }
  }

  /// Sends a request without waiting for a reboot.
  private static func letters(_ bench: inout Bench) -> String {
    bench.device.handle(ClassRequest.getState.setup(interface: 3, length: 1), payload: []).letters
  }

  @Test func `DETACH reboots lib_xua 5 into the other mode`() throws {
    var bench = try Self.device("xmos/lib_xua-5", in: .appIDLE)
    #expect(bench.send(.detach, value: 1000).reboot?.mode == .dfuMode)
    for state in [State.dfuIDLE, .dfuDNBUSY, .dfuERROR] {
      bench = try Self.device("xmos/lib_xua-5", in: state)
      #expect(bench.send(.detach, value: 1000).reboot?.mode == .runTime)
    }
  }
}
