import DFU
import USB
import Vectors

/// The requests of existing host tools as vectors, in the tools' order and with their values.
enum HostTools {
  static let vectors = xmosdfu4 + xmosdfu5 + dfuUtil + respeaker

  /// A file of two full blocks and one half block.
  private static let blocks: [UInt16] = [64, 64, 32]
  /// The most polls of one wait. The tools poll without a limit; an erase of 512 KiB needs at most
  /// 128 answers.
  private static let mostPolls = 300

  // MARK: - xmosdfu of the first generation

  /// xmosdfu enters and leaves DFU mode with requests of its own. After each block it asks once for
  /// the status and ignores the answer. Blocks are padded, and the final empty block has number 0.
  private static let xmosdfu4: [Vector] = [
    vector(
      "xmosdfu-4-download", "lib_xua 4.2.0, lib_xua/host/xmosdfu/xmosdfu.cpp, --download", .runTime,
      enter4
        + [0, 1, 2].flatMap { [dnload($0, 64, toDFU: false), getStatus(toDFU: false)] }
        + [dnload(0, 0, toDFU: false), getStatus(toDFU: false)] + leave4),
    vector(
      "xmosdfu-4-upload", "lib_xua 4.2.0, lib_xua/host/xmosdfu/xmosdfu.cpp, --upload", .runTime,
      enter4 + (0..<5).map { upload($0, toDFU: false) } + leave4),
    vector(
      "xmosdfu-4-revertfactory", "lib_xua 4.2.0, lib_xua/host/xmosdfu/xmosdfu.cpp, --revertfactory",
      .runTime, enter4 + [vendor(0x21, 0xF1), .wait(milliseconds: 2_000)] + leave4),
    vector(
      "xmosdfu-4-save-restore",
      "lib_xua 4.2.0, lib_xua/host/xmosdfu/xmosdfu.cpp, --savecustomstate, --restorecustomstate",
      .runTime, [vendor(0x21, 0xF5), vendor(0x21, 0xF6)]),
  ]

  private static let enter4 = [vendor(0x21, 0xF2), .enumerate]
  private static let leave4 = [vendor(0x21, 0xF3), .enumerate]

  // MARK: - xmosdfu since DFU 1.1

  private static let xmosdfu5: [Vector] = [
    vector(
      "xmosdfu-5-download", "lib_xua 5.3.0, lib_xua/host/xmosdfu/src/xmosdfu.cpp, --download",
      .runTime,
      detach
        + [0, 1].flatMap { [dnload($0, 64, toDFU: false), untilWritten] }
        + [dnload(2, 64, toDFU: false), getStatus(toDFU: false)]
        + [dnload(0, 0, toDFU: false), getStatus(toDFU: false)] + detach),
    vector(
      "xmosdfu-5-small-file",
      "lib_xua 5.3.0, lib_xua/host/xmosdfu/src/xmosdfu.cpp, --download of 4 bytes FF to revert",
      .runTime,
      detach
        + [
          dnload(0, 64, data: [0xFF, 0xFF, 0xFF, 0xFF], toDFU: false), getStatus(toDFU: false),
          dnload(0, 0, toDFU: false), getStatus(toDFU: false),
        ] + detach),
    vector(
      "xmosdfu-5-upload", "lib_xua 5.3.0, lib_xua/host/xmosdfu/src/xmosdfu.cpp, --upload", .runTime,
      detach + (0..<5).map { upload($0, toDFU: false) } + detach),
    vector(
      "xmosdfu-5-revertfactory",
      "lib_xua 5.3.0, lib_xua/host/xmosdfu/src/xmosdfu.cpp, --revertfactory", .runTime,
      detach + [vendor(0x41, 0xF1, toDFU: false), .wait(milliseconds: 2_000)] + detach),
    vector(
      "xmosdfu-lib_dfu-2-download", "lib_dfu 2.1.0, host/xmosdfu/src/xmosdfu.cpp, --download",
      .runTime,
      detach
        + [0, 1, 2].flatMap { [dnload($0, 64, toDFU: false), untilWritten] }
        + [
          dnload(0, 0, toDFU: false),
          .poll(until: [StateSet(.dfuIDLE), StateSet(.dfuERROR)], atMost: mostPolls),
        ] + detach),
  ]

  private static let detach = [
    Vector.Step.request(ClassRequest.detach.setup(value: 1_000), data: [], toDFU: true), .enumerate,
  ]

  // MARK: - dfu-util

  private static let dfuUtil: [Vector] = [
    vector(
      "dfu-util-download-self-detach", "dfu-util 0.11, -D FILE, a device with bitWillDetach",
      .runTime, set: [.willDetach], runTimeDFUUtil + [.enumerate] + begin + download),
    vector(
      "dfu-util-download", "dfu-util 0.11, -D FILE -R, a device without bitWillDetach", .runTime,
      clear: [.willDetach],
      runTimeDFUUtil + [.busReset()] + begin + download + [detach[0], .busReset()]),
    vector(
      "dfu-util-download-in-dfu-mode", "dfu-util 0.11, -D FILE, a device that is in DFU mode",
      .dfuMode, begin + download),
    vector(
      "dfu-util-upload-self-detach", "dfu-util 0.11, -U FILE, a device with bitWillDetach",
      .runTime,
      set: [.willDetach], runTimeDFUUtil + [.enumerate] + begin + upload),
    vector(
      "dfu-util-upload", "dfu-util 0.11, -U FILE -R, a device without bitWillDetach", .runTime,
      clear: [.willDetach],
      runTimeDFUUtil + [.busReset()] + begin + upload + [detach[0], .busReset()]),
    vector(
      "dfu-util-upload-in-dfu-mode", "dfu-util 0.11, -U FILE, a device that is in DFU mode",
      .dfuMode, begin + upload),
    vector(
      "dfu-util-after-abort", "dfu-util 0.11, -D FILE where the one before it was broken off",
      .runTime, clear: [.willDetach],
      runTimeDFUUtil + [.busReset()] + begin + [dnload(0, 64), untilWritten] + begin
        + [.request(ClassRequest.abort.setup(), data: [], toDFU: true), getStatus()] + download),
    vector(
      "dfu-util-detach", "dfu-util 0.11, -e", .runTime, set: [.willDetach],
      runTimeDFUUtil + [.enumerate]),
  ]

  private static let runTimeDFUUtil = [setInterface, getStatus(), detach[0]]
  private static let begin = [setInterface, getStatus()]
  private static let upload = (0..<5).map { HostTools.upload($0) }
  private static let download =
    blocks.enumerated().flatMap { [dnload(UInt16($0.offset), $0.element), untilWritten] }
    + [
      dnload(UInt16(blocks.count), 0),
      .poll(
        until: StateSet.all.subtracting([StateSet(.dfuMANIFESTSYNC), StateSet(.dfuMANIFEST)]),
        atMost: mostPolls),
    ]

  // MARK: - dfu-util and DfuSe

  /// What dfu-util sends to ST's bootloader: commands in block 0, data from block 2 on (ST AN3156).
  static let dfuSe: [Vector] = [
    vector(
      "dfu-util-dfuse-leave", "dfu-util 0.11, -s 0x08000000:leave -D FILE", .dfuMode,
      begin + erase + pointer + [dnload(2, 64), untilWritten, dnload(3, 32), untilWritten] + end
        + pointer + [dnload(2, 0), getStatus(), .enumerate]),
    vector(
      "dfu-util-dfuse-mass-erase", "dfu-util 0.11, -s 0x08000000:mass-erase:force -D FILE",
      .dfuMode, begin + command([0x41]) + pointer + [dnload(2, 64), untilWritten] + end),
    vector(
      "dfu-util-dfuse-unprotect", "dfu-util 0.11, -s 0x08000000:unprotect:force -D FILE",
      .dfuMode,
      begin + [dnload(0, 1, data: [0x92]), getStatus(), .waitAsTold, .enumerate] + begin),
    vector(
      "dfu-util-dfuse-upload", "dfu-util 0.11, -s 0x08000000:128 -U FILE", .dfuMode,
      begin + pointer + end + [2, 3].map { HostTools.upload($0) } + end),
    vector(
      "dfu-util-dfuse-outside", "dfu-util 0.11, -s 0x07000000 -D FILE, where there is no flash",
      .dfuMode,
      begin + command([0x41, 0, 0, 0, 7])
        + [.request(ClassRequest.clrStatus.setup(), data: [], toDFU: true), getStatus()]),
  ]

  private static let erase = command([0x41, 0, 0, 0, 8])
  private static let pointer = command([0x21, 0, 0, 0, 8])
  private static let end: [Vector.Step] = [
    .request(ClassRequest.abort.setup(), data: [], toDFU: true), getStatus(),
  ]

  private static func command(_ bytes: [UInt8]) -> [Vector.Step] {
    [dnload(0, UInt16(bytes.count), data: bytes), untilWritten]
  }

  // MARK: - ReSpeaker

  private static let respeaker: [Vector] = [
    vector(
      "respeaker-download", "ReSpeaker usb_4_mic_array, dfu.py, --download", .runTime,
      [vendor(0x21, 0xF2), .enumerate]
        + blocks.enumerated().flatMap { [dnload(UInt16($0.offset), $0.element), untilWritten] }
        + [dnload(UInt16(blocks.count), 0), getStatus(), vendor(0x21, 0xF3), .enumerate]),
    vector(
      "respeaker-revertfactory", "ReSpeaker usb_4_mic_array, dfu.py, --revertfactory", .runTime,
      [vendor(0x21, 0xF2), .enumerate, vendor(0x21, 0xF1), vendor(0x21, 0xF3), .enumerate]),
  ]

  // MARK: - Steps

  private static let untilWritten = Vector.Step.poll(
    until: [StateSet(.dfuDNLOADIDLE), StateSet(.dfuERROR)], atMost: mostPolls)

  private static let setInterface = Vector.Step.request(
    SetupPacket(requestType: .standardInterfaceOut, request: StandardRequest.setInterface),
    data: [], toDFU: true)

  private static func getStatus(toDFU: Bool = true) -> Vector.Step {
    .request(ClassRequest.getStatus.setup(length: 6), data: [], toDFU: toDFU)
  }

  private static func dnload(
    _ number: UInt16, _ length: UInt16, data: [UInt8] = [], toDFU: Bool = true
  ) -> Vector.Step {
    .request(ClassRequest.dnload.setup(value: number, length: length), data: data, toDFU: toDFU)
  }

  private static func upload(_ number: UInt16, toDFU: Bool = true) -> Vector.Step {
    .request(ClassRequest.upload.setup(value: number, length: 64), data: [], toDFU: toDFU)
  }

  private static func vendor(_ type: UInt8, _ request: UInt8, toDFU: Bool = true) -> Vector.Step {
    .request(
      SetupPacket(requestType: RequestType(rawValue: type), request: request), data: [],
      toDFU: toDFU)
  }

  private static func vector(
    _ name: String, _ source: String, _ mode: Mode,
    set: FunctionalDescriptor.Attributes = [], clear: FunctionalDescriptor.Attributes = [],
    _ steps: [Vector.Step]
  ) -> Vector {
    var vector = Vector()
    vector.rename(name)
    vector.source = source
    vector.needs.mode = mode
    vector.needs.set = set
    vector.needs.clear = clear
    vector.writes = steps.contains(where: \.mayChangeDevice)
    vector.steps = steps
    return vector
  }
}
