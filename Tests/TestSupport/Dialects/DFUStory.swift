import USB

/// DFU sessions for every dialect. The numbers are those of DFU 1.1.
package enum DFUStory: String, CaseIterable, Sendable {
  /// A device is detached, gets an image, is read back and returns to its run-time mode. Nobody
  /// breaks a rule.
  case clean
  /// A device that cannot upload refuses to, and later fails to write a block. Both times it tells
  /// its error, and the host clears it. The host should have read bmAttributes first.
  case refused
  /// The host polls too early and skips a block number. The device reports a state that it cannot
  /// be in.
  case faulty

  /// What happens on the bus.
  package func told(maxPacketSize: UInt8 = 64) -> BusStory {
    var story = BusStory(maxPacketSize: maxPacketSize)
    switch self {
    case .clean: story.tellClean()
    case .refused: story.tellRefused()
    case .faulty: story.tellFaulty()
    }
    return story
  }
}

extension BusStory {
  fileprivate mutating func tellClean() {
    enumerate(at: 5, isRunTime: true)
    interrupt(endpoint: 1)
    getStatus(State.appIdle)
    classOut(Request.detach, value: 1000)
    reset()
    enumerate(at: 6, isRunTime: false)
    getStatus(State.idle)
    for block in 0..<4 {
      download(UInt16(block), Self.block(block))
      getStatus(State.downloadBusy, poll: 5)
      getStatus(State.downloadIdle, wait: 6)
    }
    download(4, [])
    getStatus(State.manifest, poll: 20)
    getStatus(State.idle, wait: 25)
    for block in 0..<4 { upload(UInt16(block), Self.block(block)) }
    upload(4, [])
    getStatus(State.idle)
    reset()
    enumerate(at: 7, isRunTime: true)
    interrupt(endpoint: 1)
  }

  fileprivate mutating func tellRefused() {
    enumerate(at: 6, isRunTime: false, attributes: Attributes.downloadOnly)
    getStatus(State.idle)
    upload(0, [], outcome: .stalled)
    getStatus(State.error, status: Status.stalledPacket)
    classOut(Request.clearStatus)
    getStatus(State.idle)
    download(0, Self.block(0))
    getStatus(State.downloadBusy, poll: 5)
    getStatus(State.error, status: Status.write, wait: 6)
    classOut(Request.clearStatus)
    getStatus(State.idle)
  }

  fileprivate mutating func tellFaulty() {
    enumerate(at: 6, isRunTime: false)
    getStatus(State.idle)
    download(0, Self.block(0))
    getStatus(State.downloadBusy, poll: 200)
    getStatus(State.downloadIdle, wait: 3)
    download(2, Self.block(2))
    getStatus(State.downloadIdle)
    classOut(Request.abort)
    getStatus(State.uploadIdle)
  }

  // MARK: - Requests

  /// bRequest (DFU 1.1, 3).
  private enum Request {
    static let detach: UInt8 = 0
    static let download: UInt8 = 1
    static let upload: UInt8 = 2
    static let getStatus: UInt8 = 3
    static let clearStatus: UInt8 = 4
    static let abort: UInt8 = 6
  }

  /// bState (DFU 1.1, 6.1.2).
  private enum State {
    static let appIdle: UInt8 = 0
    static let idle: UInt8 = 2
    static let downloadBusy: UInt8 = 4
    static let downloadIdle: UInt8 = 5
    static let manifest: UInt8 = 7
    static let uploadIdle: UInt8 = 9
    static let error: UInt8 = 10
  }

  /// bStatus (DFU 1.1, 6.1.2).
  private enum Status {
    static let ok: UInt8 = 0
    static let write: UInt8 = 3
    static let stalledPacket: UInt8 = 15
  }

  /// bmAttributes (DFU 1.1, 4.1.3).
  private enum Attributes {
    /// bitCanDnload, bitCanUpload, bitManifestationTolerant.
    static let all: UInt8 = 7
    /// bitCanDnload, bitManifestationTolerant.
    static let downloadOnly: UInt8 = 5
  }

  private static func block(_ number: Int) -> [UInt8] {
    (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
  }

  private mutating func classOut(_ request: UInt8, value: UInt16 = 0) {
    control(SetupPacket(requestType: .classInterfaceOut, request: request, value: value))
  }

  private mutating func download(_ number: UInt16, _ data: [UInt8]) {
    control(
      SetupPacket(
        requestType: .classInterfaceOut, request: Request.download, value: number,
        length: UInt16(data.count)), data: data)
  }

  private mutating func upload(
    _ number: UInt16, _ data: [UInt8], outcome: TransferOutcome = .acknowledged
  ) {
    control(
      SetupPacket(
        requestType: .classInterfaceIn, request: Request.upload, value: number, length: 64),
      data: data, outcome: outcome)
  }

  private mutating func getStatus(
    _ state: UInt8, status: UInt8 = Status.ok, poll: UInt8 = 0, wait: Int64 = 1
  ) {
    control(
      SetupPacket(requestType: .classInterfaceIn, request: Request.getStatus, length: 6),
      data: [status, poll, 0, 0, state, 0], wait: wait)
  }

  // MARK: - Enumeration

  /// The host gives the address and reads the descriptors of this mode (DFU 1.1, 4.1 and 4.2).
  package mutating func enumerate(
    at address: UInt8, isRunTime: Bool, attributes: UInt8 = Attributes.all
  ) {
    setAddress(address)
    let product: UInt8 = isRunTime ? 8 : 9
    getDescriptor(
      1, reply: [18, 1, 0, 2, 0, 0, 0, maxPacketSize, 0xB1, 0x20, product, 0, 0, 1, 0, 0, 0, 1])
    let functional: [UInt8] = [9, 0x21, attributes, 0xE8, 3, 64, 0, 0x10, 1]
    let interface: [UInt8] = [9, 4, 0, 0, 0, 0xFE, 1, isRunTime ? 1 : 2, 0]
    let other: [UInt8] =
      isRunTime ? [9, 4, 1, 0, 1, 0xFF, 0, 0, 0] + [7, 5, 0x81, 3, 8, 0, 10] : []
    let all = interface + functional + other
    let configuration: [UInt8] =
      [9, 2, UInt8(9 + all.count), 0, isRunTime ? 2 : 1, 1, 0, 0x80, 50] + all
    getDescriptor(2, reply: configuration, length: 9)
    getDescriptor(2, reply: configuration)
    configure()
  }
}
