/// Who wrote the records: the same headers are filled in differently.
package enum UsbmonWriter: String, Hashable, Sendable {
  /// Linux's usbmon, through libpcap.
  case usbmon
  /// QEMU's `pcap=` property: every id is 0, most completions are missing, a STALL is -121, and
  /// data lengths count the 64 bytes of the header.
  case qemu = "QEMU"
  /// sigrok-cli's usb_request output and forms made from it: the status is always 0, so that a
  /// STALL looks like an empty success, and the URB's length is always 0.
  case sigrok

  /// What its records do not show, a sentence each.
  package var limits: [String] {
    switch self {
    case .usbmon: []
    case .qemu: ["Most completions are missing: how these transfers ended is unknown."]
    case .sigrok: ["A STALL cannot be told from a success without data."]
    }
  }

  /// Tells by a control submission who wrote it: in a real usbmon submission the status is
  /// "in progress".
  init(submission event: URBEvent) {
    if event.status != 0 {
      self = .usbmon
    } else {
      let countsHeader = event.dataLength == event.urbLength + UsbmonHeader.long.length
      self = countsHeader && event.payload.count < event.dataLength ? .qemu : .sigrok
    }
  }

  /// Reads a completion, without its data.
  ///
  /// - Parameters:
  ///   - isIn: data goes towards the host.
  ///   - submittedLength: the data length of the submission.
  func ending(
    of completion: URBEvent, isIn: Bool, submittedLength: Int, at moment: Moment
  ) -> URBEnding {
    var ending = URBEnding(
      outcome: .acknowledged, status: completion.status, actualLength: nil, reply: nil,
      moment: moment)
    switch self {
    case .usbmon:
      ending.outcome = Self.linuxOutcome(completion)
      ending.actualLength = completion.urbLength
    case .qemu:
      ending.outcome =
        completion.status == LinuxStatus.shortAnswer ? .stalled : Self.linuxOutcome(completion)
      if ending.outcome == .acknowledged {
        let sent = submittedLength - UsbmonHeader.long.length
        ending.actualLength = isIn ? completion.urbLength : sent
      } else if isIn {
        // What comes with a STALL was left over in QEMU's buffer.
        ending.reply = []
      }
    case .sigrok:
      ending.outcome =
        isIn && completion.dataLength > 0 ? .acknowledged : .acknowledgedOrStalled
      ending.actualLength = isIn ? completion.dataLength : submittedLength
    }
    return ending
  }

  private static func linuxOutcome(_ completion: URBEvent) -> TransferOutcome {
    switch completion.status {
    case LinuxStatus.noDevice, LinuxStatus.shutdown: .disconnected
    // The controller driver refused the submission: nothing went over the bus.
    case _ where completion.kind == .error: .cancelled
    // A short answer succeeded; the host had asked to be told of it.
    case 0, LinuxStatus.shortAnswer: .acknowledged
    case LinuxStatus.stalled: .stalled
    case LinuxStatus.unlinked, LinuxStatus.unlinkedLater: .cancelled
    case LinuxStatus.timedOut: .timedOut
    case LinuxStatus.overflow: .overflowed
    default: .wireError
    }
  }
}
