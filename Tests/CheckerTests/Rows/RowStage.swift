import Checker
import DFU
import Evidence
import SpecTable
import USB

/// A device put into the state of one row, with the facts that the row asks for.
struct RowStage {
  let row: Row
  /// bStatus before the request.
  var status: Status { row.state == .dfuERROR ? .errVERIFY : .ok }

  static let device = DeviceAddress(bus: 1, address: 5)
  static let transferSize: UInt16 = 64
  /// wDetachTimeOut, and the wTimeout of the DETACH that led to appDETACH.
  static let detachMilliseconds: UInt16 = 1000
  /// bwPollTimeout of the answer that showed dfuDNBUSY or dfuMANIFEST.
  static let pollMilliseconds: UInt32 = 100
  /// When everything before the request was over.
  static let begin = Moment(frame: 1, nanoseconds: 1_000_000_000)

  private func wants(_ fact: Fact) -> Bool? {
    row.when.first { $0.fact == fact }?.holds
  }

  var isRunTime: Bool { StateSet.runTime.contains(StateSet(row.state)) }

  var descriptors: DescriptorSet {
    let bits: [(Fact, FunctionalDescriptor.Attributes, Bool)] = [
      (.bitCanDnload, .canDnload, true), (.bitCanUpload, .canUpload, true),
      (.bitManifestationTolerant, .manifestationTolerant, true),
      (.bitWillDetach, .willDetach, false),
    ]
    var attributes: FunctionalDescriptor.Attributes = []
    for (fact, bit, usual) in bits where wants(fact) ?? usual { attributes.insert(bit) }
    return Self.descriptors(attributes, isRunTime: isRunTime)
  }

  static func descriptors(
    _ attributes: FunctionalDescriptor.Attributes, isRunTime: Bool
  ) -> DescriptorSet {
    DescriptorSet(
      device: .init(vendor: 0x20B1, product: isRunTime ? 8 : 9), interfaceCount: isRunTime ? 2 : 1,
      alternates: [.init(number: 0, interfaceProtocol: isRunTime ? 1 : 2)],
      functionals: [
        FunctionalDescriptor(
          attributes: attributes, detachTimeoutMilliseconds: detachMilliseconds,
          transferSize: transferSize)
      ])
  }

  /// A checker that is certain of the state, and knows every fact of the row.
  func checker(_ rules: CompiledTable) -> Checker {
    var checker = Checker(rules)
    checker.history.describe(descriptors)
    checker.history.configure(wants(.configured) ?? true)
    for transfer in past { checker.history.record(transfer) }
    checker.belief = Belief(row.state, StatusSet(status))
    checker.missing = nil
    return checker
  }

  /// The exchanges that make the facts of the row hold.
  private var past: [ControlTransfer] {
    var past: [ControlTransfer] = []
    if wants(.keepsErrorWhenConfigured) == true {
      let report = StatusReport(
        rawStatus: Status.errVERIFY.rawValue, pollTimeoutMilliseconds: 0, rawState: 10)
      past.append(
        Self.transfer(
          ClassRequest.getStatus.setup(length: 6), .acknowledged, report.bytes, at: Self.begin))
    }
    let questions: [(Fact, ClassRequest)] = [
      (.answersGetStatusInAppIDLE, .getStatus), (.answersGetStateInAppIDLE, .getState),
    ]
    for (fact, request) in questions {
      guard let answers = wants(fact) else { continue }
      let bytes: [UInt8] = request == .getState ? [0] : [0, 0, 0, 0, 0, 0]
      past.append(
        Self.transfer(
          request.setup(length: UInt16(bytes.count)), answers ? .acknowledged : .stalled,
          answers ? bytes : [], at: Self.begin))
    }
    if row.state == .appDETACH {
      past.append(
        Self.transfer(
          ClassRequest.detach.setup(value: Self.detachMilliseconds), .acknowledged, [],
          at: Self.begin))
    }
    let isBusy = row.state == .dfuDNBUSY || row.state == .dfuMANIFEST
    if wants(.busyShown) ?? isBusy {
      let report = StatusReport(
        rawStatus: 0, pollTimeoutMilliseconds: Self.pollMilliseconds,
        rawState: row.state == .dfuMANIFEST ? 7 : 4)
      past.append(
        Self.transfer(
          ClassRequest.getStatus.setup(length: 6), .acknowledged, report.bytes, at: Self.begin))
    } else if wants(.busyShown) == false {
      past.append(
        Self.transfer(
          ClassRequest.dnload.setup(length: 64), .acknowledged,
          [UInt8](repeating: 0x5A, count: 64), at: Self.begin))
    }
    return past
  }

  static func transfer(
    _ setup: SetupPacket, _ outcome: TransferOutcome, _ data: [UInt8], at moment: Moment
  ) -> ControlTransfer {
    // Silence is silence after 5 s (USB 2.0, 9.2.6.1).
    let taken: Int64 = outcome == .timedOut ? 5_000_000_000 : 0
    return ControlTransfer(
      device: device, setup: setup, outcome: outcome, actualLength: data.count, data: data,
      submitted: moment,
      completed: Moment(frame: moment.frame + 1, nanoseconds: moment.nanoseconds + taken))
  }

  /// The requests that the row speaks of: one, or for undefined requests one each way.
  func setups(_ table: Table) -> [SetupPacket] {
    guard case .request(let name) = row.trigger else { return [] }
    guard let definition = table.requests.first(where: { $0.name == name }) else {
      return [setup(0x21, 0x42), setup(0xA1, 0x42)]
    }
    return [setup(definition.requestType, definition.request)]
  }

  private func setup(_ type: UInt8, _ request: UInt8) -> SetupPacket {
    let type = RequestType(rawValue: type)
    var setup = SetupPacket(
      requestType: type, request: request, value: 0,
      index: wants(.standardFields) == false ? 1 : 0, length: 0)
    switch ClassRequest(setup) {
    case .detach?:
      setup.value =
        wants(.timeoutWithinDescriptor) == false
        ? Self.detachMilliseconds * 2 : Self.detachMilliseconds
    case .dnload?, .upload?:
      let length =
        wants(.withinTransferSize) == false ? Self.transferSize * 2 : Self.transferSize
      setup.length = wants(.wLengthNotZero) == false ? 0 : length
    case .getStatus?: setup.length = 6
    case .getState?: setup.length = 1
    case .clrStatus?, .abort?: break
    case nil: setup.length = type.direction == .deviceToHost ? 8 : 0
    }
    return setup
  }
}
