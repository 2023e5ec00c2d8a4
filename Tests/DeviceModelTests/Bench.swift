import DFU
import DeviceModel
import USB

/// A host of one model. It follows the device through its reboots.
struct Bench {
  var device: any DeviceModel
  /// wIndex of the DFU interface in run-time mode.
  var interface: UInt16
  /// Whether DETACH is the only way into DFU mode.
  private let isLibDFU: Bool

  init(
    _ name: String, _ parameters: [String: ParameterValue] = [:], faults: FaultPlan? = nil,
    interface: UInt16 = 3
  ) throws {
    device = try Personality.named(name).make(parameters, faults: faults)
    self.interface = interface
    isLibDFU = name == "xmos/lib_dfu-2"
  }

  /// Sends a request to the DFU interface of the device's present mode.
  @discardableResult
  mutating func send(
    _ request: UInt8, type: UInt8, value: UInt16 = 0, length: UInt16 = 0, data: [UInt8] = []
  ) -> ModelReply {
    if device.condition.contains(.absent), let reboot = device.pendingReboot {
      device.advance(by: reboot.after)
    }
    let index = device.mode == .runTime ? interface : 0
    let setup = SetupPacket(
      requestType: RequestType(rawValue: type), request: request, value: value, index: index,
      length: length)
    return device.handle(setup, payload: data)
  }

  @discardableResult
  mutating func send(
    _ request: ClassRequest, value: UInt16 = 0, length: UInt16 = 0, data: [UInt8] = []
  ) -> ModelReply {
    send(
      request.rawValue, type: request.requestType.rawValue, value: value, length: length,
      data: data)
  }

  @discardableResult
  mutating func download(_ number: UInt16, byte: UInt8 = 1, count: Int = 64) -> ModelReply {
    send(
      .dnload, value: number, length: UInt16(count), data: [UInt8](repeating: byte, count: count))
  }

  @discardableResult
  mutating func status() -> ModelReply { send(.getStatus, length: 6) }

  /// Downloads `blocks` blocks of 64 bytes and ends the image.
  mutating func downloadImage(blocks: Int, byte: UInt8 = 1) {
    for block in 0..<blocks {
      download(UInt16(block), byte: byte)
      repeat { status() } while device.state == .dfuDNBUSY
    }
    send(.dnload)
    status()
  }

  mutating func enterDFUMode() {
    send(isLibDFU ? 0 : 0xF2, type: 0x21)
    device.advance(by: .milliseconds(500))
  }

  /// Uploads until a short block.
  mutating func upload() -> [UInt8] {
    var all: [UInt8] = []
    for block in 0..<UInt16(2000) {
      guard case .data(let part) = send(.upload, value: block, length: 64).answer else { break }
      all += part
      if part.count < 64 { break }
    }
    return all
  }
}

extension ModelReply {
  /// `a` for an ACK, `d64` for 64 bytes of data, `s` for a STALL, `h` for no answer.
  var letters: String {
    switch answer {
    case .acknowledged: "a"
    case .data(let bytes): "d\(bytes.count)"
    case .stalled: "s"
    case .noAnswer: "h"
    case .overflow(let bytes): "o\(bytes.count)"
    case .absent: "-"
    }
  }

  /// The bytes of the data stage.
  var bytes: [UInt8]? {
    switch answer {
    case .data(let bytes), .overflow(let bytes): bytes
    case .acknowledged, .stalled, .noAnswer, .absent: nil
    }
  }

  /// bState of a GETSTATUS answer.
  var reportedState: UInt8? {
    if case .data(let bytes) = answer, bytes.count == 6 { bytes[4] } else { nil }
  }
}

extension Flash {
  /// The image that the loader boots: the first valid upgrade image, else the factory image.
  var bootImage: [UInt8] {
    bootsUpgrade ? nextImage(after: nil).flatMap { upgrades[$0] } ?? factory : factory
  }
}
