import DFU
import DeviceModel
import Testing
import USB
import Vectors

/// Tests the host tools against each generation of XMOS's firmware, and what their users see.
@Suite struct HostToolTests {
  private static let old = ["xmos/sc_usb_audio-6", "xmos/lib_xua-4"]
  private static let rebooting = ["xmos/lib_xua-5", "xmos/lib_dfu-2"]

  private static func blocks(_ count: UInt16) -> [Vector.Step] {
    (0..<count).flatMap { number in
      [
        Vector.Step.request(
          ClassRequest.dnload.setup(value: number, length: 64), data: [1], toDFU: true),
        .poll(until: [StateSet(.dfuDNLOADIDLE), StateSet(.dfuERROR)], atMost: 100),
      ]
    } + [
      .request(ClassRequest.dnload.setup(value: count), data: [], toDFU: true),
      .poll(until: [StateSet(.dfuIDLE), StateSet(.dfuERROR)], atMost: 200),
    ]
  }

  private static func request(_ setup: SetupPacket) -> Vector.Step {
    .request(setup, data: [], toDFU: true)
  }

  private static func xmos(_ number: UInt8) -> Vector.Step {
    request(SetupPacket(requestType: .classInterfaceOut, request: number))
  }

  private static let upload = request(ClassRequest.upload.setup(length: 64))
  private static let detach = request(ClassRequest.detach.setup(value: 1_000))
  private static let getStatus = request(ClassRequest.getStatus.setup(length: 6))
  /// The steps into DFU mode. Firmware that does not reboot by itself needs a bus reset.
  private static func entering(_ model: String) -> [Vector.Step] {
    [detach, rebooting.contains(model) ? .enumerate : .busReset()]
  }

  // MARK: - The tool and its own firmware

  @Test(arguments: old)
  func `the first xmosdfu writes to the firmware of its time`(_ model: String) throws {
    let run = try ToolRun(ToolRun.steps("xmosdfu-4-download"), on: model)
    #expect(
      run.lines == [
        "F2 ACK", "in DFU mode", "dnload 0 64 ACK", "getStatus ok dfuDNLOADIDLE",
        "dnload 1 64 ACK", "getStatus ok dfuDNLOADIDLE", "dnload 2 64 ACK",
        "getStatus ok dfuDNLOADIDLE", "dnload 0 0 ACK", "getStatus ok dfuIDLE", "F3 ACK",
        "in run-time mode",
      ])
  }

  @Test func `the second xmosdfu writes to the firmware of its time`() throws {
    let run = try ToolRun(ToolRun.steps("xmosdfu-5-download"), on: "xmos/lib_xua-5")
    #expect(
      run.lines == [
        "detach ACK", "in DFU mode", "dnload 0 64 ACK", "getStatus ok dfuDNBUSY",
        "getStatus ok dfuDNLOADIDLE", "dnload 1 64 ACK", "getStatus ok dfuDNLOADIDLE",
        "dnload 2 64 ACK", "getStatus ok dfuDNLOADIDLE", "dnload 0 0 ACK", "getStatus ok dfuIDLE",
        "detach ACK", "in run-time mode",
      ])
  }

  @Test func `xmosdfu of lib_dfu waits for the manifestation`() throws {
    let run = try ToolRun(ToolRun.steps("xmosdfu-lib_dfu-2-download"), on: "xmos/lib_dfu-2")
    #expect(
      run.lines.suffix(5) == [
        "dnload 0 0 ACK", "getStatus ok dfuMANIFEST", "getStatus ok dfuIDLE", "detach ACK",
        "in run-time mode",
      ])
  }

  @Test(arguments: [
    ("xmosdfu-4-revertfactory", "xmos/sc_usb_audio-6"),
    ("xmosdfu-4-revertfactory", "xmos/lib_xua-4"), ("xmosdfu-5-revertfactory", "xmos/lib_xua-5"),
    ("xmosdfu-5-revertfactory", "xmos/lib_dfu-2"), ("respeaker-revertfactory", "xmos/lib_xua-4"),
  ])
  func `what is reverted has no image to upload`(_ tool: String, _ model: String) throws {
    let image: [String: ParameterValue] = ["upgrade_images": .numbers([300])]
    let before = try ToolRun(Self.entering(model) + [Self.upload], on: model, image)
    #expect(before.lines.last == "upload 0 64 64")
    let steps = try ToolRun.steps(tool) + Self.entering(model) + [Self.upload]
    let after = try ToolRun(steps, on: model, image)
    #expect(after.lines.contains("F1 ACK"))
    #expect(after.lines.last == "upload 0 64 0")
  }

  @Test func `the requests to save and restore are known to the old firmware only`() throws {
    let steps = try ToolRun.steps("xmosdfu-4-save-restore")
    for model in Self.old {
      #expect(try ToolRun(steps, on: model).lines == ["F5 ACK", "F6 ACK"], "\(model)")
    }
    for model in Self.rebooting {
      #expect(try ToolRun(steps, on: model).lines == ["F5 stalled", "F6 stalled"], "\(model)")
    }
  }

  // MARK: - The tool and another firmware

  @Test func `the first xmosdfu sends a block into the erase of lib_xua 5, and hangs`() throws {
    let run = try ToolRun(ToolRun.steps("xmosdfu-4-download"), on: "xmos/lib_xua-5")
    #expect(
      run.lines.prefix(6) == [
        "F2 ACK", "in DFU mode", "dnload 0 64 ACK", "getStatus ok dfuDNBUSY",
        "dnload 1 64 timedOut", "getStatus ok dfuERROR",
      ])
  }

  @Test(arguments: old)
  func `the second xmosdfu brings the old firmware into appDETACH and no further`(_ model: String)
    throws
  {
    let run = try ToolRun(ToolRun.steps("xmosdfu-5-download"), on: model)
    #expect(run.lines.prefix(3) == ["detach ACK", "dnload 0 64 stalled", "getStatus ok appDETACH"])
    #expect(!run.lines.contains("in DFU mode"))
  }

  @Test(arguments: ["xmosdfu-4-download", "xmosdfu-4-upload", "respeaker-download"])
  func `the tools that enter by XMOS's requests cannot reach lib_dfu`(_ tool: String) throws {
    let run = try ToolRun(ToolRun.steps(tool), on: "xmos/lib_dfu-2")
    #expect(run.lines.first == "F2 stalled")
    #expect(!run.lines.contains("in DFU mode"))
    #expect(run.lines.allSatisfy { $0.hasSuffix(" stalled") || $0.hasPrefix("getStatus") })
  }

  // MARK: - What users report

  @Test func `a file of 4 bytes to revert hangs while the flash is erased`() throws {
    let steps = try ToolRun.steps("xmosdfu-5-small-file")
    let slow = try ToolRun(steps, on: "xmos/lib_xua-5")
    #expect(
      slow.lines.prefix(6) == [
        "detach ACK", "in DFU mode", "dnload 0 64 ACK", "getStatus ok dfuDNBUSY",
        "dnload 0 0 timedOut", "getStatus ok dfuERROR",
      ])
    let quick = try ToolRun(steps, on: "xmos/lib_xua-5", ["sector_ms": .number(1)])
    #expect(quick.lines.contains("dnload 0 0 ACK") && quick.lines.last == "in run-time mode")
  }

  /// The limit of the flash is a whole number of sectors. A sector is 4 KiB, or 64 blocks.
  @Test(arguments: old + ["xmos/lib_xua-5"])
  func `a file over the limit of the flash fails silently`(_ model: String) throws {
    let limit: [String: ParameterValue] = ["max_upgrade": .number(256)]
    func run(_ count: UInt16) throws -> [String] {
      let steps = Self.entering(model) + Self.blocks(count) + [Self.detach, .power]
      return try ToolRun(steps + Self.entering(model) + [Self.upload], on: model, limit).lines
    }
    #expect(try run(4).last == "upload 0 64 64")
    let over = try run(68)
    // The header is there, so that an upload finds the image; the loader does not boot it.
    #expect(over.last == "upload 0 64 64")
    #expect(over.filter { $0.hasPrefix("dnload") }.allSatisfy { $0.hasSuffix(" ACK") })
    #expect(!over.contains { $0.hasSuffix("dfuERROR") })
  }

  @Test func `lib_dfu tells that a file is over the limit`() throws {
    let steps = Self.entering("xmos/lib_dfu-2") + Self.blocks(68)
    let run = try ToolRun(steps, on: "xmos/lib_dfu-2", ["max_upgrade": .number(256)])
    #expect(run.lines.contains { $0.hasPrefix("getStatus err") && $0.hasSuffix("dfuERROR") })
  }

  @Test(arguments: old + ["xmos/lib_xua-5"])
  func `an upload after a download of the same session is empty`(_ model: String) throws {
    let written = Self.entering(model) + Self.blocks(4)
    #expect(try ToolRun(written + [Self.upload], on: model).lines.last == "upload 0 64 0")
    let again = written + [.power] + Self.entering(model) + [Self.upload]
    #expect(try ToolRun(again, on: model).lines.last == "upload 0 64 64")
  }

  @Test(arguments: old)
  func `DETACH in DFU mode is an error of the old firmware`(_ model: String) throws {
    let steps = Self.entering(model) + [Self.detach, Self.getStatus]
    #expect(
      try ToolRun(steps, on: model).lines.suffix(2) == ["detach ACK", "getStatus ok dfuERROR"])
  }

  @Test(arguments: rebooting)
  func `DETACH in DFU mode is the way back of the newer firmware`(_ model: String) throws {
    let run = try ToolRun(Self.entering(model) + [Self.detach, .enumerate], on: model)
    #expect(run.lines.suffix(2) == ["detach ACK", "in run-time mode"])
  }

  @Test func `GETSTATE during the erase of lib_xua 5 destroys the download`() throws {
    let steps =
      Self.entering("xmos/lib_xua-5") + [
        Self.request(ClassRequest.dnload.setup(length: 64)), Self.getStatus,
        Self.request(ClassRequest.getState.setup(length: 1)), Self.getStatus,
      ]
    #expect(
      try ToolRun(steps, on: "xmos/lib_xua-5").lines.suffix(3) == [
        "getStatus ok dfuDNBUSY", "getState dfuDNBUSY", "getStatus ok dfuERROR",
      ])
  }

  // MARK: - dfu-util

  @Test(arguments: old + ["xmos/lib_xua-5", "xmos/lib_dfu-2", "dfu-1.1", "xmos"])
  func `dfu-util writes to every firmware`(_ model: String) throws {
    let tool =
      Self.rebooting.contains(model) ? "dfu-util-download-self-detach" : "dfu-util-download"
    let run = try ToolRun(ToolRun.steps(tool), on: model)
    #expect(run.lines.prefix(2) == ["getStatus ok appIDLE", "detach ACK"])
    #expect(run.lines[2...3] == ["in DFU mode", "getStatus ok dfuIDLE"])
    #expect(run.lines.filter { $0.hasPrefix("dnload") }.count == 4)
    #expect(run.lines.allSatisfy { !$0.hasPrefix("dnload") || $0.hasSuffix(" ACK") })
    #expect(
      run.lines.contains("getStatus ok dfuIDLE") && !run.lines.contains { $0.hasSuffix("ERROR") })
  }

  @Test func `dfu-util -R after a download meets STALL where the text demands it`() throws {
    let steps = try ToolRun.steps("dfu-util-download")
    #expect(
      try ToolRun(steps, on: "dfu-1.1").lines.suffix(2) == ["detach stalled", "in run-time mode"])
    for model in Self.old {
      let lines = try ToolRun(steps, on: model).lines
      #expect(lines.suffix(2) == ["detach ACK", "in run-time mode"], "\(model)")
    }
  }
}
