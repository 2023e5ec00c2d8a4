/// A submission that waits for its own completion, or for an earlier transfer of its device.
///
/// Two recorders of one bus (usbmon0 and usbmon1 together) write every event twice. Then it also
/// waits for the copies of its completion.
struct WaitingSubmission: Sendable {
  var submission: Submission
  /// The transfer, if it is complete and waits only for its turn or for a copy.
  var finished: ControlTransfer?
  private var copies: Copies?

  /// What was recorded of this request block more than once.
  private struct Copies {
    /// The copies of the submission that have no copy of the completion yet.
    var open = 0
    /// The moment of the last of them.
    var submitted: Moment
    /// The completion, until its copies have come.
    var completion: (event: URBEvent, moment: Moment)?
  }

  /// Waits for the completion of `submission`.
  init(_ submission: Submission) { self.submission = submission }

  /// Notes that an equal submission was recorded at `moment`.
  mutating func noteCopy(at moment: Moment) {
    copies = Copies(open: (copies?.open ?? 0) + 1, submitted: moment)
  }

  /// Notes the completion, which made `transfer`.
  mutating func finish(_ transfer: ControlTransfer, by event: URBEvent, at moment: Moment) {
    finished = transfer
    copies?.completion = (event, moment)
  }

  /// Whether the transfer is complete, and only a copy of its completion is still to come.
  var awaitsCopy: Bool { copies?.completion != nil }

  /// Whether the event is the copy of the completion that this transfer waits for.
  func isCopied(by event: URBEvent, at moment: Moment) -> Bool {
    guard let seen = copies?.completion else { return false }
    return seen.event.isCopied(by: event) && seen.moment.isOfCopies(moment)
  }

  /// Whether an event shows that no copy of the completion will come: it is too late for one, or
  /// the request block is in use again. Then what was taken for a copy was a submission.
  func lacksCopy(before event: URBEvent, at moment: Moment) -> Bool {
    guard let seen = copies?.completion else { return false }
    return !seen.moment.isOfCopies(moment)
      || event.kind == .submit && submission.isReplaced(by: event)
  }

  /// Notes a copy of the completion. Returns whether the transfer has all its copies now.
  mutating func noteCompletionCopy() -> Bool {
    copies?.open -= 1
    guard copies?.open == 0 else { return false }
    copies = nil
    return true
  }

  /// Notes that no copy of the completion comes. The submissions are several then, of which the
  /// last was completed.
  mutating func refuteCopies() { copies?.completion = nil }

  /// Hands out what is known. Returns the number of records that are copies.
  consuming func handOut(_ emit: TransferEmit) -> Int {
    let open = copies?.open ?? 0
    guard var transfer = finished else {
      emit(submission.unfinished(), 1)
      return open
    }
    guard let copies, copies.completion == nil else {
      emit(transfer, 2)
      return open
    }
    emit(submission.unfinished(), copies.open)
    transfer.submitted = copies.submitted
    emit(transfer, 2)
    return 0
  }
}

extension Moment {
  /// The most nanoseconds between two records of one event.
  ///
  /// The kernel hands an event to its readers one after the other, before the request block goes
  /// on (Linux, `mon_submit` and `mon_complete` in drivers/usb/mon/mon_main.c). They are a few
  /// microseconds apart, and more if an interrupt comes between.
  private static var copyLimit: Int64 { 100_000 }

  /// Whether two records with these times can be of one event.
  func isOfCopies(_ other: Moment) -> Bool {
    (nanoseconds - Self.copyLimit...nanoseconds + Self.copyLimit).contains(other.nanoseconds)
  }
}

extension URBEvent {
  /// Whether another event can be the same one, recorded again. An id of 0 tells nothing: such a
  /// recorder is none of several.
  func isCopied(by other: URBEvent) -> Bool {
    id != 0 && id == other.id && kind == other.kind && device == other.device
      && isIn == other.isIn && status == other.status && urbLength == other.urbLength
      && dataLength == other.dataLength
  }
}

extension Submission {
  /// Whether a submission can be this one, recorded again; `data`: what the host sends.
  func isCopied(
    by event: URBEvent, _ setup: SetupPacket, _ data: Span<UInt8>, at moment: Moment
  ) -> Bool {
    id != 0 && id == event.id && device == event.device && isIn == event.isIn
      && self.setup == setup && dataLength == event.dataLength
      && self.moment.isOfCopies(moment) && data.count == self.data.count
      && data.indices.allSatisfy { data[$0] == self.data[$0] }
  }
}
