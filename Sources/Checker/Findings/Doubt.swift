import DFU
import SpecTable
import USB

/// Why something cannot be judged, and what the operator can do so that it can be.
struct Doubt: Hashable, Sendable {
  /// The reason, as the end of a sentence.
  var reason: String
  /// What to do about it, in one sentence.
  var advice: String

  /// Of two sides one is wrong, and nothing tells which. `request`: what the host sent.
  static func eitherSide(
    _ request: String, hostWrongIn: StateSet, deviceWrongIn: StateSet
  ) -> Doubt {
    Doubt(
      reason: Phrases.eitherSide(hostWrongIn: hostWrongIn, deviceWrongIn: deviceWrongIn),
      advice: "Have the host send DFU_GETSTATUS before \(request): the answer shows the state.")
  }

  /// The reply of a transfer is not known.
  static func unseen(_ transfer: ControlTransfer) -> Doubt {
    let reply = Phrases.reply(transfer)
    return switch transfer.outcome {
    case .cancelled, .timedOut: givenUp(transfer)
    case .wireError:
      Doubt(
        reason: reply,
        advice: "Check the cable, the hubs and the power of the device: the wire lost the answer.")
    case .disconnected:
      Doubt(reason: reply, advice: "Check why the device left the bus in the middle of a request.")
    case .notSent:
      Doubt(reason: reply, advice: "Check on the host why the request was not sent.")
    case .unknown: Doubt(reason: reply, advice: Self.recordAll)
    case .unanswered:
      Doubt(
        reason: "it is \(reply), and a device has 5 s for an answer (USB 2.0, 9.2.6.1)",
        advice: "Let the recording run until the device answers or the host gives up.")
    case .acknowledged, .stalled, .acknowledgedOrStalled, .overflowed:
      Doubt(
        reason: "the recording does not hold all bytes of the answer",
        advice: "Record with a larger snap length (tcpdump -s 0).")
    }
  }

  /// USB 2.0, 9.2.6.1 gives a device 5 s for a request.
  private static func givenUp(_ transfer: ControlTransfer) -> Doubt {
    let time = transfer.durationMilliseconds.map { " after \(Phrases.milliseconds($0)) ms" } ?? ""
    return Doubt(
      reason: "the host gave up\(time), and a device has 5 s for an answer (USB 2.0, 9.2.6.1)",
      advice: "Have the host wait 5 s for an answer before it gives up.")
  }

  /// What to do where records are missing.
  fileprivate static let recordAll =
    "Record again so that no record is missing: with a recorder that shows every answer, and if it "
    + "loses records, with a larger ring or less traffic on the bus."
}

extension MissingEvidence {
  /// The doubt that it leaves.
  var doubt: Doubt {
    switch self {
    case .beginning:
      Doubt(
        reason: "the recording begins in mid-session and the state was not yet shown",
        advice: "Begin the recording before the device is plugged in, or have the host send "
          + "DFU_GETSTATUS first.")
    case .arrival(let frame):
      Doubt(
        reason: "nothing has shown the state since the reset or arrival of frame \(frame)",
        advice: "Have the host read the descriptors of the device after its arrival, or send "
          + "DFU_GETSTATUS first.")
    case .gap(let frame):
      Doubt(
        reason: "traffic is missing before frame \(frame) and the state was not shown since",
        advice: Doubt.recordAll)
    case .half(let frame):
      Doubt(
        reason: "the other half of the request of frame \(frame) is missing, traffic beside it may "
          + "be missing too, and the state was not shown since",
        advice: Doubt.recordAll)
    case .unjudged(let frame):
      Doubt(
        reason: "the request of frame \(frame) was not to the DFU interface that is followed, or "
          + "the device was not configured, and the state was not shown since",
        advice: "Have the host configure the device, and send DFU_GETSTATUS to its DFU interface "
          + "after that request.")
    case .answer(let frame):
      Doubt(
        reason: "there is no answer to frame \(frame), and the state was not shown since",
        advice: "Have the host send DFU_GETSTATUS after a request that got no answer. If the "
          + "recording lacks the answer, record again with a recorder that shows it.")
    }
  }
}
