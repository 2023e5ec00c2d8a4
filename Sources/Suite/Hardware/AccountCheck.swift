import CaptureIO
import USB

/// Compares the transfers that libusb reported with those that usbmon saw in the same run.
///
/// A difference is a fault of the harness. Then neither account can prove a fault of the device.
struct AccountCheck {
  /// One sentence for each difference between the accounts.
  private(set) var disagreements: [String] = []
  /// Transfers that could not be compared, because usbmon lost records.
  private(set) var incomparable = 0
  /// Transfers that both accounts describe alike.
  private(set) var agreed = 0

  /// The most by which the two times of one transfer may differ, in nanoseconds. Both accounts
  /// use the same clock but read it at different places.
  private static let slack: Int64 = 50_000_000

  /// Compares the two accounts of one run; `isWhole`: usbmon lost no record.
  init(libusb: [ControlTransfer], usbmon: [ControlTransfer], isWhole: Bool) {
    var next = 0
    for transfer in libusb {
      guard let index = usbmon[next...].firstIndex(where: { Self.isSame($0, transfer) }) else {
        miss(transfer, isWhole: isWhole)
        continue
      }
      next = index + 1
      let seen = usbmon[index]
      if Self.ending(seen.outcome) == .unknown, !isWhole {
        incomparable += 1
      } else if let difference = Self.difference(transfer, seen) {
        disagreements.append("frame \(seen.submitted.frame): \(difference)")
      } else {
        agreed += 1
      }
    }
    let strangers = Self.strangers(libusb, usbmon)
    if strangers > 0, isWhole {
      disagreements.append(
        "usbmon saw \(strangers) requests to the DFU interface that this run did not make: "
          + "another program talks to the device")
    }
  }

  /// Counts a transfer that usbmon did not see. When the device has left, this is no difference:
  /// the kernel refuses the transfer, so usbmon has nothing to record.
  private mutating func miss(_ transfer: ControlTransfer, isWhole: Bool) {
    if transfer.outcome == .disconnected {
      agreed += 1
    } else if isWhole {
      disagreements.append("usbmon did not see \(Self.name(transfer))")
    } else {
      incomparable += 1
    }
  }

  private static func isSame(_ seen: ControlTransfer, _ made: ControlTransfer) -> Bool {
    seen.device == made.device && seen.setup == made.setup
      && seen.submitted.nanoseconds >= made.submitted.nanoseconds - slack
      && seen.submitted.nanoseconds <= made.ended.nanoseconds + slack
  }

  /// How many class requests to the run's devices are in usbmon's account only.
  private static func strangers(_ libusb: [ControlTransfer], _ usbmon: [ControlTransfer]) -> Int {
    let addresses = Set(libusb.map(\.device))
    func count(_ transfers: [ControlTransfer]) -> Int {
      transfers.count {
        addresses.contains($0.device) && $0.setup.requestType.kind == .class
          && $0.setup.requestType.recipient == .interface
      }
    }
    guard let first = libusb.first, let last = libusb.last else { return 0 }
    let during = usbmon.filter {
      $0.submitted.nanoseconds >= first.submitted.nanoseconds - slack
        && $0.submitted.nanoseconds <= last.ended.nanoseconds + slack
    }
    let refused = libusb.count {
      $0.outcome == .disconnected && $0.setup.requestType.kind == .class
    }
    return max(0, count(during) - (count(libusb) - refused))
  }

  private static func difference(_ made: ControlTransfer, _ seen: ControlTransfer) -> String? {
    guard ending(made.outcome) == ending(seen.outcome) else {
      return "\(name(made)): libusb says \(made.outcome), usbmon \(seen.outcome)"
    }
    guard made.outcome == .acknowledged else { return nil }
    if let moved = seen.actualLength, made.actualLength != moved {
      return "\(name(made)): libusb moved \(made.actualLength ?? 0) bytes, usbmon saw \(moved)"
    }
    guard seen.dataIsComplete, made.data != seen.data else { return nil }
    return "\(name(made)): the data of libusb and usbmon differ"
  }

  /// Maps outcomes that mean the same to one outcome, so that they can be compared.
  ///
  /// When libusb's timer runs out, libusb reports a time-out and usbmon sees a cancelled transfer.
  /// When the device leaves, its transfers can end as a wire error or as a disconnection.
  private static func ending(_ outcome: TransferOutcome) -> TransferOutcome {
    switch outcome {
    case .cancelled, .timedOut: .timedOut
    case .notSent, .wireError, .disconnected: .disconnected
    case .unknown, .unanswered: .unknown
    case .acknowledged, .stalled, .acknowledgedOrStalled, .overflowed: outcome
    }
  }

  private static func name(_ transfer: ControlTransfer) -> String {
    let setup = transfer.setup
    return "request \(setup.request) of type \(setup.requestType.rawValue), wValue \(setup.value), "
      + "wLength \(setup.length) to \(transfer.device)"
  }
}

extension AccountCheck {
  /// The control transfers with these devices in a recording.
  static func transfers(
    in path: String, of devices: Set<DeviceAddress>
  ) throws(CaptureError) -> [ControlTransfer] {
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    var decoder = UsbmonDecoder(UsbmonHeader(file.linkType))
    var found: [ControlTransfer] = []
    func take(_ transfer: ControlTransfer) {
      if devices.contains(transfer.device) { found.append(transfer) }
    }
    _ = file.forEach { (bytes, info) -> Flow in
      guard case .control = decoder.kind(of: bytes) else { return .proceed }
      let moment = Moment(frame: info.frame, nanoseconds: info.nanoseconds)
      _ = decoder.accept(bytes, at: moment) { transfer, _ in take(transfer) }
      return .proceed
    }
    decoder.finish { transfer, _ in take(transfer) }
    return found
  }
}
