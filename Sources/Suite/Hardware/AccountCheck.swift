import CaptureIO
import USB

/// Holds what libusb told of a run against what usbmon saw of it.
///
/// Where the two differ, the fault is in the harness: neither account can be held against the
/// device.
struct AccountCheck {
  /// Where the accounts differ, in words.
  private(set) var disagreements: [String] = []
  /// Transfers that could not be compared, because usbmon lost records.
  private(set) var incomparable = 0
  /// Transfers of which both tell the same.
  private(set) var agreed = 0

  /// How far the clocks of the two may be apart: they are one clock, read at different places.
  private static let slack: Int64 = 50_000_000

  /// Compares; `isWhole` tells that usbmon lost nothing.
  init(libusb: [ControlTransfer], usbmon: [ControlTransfer], isWhole: Bool) {
    var next = 0
    for transfer in libusb {
      guard let index = usbmon[next...].firstIndex(where: { Self.isSame($0, transfer) }) else {
        miss(transfer, isWhole: isWhole)
        continue
      }
      next = index + 1
      let seen = usbmon[index]
      if seen.outcome == .unknown, !isWhole {
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

  /// A device that has gone is not asked: the kernel refuses, and usbmon sees nothing.
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

  /// Class requests at the run's addresses that are not in its account.
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
    guard made.actualLength == seen.actualLength else {
      return "\(name(made)): libusb moved \(made.actualLength ?? 0) bytes, usbmon saw "
        + "\(seen.actualLength ?? 0)"
    }
    guard seen.dataIsComplete, made.data != seen.data else { return nil }
    return "\(name(made)): the data of libusb and usbmon differ"
  }

  /// A time-out is the host's: libusb's timer runs out, and usbmon sees the transfer withdrawn.
  /// A device that goes ends its transfers in several ways.
  private static func ending(_ outcome: TransferOutcome) -> TransferOutcome {
    switch outcome {
    case .cancelled, .timedOut: .timedOut
    case .wireError, .disconnected: .disconnected
    case .acknowledged, .stalled, .acknowledgedOrStalled, .overflowed, .unknown: outcome
    }
  }

  private static func name(_ transfer: ControlTransfer) -> String {
    let setup = transfer.setup
    return "request \(setup.request) of type \(setup.requestType.rawValue), wValue \(setup.value), "
      + "wLength \(setup.length) to \(transfer.device)"
  }
}

extension AccountCheck {
  /// The control transfers that a recording has of these devices.
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
