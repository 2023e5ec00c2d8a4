import DFU
import DeviceModel
import USB
import Vectors

/// The host actions that the search for vectors tries.
enum Actions {
  /// What a device speaks: DFU 1.1, what XMOS's firmware adds, or DfuSe.
  enum Dialect {
    case dfu, xmos, dfuSe

    /// The dialect of a personality.
    init(of model: String) {
      self = model == "dfuse" ? .dfuSe : model.hasPrefix("xmos") ? .xmos : .dfu
    }
  }

  /// All actions, for a device that expects block number `block`.
  static func all(nextBlock block: UInt16, _ dialect: Dialect) -> [Vector.Step] {
    let all = requests(block).map(toDFU) + events
    return switch dialect {
    case .dfu: all + odd.map(toDFU) + elsewhere
    case .xmos: all + (extensions + lengths + turned).map(toDFU) + states
    case .dfuSe: all + commands + memory.map(toDFU)
    }
  }

  /// The sequences that the search tries first, because it would need long to find them itself.
  ///
  /// A correct download; with XMOS's firmware also a download whose first block is number 1; and a
  /// check of appDETACH after its time-out. With DfuSe a download to the start of the flash, and
  /// the start of what was written.
  static func beginnings(_ dialect: Dialect) -> [[Vector.Step]] {
    let ways: [Vector.Step] = [.busReset(), .enumerate]
    let good = ways.map { [detach, $0] + download(from: 0) }
    switch dialect {
    case .dfu: return good
    case .xmos:
      let late = [detach, .wait(milliseconds: 300), toDFU(ClassRequest.getState.setup(length: 1))]
      return good + ways.map { [detach, $0] + download(from: 1) } + [late]
    case .dfuSe: return [dfuSeDownload, [detach, .enumerate] + dfuSeDownload]
    }
  }

  private static let detach = toDFU(ClassRequest.detach.setup(value: 20))

  private static func download(from block: UInt16) -> [Vector.Step] {
    let getStatus = toDFU(ClassRequest.getStatus.setup(length: 6))
    return [
      toDFU(ClassRequest.dnload.setup(value: block, length: 64)), getStatus, .waitAsTold,
      .poll(until: [StateSet(.dfuDNLOADIDLE), StateSet(.dfuERROR)], atMost: 100),
      toDFU(ClassRequest.dnload.setup(value: block + 1)), getStatus, .waitAsTold, getStatus,
    ]
  }

  // MARK: - DfuSe

  /// Commands travel in block 0 (ST AN3156): erase the first sector, set the address pointer to it
  /// and to a place outside the flash, erase everything, remove the read protection; and bytes that
  /// are no command.
  private static let commands: [Vector.Step] =
    [
      [0x41, 0x00, 0x00, 0x00, 0x08], [0x21, 0x00, 0x00, 0x00, 0x08],
      [0x21, 0x00, 0x00, 0x00, 0x07], [0x41], [0x92], [0x55],
    ].map(command)

  /// Data begins with block 2; block 1 has no meaning.
  private static let memory: [SetupPacket] =
    [UInt16(1), 2, 900].flatMap { number in
      [
        ClassRequest.dnload.setup(value: number, length: 64),
        ClassRequest.upload.setup(value: number, length: 64),
      ]
    }

  private static let dfuSeDownload: [Vector.Step] =
    commands.prefix(2).flatMap { [$0] + worked }
    + [toDFU(ClassRequest.dnload.setup(value: 2, length: 64))] + worked
    + [toDFU(ClassRequest.abort.setup()), command([0x21, 0x00, 0x00, 0x00, 0x08])] + worked
    + [toDFU(ClassRequest.dnload.setup(value: 2)), toDFU(getStatus), .enumerate]

  /// The first GETSTATUS after a block begins the work, and the next tells its result.
  private static let worked: [Vector.Step] = [toDFU(getStatus), .waitAsTold, toDFU(getStatus)]
  private static let getStatus = ClassRequest.getStatus.setup(length: 6)

  private static func command(_ bytes: [UInt8]) -> Vector.Step {
    .request(
      ClassRequest.dnload.setup(length: UInt16(bytes.count)), data: bytes, toDFU: true)
  }

  private static func toDFU(_ setup: SetupPacket) -> Vector.Step {
    .request(setup, data: [], toDFU: true)
  }

  /// The requests of DFU 1.1, Table 3.1, as a correct host sends them, with only a few other
  /// lengths.
  private static func requests(_ block: UInt16) -> [SetupPacket] {
    [
      ClassRequest.getStatus.setup(length: 6), ClassRequest.getState.setup(length: 1),
      ClassRequest.dnload.setup(value: block, length: 64),
      ClassRequest.dnload.setup(value: block), ClassRequest.upload.setup(value: 0, length: 64),
      ClassRequest.upload.setup(value: 1, length: 64), ClassRequest.upload.setup(length: 32),
      ClassRequest.detach.setup(value: 20), ClassRequest.detach.setup(value: 250),
      ClassRequest.clrStatus.setup(), ClassRequest.abort.setup(),
    ]
  }

  private static let events: [Vector.Step] = [
    .busReset(), .waitAsTold, .wait(milliseconds: 10), .wait(milliseconds: 100), .enumerate,
    .power, .busReset(configures: false),
    standard(.standardDeviceOut, StandardRequest.setConfiguration, value: 1),
    standard(.standardDeviceOut, StandardRequest.setConfiguration, value: 0),
    standard(.standardInterfaceOut, StandardRequest.setInterface, value: 0),
  ]

  /// Lengths and values that no host should send, and requests that DFU does not define.
  private static let odd: [SetupPacket] = [
    ClassRequest.detach.setup(value: 0), ClassRequest.detach.setup(value: 80),
    ClassRequest.detach.setup(value: 20, length: 1),
    ClassRequest.dnload.setup(value: 9, length: 64), ClassRequest.dnload.setup(length: 65),
    ClassRequest.dnload.setup(length: 4160), ClassRequest.upload.setup(length: 0),
    ClassRequest.upload.setup(length: 65), ClassRequest.upload.setup(value: 7, length: 64),
    ClassRequest.getStatus.setup(length: 0), ClassRequest.getStatus.setup(length: 5),
    ClassRequest.getStatus.setup(length: 8), ClassRequest.getState.setup(length: 0),
    ClassRequest.getState.setup(length: 2), ClassRequest.clrStatus.setup(value: 1),
    ClassRequest.abort.setup(value: 1), undefined(.classInterfaceOut, 0x42, length: 0),
    undefined(.classInterfaceIn, 0x42, length: 8),
  ]

  /// The requests of XMOS (lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h), and REVERTFACTORY as the
  /// Thesycon driver sends it.
  private static let extensions: [SetupPacket] =
    XMOSRequest.allCases.map { undefined(.classInterfaceOut, $0.rawValue, length: 0) }
    + [undefined(RequestType(rawValue: 0x41), XMOSRequest.revertFactory.rawValue, length: 0)]

  /// Lengths that some generation is known to ignore, and requests that no generation defines.
  private static let lengths: [SetupPacket] = [
    ClassRequest.dnload.setup(length: 65), ClassRequest.dnload.setup(value: 1, length: 64),
    ClassRequest.upload.setup(length: 65), ClassRequest.getStatus.setup(length: 5),
    ClassRequest.getState.setup(length: 0), undefined(.classInterfaceOut, 0x42, length: 0),
    undefined(.classInterfaceIn, 0x42, length: 8),
  ]

  /// Requests in the wrong direction, which some generations tell by bRequest alone (lib_xua,
  /// lib_xua/src/dfu/dfu.xc; hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c).
  private static let turned: [SetupPacket] = [
    undefined(.classInterfaceIn, ClassRequest.dnload.rawValue, length: 64),
    undefined(.classInterfaceIn, ClassRequest.abort.rawValue, length: 0),
    undefined(.classInterfaceOut, ClassRequest.upload.rawValue, length: 64),
  ]

  /// Requests towards the device with the request number of GETSTATE (hathach/tinyusb 0.14.0,
  /// src/class/dfu/dfu_device.c).
  private static let states: [Vector.Step] = [State.dfuIDLE, .dfuDNLOADIDLE].map {
    .request(
      undefined(.classInterfaceOut, ClassRequest.getState.rawValue, length: 1),
      data: [$0.rawValue], toDFU: true)
  }

  /// Requests to an interface that is not the DFU interface.
  private static let elsewhere: [Vector.Step] = [
    ClassRequest.getStatus.setup(interface: 9, length: 6),
    ClassRequest.getState.setup(interface: 9, length: 1),
    ClassRequest.dnload.setup(interface: 9, length: 64),
    ClassRequest.upload.setup(interface: 9, length: 64),
    ClassRequest.detach.setup(value: 20, interface: 9),
    ClassRequest.clrStatus.setup(interface: 9), ClassRequest.abort.setup(interface: 9),
    SetupPacket(requestType: .classInterfaceOut, request: 0x42, index: 0x0100),
    SetupPacket(requestType: .classInterfaceOut, request: 0x42, index: 0x0103),
  ].map { .request($0, data: []) }

  private static func undefined(
    _ type: RequestType, _ request: UInt8, length: UInt16
  ) -> SetupPacket {
    SetupPacket(requestType: type, request: request, length: length)
  }

  private static func standard(
    _ type: RequestType, _ request: UInt8, value: UInt16
  ) -> Vector.Step {
    let setup = SetupPacket(requestType: type, request: request, value: value)
    return .request(setup, data: [], toDFU: request == StandardRequest.setInterface)
  }
}
