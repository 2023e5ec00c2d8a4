import DFU
import Testing
import USB
import Vectors

/// What a host does with a device, in words and as a vector that fits every device.
struct Conversation: CustomTestStringConvertible {
  var testDescription: String
  var vector = Vector()

  private init(_ name: String, _ steps: [[Vector.Step]]) {
    testDescription = name
    vector.rename(name)
    vector.steps = Self.enter + steps.flatMap(\.self)
  }

  static let all: [Conversation] = [
    Conversation("an upload of what was there", [upload(9), [abort, status]]),
    Conversation("two uploads", [upload(9), [abort, status], upload(3), [abort, status]]),
    Conversation("an upload that the host ends early", [upload(1), [abort, status]]),
    Conversation(
      "a download, then an upload",
      [download(4), [.busReset()], enter, upload(7), [abort, status]]),
    Conversation(
      "an upload, a download, an upload",
      [upload(9), [abort, status], download(6), [.busReset()], enter, upload(7), [abort, status]]),
    Conversation("a download, then the application", [download(4), [.busReset(), status]]),
    Conversation(
      "an aborted download",
      [(0..<5).flatMap(block), [abort, status], upload(2), [abort, status]]),
    Conversation(
      "an error that is cleared",
      [block(0), upload(1), [status, clear, status, clear, status], block(0), [abort, status]]),
  ]

  /// DETACH, and a bus reset for a device that waits for it. A device that leaves by itself is
  /// enumerated when it is back; the reset then has no effect on most, and is part of what they do.
  private static let enter: [Vector.Step] = [
    status, request(.detach, value: 1000), .enumerate, .busReset(), .enumerate, status,
  ]

  private static let status = request(.getStatus, length: 6)
  private static let abort = request(.abort)
  private static let clear = request(.clrStatus)

  private static func request(
    _ request: ClassRequest, value: UInt16 = 0, length: UInt16 = 0, data: [UInt8] = []
  ) -> Vector.Step {
    .request(request.setup(value: value, length: length), data: data, toDFU: true)
  }

  private static func block(_ number: Int) -> [Vector.Step] {
    let data = (0..<64).map { UInt8(truncatingIfNeeded: 11 * $0 + 5 * number + 1) }
    let idle = StateSet(.dfuDNLOADIDLE).union(StateSet(.dfuERROR)).union(StateSet(.dfuIDLE))
    return [
      request(.dnload, value: UInt16(number), length: 64, data: data),
      .poll(until: idle, atMost: 400),
    ]
  }

  private static func download(_ count: Int) -> [Vector.Step] {
    let end = StateSet(.dfuIDLE).union(StateSet(.dfuERROR)).union(StateSet(.dfuMANIFESTWAITRESET))
    return (0..<count).flatMap(block)
      + [request(.dnload, value: UInt16(count)), .poll(until: end, atMost: 400)]
  }

  /// ST's dialect: commands in block 0, data from block 2 on (ST AN3156).
  static let dfuSe: [Conversation] = [
    Conversation(
      "two uploads of one place",
      [upload(at: 0x0800_0000), upload(at: 0x0800_0400), upload(at: 0x0800_0000)]),
    Conversation(
      "a part is written, and more is read",
      [
        upload(at: 0x0800_0000), command(0x41, 0x0800_0800), command(0x21, 0x0800_0800),
        numbered(2), numbered(3), [abort, status], upload(at: 0x0800_0780),
        [request(.upload, value: 0, length: 255), status],
      ]),
    Conversation(
      "everything is erased, then leave",
      [
        upload(at: 0x0800_0000), [request(.dnload, length: 1, data: [0x41])], [written],
        command(0x21, 0x0800_0000), numbered(2),
        [abort, status], upload(at: 0x0800_0000), command(0x21, 0x0800_0000),
        [request(.dnload, value: 2), status, .enumerate, status],
      ]),
  ]

  private static let written = Vector.Step.poll(
    until: StateSet(.dfuDNLOADIDLE).union(StateSet(.dfuERROR)), atMost: 400)

  /// A command with an address, and the polls after it.
  private static func command(_ code: UInt8, _ address: UInt32) -> [Vector.Step] {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: address >> (8 * $0)) }
    return [request(.dnload, length: 5, data: [code] + bytes), written]
  }

  /// Sets the address pointer, and reads four blocks.
  private static func upload(at address: UInt32) -> [Vector.Step] {
    command(0x21, address) + [abort]
      + (2..<6).map { request(.upload, value: UInt16($0), length: 64) } + [abort, status]
  }

  /// A block of 64 bytes with a number of its own.
  private static func numbered(_ number: UInt16) -> [Vector.Step] {
    let data = (0..<64).map { UInt8(truncatingIfNeeded: 3 * $0 + 7 * Int(number)) }
    return [request(.dnload, value: number, length: 64, data: data), written]
  }

  private static func upload(_ count: Int) -> [Vector.Step] {
    (0..<count).map { request(.upload, value: UInt16($0), length: 64) } + [status]
  }
}
