package import DFU

/// One thing that a device may do. What it answers and where it goes belong together.
package struct Outcome: Hashable, Sendable {
  /// What it answers.
  package var reply: Reply
  /// The state that it is in afterwards.
  package var next: NextState
  /// The state that the reply reports, where that is another than `next` (a known deviation).
  package var shows: State?
  /// What bStatus is afterwards.
  package var status: StatusRule
  /// Facts without which it is no outcome: the cause that a deviation names. A fact that is not
  /// known excludes nothing.
  package var given: [Condition] = []
  /// Whether the device then leaves the bus by itself, and comes back in `next`.
  package var boots = false
  /// How the outcome is judged: `pass` unless a reading says otherwise.
  package var verdict: Verdict
  /// The `AMB-nn` that allows or judges it, or the deviation that declares it.
  package var reading: String?
  /// Why it has this verdict, in words for the report.
  package var because: String?
  /// The path of the deviation that declares it: `xmos/X14`.
  package var deviation: String?

  /// An outcome of the base table: no deviation declares it.
  package init(
    reply: Reply, next: NextState, shows: State? = nil, status: StatusRule = .unchanged,
    verdict: Verdict = .pass, reading: String? = nil, because: String? = nil
  ) {
    self.reply = reply
    self.next = next
    self.shows = shows
    self.status = status
    self.verdict = verdict
    self.reading = reading
    self.because = because
  }
}

extension Outcome {
  /// The state that it leads to from `state`, the row's. A dead endpoint keeps it.
  @inline(__always)
  package func next(from state: State) -> State {
    switch next {
    case .same, .dead: state
    case .state(let next): next
    }
  }

  /// Where it leads from `state`, in words.
  package func nextName(from state: State) -> String {
    next == .dead ? "endpoint 0 dead until a bus reset" : next(from: state).name
  }
}

/// What a device answers, as it is seen on the wire.
package enum Reply: String, CaseIterable, Hashable, Sendable {
  /// The status stage completes without a data stage towards the host.
  case ack
  case stall
  /// A six-byte status report; its bState is the outcome's next state (or `shows`).
  case data6
  /// One byte: the state, which is the outcome's next state (or `shows`).
  case data1
  /// As many bytes as wLength asked for.
  case dataFull = "data-full"
  /// Fewer bytes than wLength asked for, none included.
  case dataShort = "data-short"
  /// No bytes, where wLength asked for some.
  case dataNone = "data-none"
  /// No status stage, ever.
  case silence
  /// Any answer, but not silence.
  case anyAnswer = "any-answer"
  /// Any answer, or silence.
  case anything
  /// More bytes than wLength asked for.
  case overflow
  /// For events: the device shows nothing.
  case nothing
  /// For events: the device is enumerated again.
  case reenumerates
}

/// Where an outcome leads.
package enum NextState: Hashable, Sendable {
  case state(State)
  /// The state is kept.
  case same
  /// Endpoint 0 answers nothing any more until the device is reset. No state of DFU stands for it.
  case dead
}

/// What bStatus is after an outcome.
package enum StatusRule: Hashable, Sendable {
  /// As before.
  case unchanged
  /// As before, and not OK: an error code is held until CLRSTATUS (DFU 1.1, 6.1.3).
  case unchangedError
  /// The error code that DFU_CLRSTATUS has cleared just before; where it cleared none that is
  /// known, the outcome fits nothing (DFU 1.1, A.2.11).
  case clearedError
  /// An error code, but not the one that DFU_CLRSTATUS has cleared just before.
  case otherError
  /// An error code where another one was before.
  case changedError
  /// One of these.
  case oneOf(StatusSet)
}
