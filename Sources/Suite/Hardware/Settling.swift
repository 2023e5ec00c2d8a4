import DFU
import USB
import Vectors

/// The state in which the run left a device.
enum Settlement: Hashable {
  /// The device showed this state, and waits for a host in it.
  case state(State)
  /// The device is in run-time mode and does not answer GETSTATUS. There it need not support that
  /// request (DFU 1.1, 3).
  case runTime
  /// The device did not reach such a state; the text says what it did.
  case unknown(String)

  /// Whether the device is known to wait for a host.
  var isDefined: Bool {
    switch self {
    case .state, .runTime: true
    case .unknown: false
    }
  }

  /// The sentence for the operator.
  var text: String {
    switch self {
    case .state(let state): "The device was left in \(state.name)."
    case .runTime: "The device was left in run-time mode."
    case .unknown(let what):
      "The device could not be brought to a defined state: \(what). Unplug it and plug it in again."
    }
  }
}

extension VectorRunner {
  /// Brings the device to a state in which it waits for a host.
  ///
  /// Sends ABORT when a transfer is open, CLRSTATUS in dfuERROR, and resets the bus when nothing
  /// else helps.
  mutating func settle() -> Settlement {
    let end = port.nanoseconds + 10_000_000_000
    var hasReset = false
    do throws(PortError) {
      while port.nanoseconds < end {
        guard let transfer = try ask(.getStatus, length: 6) else { return .unknown("it is gone") }
        if transfer.outcome == .stalled, described?.mode == .runTime { return .runTime }
        let report = StatusReport(transfer.data)
        let state = transfer.outcome == .acknowledged ? report?.state : nil
        switch state {
        case .appIDLE?, .dfuIDLE?: return state.map(Settlement.state) ?? .runTime
        case .dfuDNLOADIDLE?, .dfuUPLOADIDLE?, .dfuDNLOADSYNC?: try ask(.abort, length: 0)
        case .dfuERROR?: try ask(.clrStatus, length: 0)
        case .dfuDNBUSY?, .dfuMANIFEST?, .dfuMANIFESTSYNC?, .appDETACH?:
          let told = Int(report?.pollTimeoutMilliseconds ?? 0)
          try perform(.wait(milliseconds: min(max(told, 10), 1_000)))
        case .dfuMANIFESTWAITRESET?, nil:
          if hasReset { return .unknown(state?.name ?? "GETSTATUS has no answer") }
          hasReset = true
          try perform(.busReset())
        }
      }
    } catch {
      return .unknown(error.sentence)
    }
    return .unknown("it is busy for more than 10 s")
  }

  /// Sends a request to the DFU interface; returns the transfer, nil when nothing was sent.
  @discardableResult
  mutating func ask(
    _ request: ClassRequest, value: UInt16 = 0, length: UInt16
  ) throws(PortError) -> ControlTransfer? {
    var setup = request.setup(interface: 0, length: length)
    setup.value = value
    try perform(.request(setup, data: [], toDFU: true))
    return records.last { $0.transfer.map { ClassRequest($0.setup) == request } ?? false }?
      .transfer
  }

  /// Reads the stored firmware: UPLOAD until the device sends a short block (DFU 1.1, 6.2).
  mutating func upload() throws(UploadFailure) -> [UInt8] {
    guard let functional = described?.functional, described?.mode == .dfuMode else {
      throw UploadFailure("only a device in DFU mode can be read")
    }
    guard functional.attributes.contains(.canUpload) else {
      throw UploadFailure("bitCanUpload is not set: the device cannot be read")
    }
    let length = min(functional.transferSize, 4_096)
    var image: [UInt8] = []
    for block in UInt16.min...UInt16.max {
      let transfer: ControlTransfer?
      do throws(PortError) {
        transfer = try ask(.upload, value: block, length: length)
      } catch {
        throw UploadFailure(error.sentence)
      }
      guard let transfer, transfer.outcome == .acknowledged else {
        throw UploadFailure("block \(block) was refused")
      }
      image += transfer.data
      if transfer.data.count < Int(length) { return image }
    }
    throw UploadFailure("it does not end after 65536 blocks")
  }
}

/// Why a device's content was not read.
struct UploadFailure: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

extension PortRecord {
  /// The transfer; nil when the record is not a transfer.
  var transfer: ControlTransfer? {
    switch self {
    case .transfer(let transfer): transfer
    case .reset, .left: nil
    }
  }
}

extension PortError {
  /// What happened, in words for the operator; without a full stop.
  var sentence: String {
    switch self {
    case .unsupported(let why), .broken(let why): why
    case .gone(let time): "the device did not come back within \(time) ms"
    }
  }
}
