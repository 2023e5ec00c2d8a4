/// The program that wrote the records. Each fills in the same header differently.
package enum UsbmonWriter: String, Hashable, Sendable {
  /// Linux's usbmon, through libpcap.
  case usbmon
  /// QEMU's `pcap=` property: every id is 0, most completions are missing, a STALL is -121, and
  /// data lengths count the 64 bytes of the header.
  case qemu = "QEMU"
  /// sigrok-cli's usb_request output, and files made from it. The status is 0, so a STALL looks
  /// like an empty success; a status that is not 0 is taken as Linux's. The URB's length is 0 too.
  case sigrok
  /// A program that puts transfers of another form under usbmon's header: usbmon2pcap, usbvfiod. A
  /// submission has the status 0, but the length that was asked for, and a completion has Linux's
  /// status.
  case converter = "usbmon, converted"

  /// What its records do not show, one sentence each.
  package var limits: [String] {
    switch self {
    case .usbmon: []
    case .qemu: ["Most completions are missing: how these transfers ended is unknown."]
    case .sigrok: ["A STALL cannot be told from a success without data."]
    case .converter: ["It was converted from another form, which may have cut the data."]
    }
  }

  /// Recognises the writer by a control submission. In real usbmon submissions the status is "in
  /// progress". A request without data can be a converter's too, but is taken for sigrok's, whose
  /// records tell less.
  init(submission event: URBEvent, _ setup: SetupPacket) {
    let countsHeader = event.dataLength == event.urbLength + UsbmonHeader.long.length
    if event.status != 0 {
      self = .usbmon
    } else if countsHeader, event.payload.count < event.dataLength {
      self = .qemu
    } else {
      let isStated = setup.length > 0 && event.urbLength == Int(setup.length)
      self = isStated ? .converter : .sigrok
    }
  }

  /// Reads a completion, without its data.
  ///
  /// - Parameters:
  ///   - isIn: whether data goes towards the host.
  ///   - submittedLength: the data length of the submission.
  @inline(__always)
  func ending(of completion: URBEvent, isIn: Bool, submittedLength: Int) -> URBEnding {
    switch self {
    case .sigrok where completion.status != 0, .usbmon:
      URBEnding(outcome: Self.linuxOutcome(completion), actualLength: completion.urbLength)
    case .converter:
      URBEnding(
        outcome: Self.convertedOutcome(completion), actualLength: completion.urbLength)
    case .qemu:
      Self.qemuEnding(of: completion, isIn: isIn, submittedLength: submittedLength)
    case .sigrok:
      URBEnding(
        outcome: isIn && completion.dataLength > 0 ? .acknowledged : .acknowledgedOrStalled,
        actualLength: isIn ? completion.dataLength : submittedLength)
    }
  }

  /// In line, as what it calls: an event that is handed over lies in memory, which would cost
  /// something for every record.
  @inline(__always)
  private static func qemuEnding(
    of completion: URBEvent, isIn: Bool, submittedLength: Int
  ) -> URBEnding {
    let outcome =
      completion.status == LinuxStatus.shortAnswer ? .stalled : linuxOutcome(completion)
    guard outcome == .acknowledged else {
      // What comes with a STALL was left over in QEMU's buffer.
      return URBEnding(outcome: outcome, actualLength: nil, hasData: false)
    }
    let sent = submittedLength - UsbmonHeader.long.length
    return URBEnding(outcome: outcome, actualLength: isIn ? completion.urbLength : sent)
  }

  /// usbvfiod's event for every error is usbmon's for a submission that failed. Only of a STALL is
  /// it known that it came from the device.
  @inline(__always)
  private static func convertedOutcome(_ completion: URBEvent) -> TransferOutcome {
    guard completion.kind == .error, completion.status != LinuxStatus.stalled else {
      var ending = completion
      ending.kind = .complete
      return linuxOutcome(ending)
    }
    return .unknown
  }

  @inline(__always)
  private static func linuxOutcome(_ completion: URBEvent) -> TransferOutcome {
    switch completion.status {
    // The controller driver refused the submission.
    case _ where completion.kind == .error: .notSent
    case LinuxStatus.noDevice, LinuxStatus.shutdown: .disconnected
    // A short answer is a success. The host had asked to be informed about it.
    case 0, LinuxStatus.shortAnswer: .acknowledged
    case LinuxStatus.stalled: .stalled
    case LinuxStatus.unlinked, LinuxStatus.unlinkedLater: .cancelled
    case LinuxStatus.timedOut: .timedOut
    case LinuxStatus.overflow: .overflowed
    default: .wireError
    }
  }
}
