/// Who wrote the records: the same headers are filled in differently.
package enum Dialect: String, Hashable, Sendable {
  /// Linux's usbmon, through libpcap.
  case usbmon
  /// QEMU's `pcap=` property: every id is 0, most completions are missing, a STALL is -121, and
  /// data lengths count the 64 bytes of the header.
  case qemu = "QEMU"
  /// sigrok-cli's usb_request output and forms made from it: the status is always 0, so that a
  /// STALL looks like an empty success, and the URB's length is always 0.
  case sigrok

  /// Tells by a control submission who wrote it: a real usbmon submission has status -115
  /// (EINPROGRESS).
  init(submission event: URBEvent) {
    if event.status != 0 {
      self = .usbmon
    } else {
      let countsHeader = event.dataLength == event.urbLength + HeaderForm.long.length
      self = countsHeader && event.payload.count < event.dataLength ? .qemu : .sigrok
    }
  }

  /// Reads a completion, without its data: `isIn` tells that data goes towards the host, and
  /// `submittedLength` is the data length of the submission.
  ///
  /// Where data that comes with the completion is not the device's, the reply is set to none.
  func ending(
    isIn: Bool, _ completion: URBEvent, submittedLength: Int, at moment: Moment
  ) -> Submission.Ending {
    var ending = Submission.Ending(
      outcome: .acknowledged, status: completion.status, actualLength: nil, reply: nil,
      moment: moment)
    switch self {
    case .usbmon:
      ending.outcome = Self.linuxOutcome(completion)
      ending.actualLength = completion.urbLength
    case .qemu:
      ending.outcome = completion.status == -121 ? .stalled : Self.linuxOutcome(completion)
      if ending.outcome == .acknowledged {
        let sent = submittedLength - HeaderForm.long.length
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

  /// Linux's codes are negative errno values (kernel documentation, usb/error-codes).
  private static func linuxOutcome(_ completion: URBEvent) -> TransferOutcome {
    switch completion.status {
    // ENODEV and ESHUTDOWN
    case -19, -108: .disconnected
    // The controller driver refused the submission: nothing went over the bus.
    case _ where completion.kind == .error: .cancelled
    // 0; EREMOTEIO: a short answer, by a host that asked to be told of it
    case 0, -121: .acknowledged
    // EPIPE
    case -32: .stalled
    // ENOENT and ECONNRESET: unlinked
    case -2, -104: .cancelled
    // ETIMEDOUT
    case -110: .timedOut
    // EOVERFLOW
    case -75: .overflowed
    default: .wireError
    }
  }
}
