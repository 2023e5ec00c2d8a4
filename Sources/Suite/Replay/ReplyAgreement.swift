import DFU
import DeviceModel
import USB

/// Whether a model's reply agrees with the reply in the capture.
enum ReplyAgreement: Hashable {
  case agrees
  case differs
  /// The capture does not show how the transfer ended.
  case unknown

  /// Compares kind, length and data; `isDefined` tells which bytes of the data to compare.
  init(
    of reply: ModelReply, with transfer: ControlTransfer, isDefined: (Int) -> Bool = { _ in true }
  ) {
    switch transfer.outcome {
    case .acknowledged: self = Self.acknowledged(reply, transfer, isDefined)
    case .stalled: self.init(reply.answer == .stalled)
    case .acknowledgedOrStalled: self.init(reply.answer == .stalled || reply.bytes == [])
    case .timedOut, .cancelled: self = Self.givenUp(reply, transfer)
    case .disconnected: self.init(reply.isSilent(for: nil))
    case .overflowed: self.init(reply.isOverflow)
    case .notSent, .wireError, .unknown, .unanswered: self = .unknown
    }
  }

  private init(_ holds: Bool) { self = holds ? .agrees : .differs }

  /// Compares with a transfer that the host gave up. A device may be silent for some time, so that
  /// an answer of the model contradicts the capture only when the host has waited longer.
  private static func givenUp(_ reply: ModelReply, _ transfer: ControlTransfer) -> ReplyAgreement {
    guard !reply.isSilent(for: transfer.duration) else { return .agrees }
    guard let waited = transfer.duration, waited >= transfer.longestSilence else { return .unknown }
    return .differs
  }

  private static func acknowledged(
    _ reply: ModelReply, _ transfer: ControlTransfer, _ isDefined: (Int) -> Bool
  ) -> ReplyAgreement {
    guard let bytes = reply.bytes else { return .differs }
    guard transfer.setup.requestType.direction == .deviceToHost else { return .agrees }
    let length = transfer.actualLength ?? transfer.data.count
    guard bytes.count == length else { return .differs }
    guard bytes != transfer.data else { return .agrees }
    let differs = zip(bytes, transfer.data).enumerated().contains { index, pair in
      pair.0 != pair.1 && isDefined(index)
    }
    return differs ? .differs : .agrees
  }
}

extension ModelReply {
  /// The data of the reply, empty for an acknowledgement; nil when the transfer does not complete.
  var bytes: [UInt8]? {
    switch answer {
    case .acknowledged: []
    case .data(let bytes): bytes
    case .stalled, .noAnswer, .overflow, .absent: nil
    }
  }

  fileprivate var isOverflow: Bool {
    if case .overflow = answer { true } else { false }
  }

  /// Whether the host gets no answer, or none before `time` has passed if `time` is given.
  fileprivate func isSilent(for time: VirtualTime?) -> Bool {
    switch answer {
    case .noAnswer, .absent: true
    case .acknowledged, .data, .stalled, .overflow: time.map { delay >= $0 } ?? false
    }
  }
}

extension ControlTransfer {
  /// The time from the submission to the completion; nil without a completion.
  var duration: VirtualTime? {
    completed.map { VirtualTime(nanoseconds: $0.nanoseconds - submitted.nanoseconds) }
  }

  /// How long a device may take for the transfer, by the limits for standard requests: 50 ms
  /// without a data stage, 500 ms for data to the host, 5 s for data from the host (USB 2.0,
  /// 9.2.6.4).
  fileprivate var longestSilence: VirtualTime {
    guard setup.length > 0 else { return .milliseconds(50) }
    return .milliseconds(setup.requestType.direction == .deviceToHost ? 500 : 5_000)
  }

  /// The device's answer to GETSTATUS; nil for any other exchange.
  var statusReport: StatusReport? {
    guard outcome == .acknowledged, ClassRequest(setup) == .getStatus else { return nil }
    return StatusReport(data)
  }

  /// The state in the device's answer to GETSTATUS or GETSTATE; nil for any other exchange.
  var shownState: State? {
    if let report = statusReport { return report.state }
    guard outcome == .acknowledged, ClassRequest(setup) == .getState, data.count == 1 else {
      return nil
    }
    return State(rawValue: data[0])
  }

  /// The data that the host sent to the device; empty for a transfer to the host.
  ///
  /// Zeros replace the bytes that the capture cut off. The result is at most wLength bytes long
  /// then, because a damaged record may give any length.
  var payload: [UInt8] {
    guard setup.requestType.direction == .hostToDevice else { return [] }
    let missing = min(actualLength ?? 0, Int(setup.length)) - data.count
    guard missing > 0 else { return data }
    return data + [UInt8](repeating: 0, count: missing)
  }
}
