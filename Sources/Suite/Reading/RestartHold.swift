import DFU
import USB

/// Holds back the reset or departure of a device, and what follows, while a request to it waits.
///
/// Linux ends such a request afterwards (`usb_ep0_reinit` and `usb_disconnect` in
/// drivers/usb/core/hub.c). It was sent before, so it is handed out before, and is judged in the
/// state in which it was sent. Where its end does not come, nobody knows what became of it: a gap.
struct RestartHold {
  /// A transfer that is ready to be taken, and the number of its records.
  typealias Ready = (transfer: ControlTransfer, records: Int)

  /// The device that was reset or left, and the last submission that waits there.
  private var awaited: (device: DeviceAddress, sent: Moment)?
  /// What showed that, and what followed it, in order.
  private var held: [Held] = []

  /// What is held back.
  private enum Held {
    case transfer(Ready)
    /// A completion of this device without its submission.
    case lostSubmission(DeviceAddress, at: Moment)
  }

  /// The most transfers that are held back. An enumeration has about 20, with those of the hub.
  private static let limit = 64

  /// Takes the next transfer. `decoder` knows what still waits.
  mutating func take(
    _ next: Ready, _ decoder: some TransferDecoder, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    guard let awaited else {
      return takeFreely(next, decoder, &transfers, observe)
    }
    guard next.transfer.device == awaited.device, next.transfer.submitted <= awaited.sent else {
      return hold(.transfer(next), decoder, &transfers, observe)
    }
    guard next.transfer.completed != nil else {
      // Its end is missing. That of a later one may still come.
      if next.transfer.submitted == awaited.sent { giveUp(decoder, &transfers, observe) }
      return transfers.take(next.transfer, records: next.records, observe)
    }
    transfers.takeInterrupted(next.transfer, records: next.records, observe)
    if next.transfer.submitted == awaited.sent { release(decoder, &transfers, observe) }
  }

  /// Takes a completion without its submission. It stays behind what is held back.
  mutating func takeLostSubmission(
    of device: DeviceAddress, at moment: Moment, _ decoder: some TransferDecoder,
    _ transfers: inout TransferPass, _ observe: SessionTracker.Emit
  ) {
    guard awaited != nil else { return transfers.lostSubmission(of: device, at: moment, observe) }
    hold(.lostSubmission(device, at: moment), decoder, &transfers, observe)
  }

  private mutating func hold(
    _ next: Held, _ decoder: some TransferDecoder, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    held.append(next)
    if held.count == Self.limit { giveUp(decoder, &transfers, observe) }
  }

  /// Hands out what is held back, because nothing more will show the end of the request. What is
  /// handed out may show another restart, and hold the rest back again.
  mutating func giveUp(
    _ decoder: some TransferDecoder, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    while let awaited {
      transfers.tracker.lostRecord(of: awaited.device, at: awaited.sent, emit: observe)
      release(decoder, &transfers, observe)
    }
  }

  /// Takes a transfer while nothing is held back. It is held back itself if it shows that a device
  /// was reset or left where something waits.
  private mutating func takeFreely(
    _ next: Ready, _ decoder: some TransferDecoder, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    guard decoder.isOvertaken, let device = transfers.tracker.restarted(by: next.transfer),
      let sent = decoder.waiting(at: device, before: next.transfer.submitted)
    else { return transfers.take(next.transfer, records: next.records, observe) }
    awaited = (device, sent)
    held = [.transfer(next)]
  }

  private mutating func release(
    _ decoder: some TransferDecoder, _ transfers: inout TransferPass,
    _ observe: SessionTracker.Emit
  ) {
    let ready = held
    (awaited, held) = (nil, [])
    // The first one showed the restart: to ask it again would hold it back again.
    guard case .transfer(let restart)? = ready.first else { return }
    transfers.take(restart.transfer, records: restart.records, observe)
    for next in ready.dropFirst() {
      switch next {
      case .transfer(let next): take(next, decoder, &transfers, observe)
      case .lostSubmission(let device, let moment):
        takeLostSubmission(of: device, at: moment, decoder, &transfers, observe)
      }
    }
  }
}
