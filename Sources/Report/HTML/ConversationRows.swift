extension Report {
  /// The conversation of a session as the rows of a ladder: one for each exchange or event, with
  /// the states before and after it.
  package struct ConversationRows: Hashable, Sendable {
    /// The texts that rows refer to by index.
    package var texts: [String]
    /// The rows, in the order of the recording.
    package var rows: [ConversationRow]
    /// How many exchanges and events had no room.
    package var further: Int

    /// The most rows that a report has.
    package static let limit = 100_000

    /// Makes a conversation.
    package init(texts: [String] = [], rows: [ConversationRow] = [], further: Int = 0) {
      self.texts = texts
      self.rows = rows
      self.further = further
    }

    /// The conversation with its first `count` rows; the others are counted.
    func cut(to count: Int) -> ConversationRows {
      guard rows.count > count else { return self }
      let left = rows[count...].reduce(0) { $0 + 1 + Int($1.repeats) }
      return ConversationRows(
        texts: texts, rows: Array(rows.prefix(count)), further: further + left)
    }
  }

  /// An exchange or an event of a conversation. Equal polls that follow each other are one row.
  package struct ConversationRow: Hashable, Sendable {
    /// The first record, numbered as in Wireshark.
    package var frame: Int
    /// The record of the completion; nil when there is none, and for an event.
    package var completionFrame: Int?
    /// Nanoseconds from the capture's first record to `frame`.
    package var nanoseconds: Int64
    /// The place in the session's list of devices; nil when it is not in the list.
    package var device: Int32?
    /// Index of the request's text, or of the event's words.
    package var text: Int32
    /// Index of the answer's text; nil for an event.
    package var reply: Int32?
    /// The states from which the exchange was judged: bit n is the state with number n. They are
    /// those after the row before, moved by the device's timers that ran out since then.
    package var statesBefore: UInt16
    /// The possible states afterwards, in the same form.
    package var statesAfter: UInt16
    /// bwPollTimeout of a status report, in milliseconds; nil where there is none.
    package var pollTimeoutMilliseconds: UInt32?
    /// The bytes that the data stage moved.
    package var bytes: Int32
    /// How many equal polls follow that are in this row too.
    package var repeats: Int32
    /// The record of the last of them; 0 for none.
    package var lastFrame: Int
    /// Nanoseconds from the capture's first record to `lastFrame`; 0 for none.
    package var lastNanoseconds: Int64
    /// How the exchange ended; `answered` for an event.
    package var outcome: Outcome
    /// Index of the setup packet in hex, for a row with a finding.
    package var setup: Int32?
    /// Index of the first 64 data bytes in hex, for a row with a finding and data.
    package var data: Int32?
    /// Index of the name that the table has for the request or the event; nil where it has none.
    package var trigger: Int32?

    /// How an exchange ended.
    package enum Outcome: UInt8, Hashable, Sendable {
      case answered
      case stalled
      /// No answer, withdrawn by the host, or an error on the bus.
      case unanswered
    }

    /// Makes a row; what is left out does not apply.
    package init(
      frame: Int, completionFrame: Int? = nil, nanoseconds: Int64, device: Int32? = nil,
      text: Int32, reply: Int32? = nil, statesBefore: UInt16, statesAfter: UInt16,
      pollTimeoutMilliseconds: UInt32? = nil, bytes: Int32 = 0, outcome: Outcome = .answered,
      trigger: Int32? = nil
    ) {
      self.frame = frame
      self.completionFrame = completionFrame
      self.nanoseconds = nanoseconds
      self.device = device
      self.text = text
      self.reply = reply
      self.statesBefore = statesBefore
      self.statesAfter = statesAfter
      self.pollTimeoutMilliseconds = pollTimeoutMilliseconds
      self.bytes = bytes
      self.outcome = outcome
      self.trigger = trigger
      (repeats, lastFrame, lastNanoseconds) = (0, 0, 0)
    }

    /// Whether it shows the same request, answer and states as `other`.
    package func hasSameContent(as other: ConversationRow) -> Bool {
      text == other.text && reply == other.reply && device == other.device
        && statesBefore == other.statesBefore && statesAfter == other.statesAfter
        && pollTimeoutMilliseconds == other.pollTimeoutMilliseconds
    }

    /// Takes a poll that follows and shows the same into this row.
    package mutating func fold(_ poll: ConversationRow) {
      repeats += 1 + poll.repeats
      lastFrame = poll.repeats > 0 ? poll.lastFrame : poll.frame
      lastNanoseconds = poll.repeats > 0 ? poll.lastNanoseconds : poll.nanoseconds
    }
  }
}
