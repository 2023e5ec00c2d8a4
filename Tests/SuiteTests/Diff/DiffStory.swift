import DFU
import Report
import Suite
import TestSupport
import USB

/// An update as a list of what happens on the bus, so that one thing in it can be changed.
struct DiffStory {
  /// What happens.
  enum Step {
    /// A transfer with the device. `status` is Linux's: -32 is a STALL. `wait`: milliseconds before
    /// it.
    case transfer(SetupPacket, data: [UInt8], status: Int32, wait: Double)
    /// The device is reset and enumerated, with a new address.
    case enumeration(Shown)
    /// SET_INTERFACE on the DFU interface.
    case setInterface(alternate: UInt16)
    /// The port loses its device.
    case departure
    /// The recorder of a pcapng loses two records.
    case loss
  }

  /// What a device shows in its descriptors.
  struct Shown {
    var isRunTime: Bool
    var attributes: UInt8 = 7
    var transferSize: UInt8 = 64
    var version: UInt8 = 1
    var serial = "A1"
    var vendor: UInt8 = 9
    var hasOtherInterface = false
    var isReset = true
  }

  var steps: [Step] = []

  /// How a story is recorded.
  struct Recording {
    var bus: UInt16 = 1
    var firstAddress: UInt8 = 5
    var nanoseconds: Int64 = 1_700_000_000_000_000_000
    var container = CaptureWriter.Container.pcap
    /// How often each poll is repeated.
    var polls = 1
    /// Whether a keyboard talks between the transfers.
    var hasNeighbour = false
    /// Milliseconds that every request waits longer.
    var delay = 0.0
    /// The number of steps at the beginning that are not recorded.
    var late = 0
  }

  // MARK: - Requests

  private static func setup(
    _ request: ClassRequest, value: UInt16 = 0, length: UInt16 = 0
  ) -> SetupPacket { request.setup(value: value, length: length) }

  static func request(_ request: ClassRequest, value: UInt16 = 0, status: Int32 = 0) -> Step {
    .transfer(setup(request, value: value), data: [], status: status, wait: 1)
  }

  /// A GETSTATUS and its answer (DFU 1.1, 6.1.2).
  static func poll(
    _ state: State, status: Status = .ok, timeout: UInt8 = 0, wait: Double = 1
  ) -> Step {
    .transfer(
      setup(.getStatus, length: 6), data: [status.rawValue, timeout, 0, 0, state.rawValue, 0],
      status: 0, wait: wait)
  }

  static func block(_ number: UInt16, seed: UInt8 = 0) -> Step {
    .transfer(
      setup(.dnload, value: number, length: 64), data: data(number, seed), status: 0, wait: 1)
  }

  static func readBack(_ number: UInt16, seed: UInt8 = 0, count: Int = 64) -> Step {
    .transfer(
      setup(.upload, value: number, length: 64), data: Array(data(number, seed).prefix(count)),
      status: 0, wait: 1)
  }

  private static func data(_ number: UInt16, _ seed: UInt8) -> [UInt8] {
    (0..<64).map { UInt8($0) &* 3 &+ UInt8(number & 0xFF) &* 7 &+ seed }
  }

  static func round(_ number: UInt16) -> [Step] {
    [block(number), poll(.dfuDNBUSY, timeout: 5), poll(.dfuDNLOADIDLE, wait: 6)]
  }

  /// A device is detached, gets an image, is read back, and is reset into its application.
  static func update(blocks: UInt16 = 4) -> DiffStory {
    let modes = [Shown(isRunTime: true), Shown(isRunTime: false)]
    return DiffStory(
      steps: [.enumeration(modes[0]), poll(.appIDLE), request(.detach, value: 1000)]
        + [.enumeration(modes[1]), .setInterface(alternate: 0), poll(.dfuIDLE)]
        + (0..<blocks).flatMap(round)
        + [request(.dnload, value: blocks), poll(.dfuMANIFEST, timeout: 20)]
        + [poll(.dfuIDLE, wait: 25)]
        + (0..<blocks).map { readBack($0) } + [readBack(blocks, count: 0), poll(.dfuIDLE)]
        + [.enumeration(modes[0]), poll(.appIDLE)])
  }

  /// The places of the steps of one request, in order.
  func places(of request: ClassRequest) -> [Int] {
    steps.indices.filter {
      if case .transfer(let setup, _, _, _) = steps[$0] {
        setup.request == request.rawValue
      } else {
        false
      }
    }
  }

  // MARK: - Recording

  func bytes(_ form: Recording = Recording()) -> [UInt8] {
    var writer = CaptureWriter(form.container)
    writer.nanoseconds = form.nanoseconds
    writer.device = DeviceAddress(bus: form.bus, address: form.firstAddress - 1)
    for (index, step) in steps.enumerated() {
      var next = writer
      next.write(step, form)
      if index >= form.late {
        writer = next
      } else {
        (writer.nanoseconds, writer.device) = (next.nanoseconds, next.device)
      }
      if form.hasNeighbour { writer.typeOnKeyboard() }
    }
    return writer.bytes
  }
}

extension CaptureWriter {
  fileprivate mutating func write(_ step: DiffStory.Step, _ form: DiffStory.Recording) {
    switch step {
    case .transfer(let setup, let data, let status, let wait):
      let isPoll = setup.request == ClassRequest.getStatus.rawValue
      let timeout = isPoll && data.count == 6 ? Double(data[1]) : 0
      for time in 0..<(isPoll ? form.polls : 1) {
        control(
          setup, data: data, status: status,
          wait: (time == 0 ? wait : timeout + 1) + form.delay)
      }
    case .enumeration(let shown): enumerate(shown)
    case .setInterface(let alternate): setInterface(0, alternate: alternate)
    case .loss: lostBefore = 2
    case .departure: portStatus(1, status: 0x0100, change: 1)
    }
  }

  private mutating func enumerate(_ shown: DiffStory.Shown) {
    if shown.isReset {
      portReset(1)
      wait(milliseconds: 50)
      clearPortReset(1)
    }
    setAddress(device.address + 1)
    let product: UInt8 = shown.isRunTime ? 7 : 8
    getDescriptor(
      type: 1,
      reply: [18, 1, 0, 2, 0, 0, 0, 64, shown.vendor, 0x12, product, 0, shown.version, 1, 0, 0, 3]
        + [1])
    let functional: [UInt8] =
      [9, 0x21, shown.attributes, 0xE8, 3, shown.transferSize, 0, 0x10, 1]
    var all: [UInt8] = [9, 4, 0, 0, 0, 0xFE, 1, shown.isRunTime ? 1 : 2, 0] + functional
    if shown.hasOtherInterface { all += [9, 4, 1, 0, 0, 0xFF, 0, 0, 0] }
    let count: UInt8 = shown.hasOtherInterface ? 2 : 1
    let configuration = [9, 2, UInt8(9 + all.count), 0, count, 1, 0, 0x80, 50] + all
    getDescriptor(type: 2, reply: configuration, length: 9)
    getDescriptor(type: 2, reply: configuration)
    let text = Array(shown.serial.utf16).flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
    }
    getDescriptor(
      type: 3, index: 3, language: 0x0409, reply: [UInt8(2 + text.count), 3] + text, length: 255)
    setConfiguration(1)
  }

  /// A keyboard on the bus: a GET_REPORT and an interrupt transfer.
  fileprivate mutating func typeOnKeyboard() {
    let talkedTo = device
    device.address = 100
    control(
      SetupPacket(requestType: .classInterfaceIn, request: 1, value: 0x0100, length: 8),
      data: [0, 0, 4, 0, 0, 0, 0, 0])
    transfer(type: 1, endpoint: 0x81, data: [0, 0, 4, 0, 0, 0, 0, 0])
    device = talkedTo
  }
}

extension DiffStory {
  /// What differs between two captures.
  static func compare(
    _ a: [UInt8], _ b: [UInt8], ignored: Set<DiffIgnored> = []
  ) throws -> DiffReport {
    let folder = try TemporaryFolder()
    let paths = (try folder.write(a, as: "a.pcap"), try folder.write(b, as: "b.pcap"))
    return try Differ(DiffOptions(ignored: ignored)).compare(paths.0, paths.1)
  }
}

extension DiffReport {
  /// All differences of all sessions.
  var differences: [Difference] { sessions.flatMap { $0.descriptors + $0.conversation } }
}
