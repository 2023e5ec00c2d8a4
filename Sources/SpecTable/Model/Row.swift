package import DFU

/// What a device in one state may do about one request or event.
package struct Row: Hashable, Sendable {
  /// Stable and never positional: `dfuIDLE.DNLOAD.block`.
  package var id: String
  package var state: State
  package var trigger: Trigger
  /// All must hold; a fact that is not known excludes nothing.
  package var when: [Condition]
  /// Every outcome that the text or a reading allows, and those that it is known to be broken
  /// with (their verdict says so). Never empty.
  package var then: [Outcome]
  /// What an outcome outside `then` is.
  package var level: Level
  /// Who is at fault when none of the outcomes was seen.
  package var actor: Actor
  package var cite: Citation
  /// The ambiguity that the row rests on, as `AMB-nn`.
  package var reading: String?
  /// Implementations that are known to do otherwise, in words.
  package var deviations: [String]
  /// The first part of its public path: `dfu`, or what the overlay calls itself.
  package var namespace: String

  package init(
    id: String, state: State, trigger: Trigger, when: [Condition] = [], then: [Outcome],
    level: Level = .must, actor: Actor = .device, cite: Citation, reading: String? = nil,
    deviations: [String] = [], namespace: String = "dfu"
  ) {
    self.id = id
    self.state = state
    self.trigger = trigger
    self.when = when
    self.then = then
    self.level = level
    self.actor = actor
    self.cite = cite
    self.reading = reading
    self.deviations = deviations
    self.namespace = namespace
  }
}

/// One fact, or its opposite.
package struct Condition: Hashable, Sendable {
  package var fact: Fact
  /// False for a condition written with a leading `!`.
  package var holds: Bool

  package init(_ fact: Fact, holds: Bool = true) {
    self.fact = fact
    self.holds = holds
  }
}

/// One thing that a device may do: its reply and where it then is belong together.
package struct Outcome: Hashable, Sendable {
  package var reply: Reply
  package var next: NextState
  /// The state that the reply reports, where it is another than `next` (a known deviation).
  package var shows: State?
  package var status: StatusRule
  /// `pass` unless a reading says otherwise.
  package var verdict: Verdict
  /// The `AMB-nn` that allows or judges it, or the deviation that declares it.
  package var reading: String?
  /// In words, for the report.
  package var because: String?
  /// The path of the deviation that declares it: `xmos/X14`.
  package var deviation: String?

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
  /// The state that it leads to from `state`.
  @inline(__always)
  package func next(from state: State) -> State {
    switch next {
    case .same: state
    case .state(let next): next
    }
  }
}

/// What is seen on the wire.
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
  /// No status stage, ever.
  case silence
  /// Whatever it does, except nothing at all.
  case anyAnswer = "any-answer"
  /// Anything at all.
  case anything
  /// More bytes than wLength asked for.
  case overflow
  /// For events: nothing is to be seen.
  case nothing
  /// For events: the device is enumerated again.
  case reenumerates
}

/// Where an outcome leads.
package enum NextState: Hashable, Sendable {
  case state(State)
  /// The state is kept.
  case same
}

/// What bStatus is after an outcome.
package enum StatusRule: Hashable, Sendable {
  /// As before.
  case unchanged
  /// As before, and not OK: an error code is held until CLRSTATUS (DFU 1.1, 6.1.3).
  case unchangedError
  /// One of these.
  case oneOf(StatusSet)
}
