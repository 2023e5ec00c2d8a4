/// Puts submissions and completions together into control transfers.
///
/// Pairing is by (bus, id); where every id is 0 it is by order on the device. Transfers come
/// out in the order of their submission for each device. What is pending is bounded.
package struct ControlAssembler: Sendable {
  /// A submission that waits for its completion.
  private struct Pending {
    var id: UInt64
    var transfer: ControlTransfer
  }

  /// What the assembler hands out.
  package enum Output {
    /// A transfer, and how many records it is made of.
    case transfer(ControlTransfer, records: Int)
    /// A completion whose submission is not in the capture.
    case orphan(DeviceAddress, Moment)
  }

  /// More request blocks than this are never under way at once on real buses.
  private static let limit = 256

  /// Who wrote the records; nil until the first control submission.
  package private(set) var dialect: Dialect?
  private let form: HeaderForm
  private var pending: [Pending] = []

  package init(_ form: HeaderForm) {
    self.form = form
    pending.reserveCapacity(Self.limit)
  }

  /// Takes a control event in.
  package mutating func accept(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, emit: (Output) -> Void
  ) {
    switch event.kind {
    case .submit: submit(event, bytes, at: moment, emit)
    case .complete, .error: complete(event, bytes, at: moment, emit)
    }
  }

  /// Hands out what is still waiting, as transfers without a known end.
  package mutating func finish(emit: (Output) -> Void) {
    for waiting in pending { emit(.transfer(waiting.transfer, records: 1)) }
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func submit(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    let dialect = dialect ?? Dialect(submission: event, recordLength: bytes.count)
    self.dialect = dialect
    giveUp(before: pending.count, emit) { waiting in
      waiting.transfer.device.bus == event.device.bus && waiting.id == event.id
        && (event.id != 0 || dialect != .qemu || waiting.transfer.device == event.device)
    }
    if pending.count == Self.limit { giveUpFirst(emit) }
    guard let setup = event.setup else { return emit(.orphan(event.device, moment)) }
    var transfer = ControlTransfer(
      device: event.device, setup: setup, outcome: .unknown, rawStatus: nil, submitted: moment)
    if setup.requestType.direction == .hostToDevice, !event.payload.isEmpty {
      transfer.data = Self.copy(bytes, event.payload)
    }
    pending.append(Pending(id: event.id, transfer: transfer))
  }

  private mutating func complete(
    _ event: URBEvent, _ bytes: Span<UInt8>, at moment: Moment, _ emit: (Output) -> Void
  ) {
    guard let index = pending.firstIndex(where: { isPair($0, event) }) else {
      return emit(.orphan(event.device, moment))
    }
    var transfer = pending.remove(at: index).transfer
    // Endpoint 0 works in order: what was asked of it before has lost its completion.
    if index > 0 { giveUp(before: index, emit) { $0.transfer.device == transfer.device } }
    let isIn = transfer.setup.requestType.direction == .deviceToHost
    if isIn, !event.payload.isEmpty { transfer.data = Self.copy(bytes, event.payload) }
    let dialect = dialect ?? .usbmon
    transfer.rawStatus = event.status
    transfer.completed = moment
    transfer.outcome =
      event.kind == .error
      ? .cancelled : dialect.outcome(status: event.status, hasData: isIn && !transfer.data.isEmpty)
    transfer.actualLength = Self.actualLength(transfer, event, dialect)
    emit(.transfer(transfer, records: 2))
  }

  private func isPair(_ waiting: Pending, _ event: URBEvent) -> Bool {
    waiting.id == event.id && waiting.transfer.device.bus == event.device.bus
      && waiting.transfer.device.address == event.device.address
  }

  /// Gives up those of the first `end` waiting transfers that `isLost` names.
  private mutating func giveUp(
    before end: Int, _ emit: (Output) -> Void, _ isLost: (Pending) -> Bool
  ) {
    var index = 0
    var end = end
    while index < end {
      if isLost(pending[index]) {
        emit(.transfer(pending.remove(at: index).transfer, records: 1))
        end -= 1
      } else {
        index += 1
      }
    }
  }

  private mutating func giveUpFirst(_ emit: (Output) -> Void) {
    emit(.transfer(pending.removeFirst().transfer, records: 1))
  }

  private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var copy = [UInt8](repeating: 0, count: range.count)
    for index in copy.indices { copy[index] = bytes[range.lowerBound + index] }
    return copy
  }

  private static func actualLength(
    _ transfer: ControlTransfer, _ event: URBEvent, _ dialect: Dialect
  ) -> Int? {
    switch dialect {
    case .usbmon: event.urbLength
    case .qemu: nil
    case .sigrok: transfer.data.count
    }
  }
}
