/// What differs between two captures of what should be the same.
package struct DiffReport: Hashable, Sendable {
  /// The schema of the JSON form.
  package static let schema = "dfutrace.diff/1"

  /// The first capture, which is called A.
  package var a: Side
  /// The second capture, which is called B.
  package var b: Side
  /// What the operator wants ignored, in the words of `--ignore`.
  package var ignored: [String]
  /// The pairs of sessions in the order of A, and then the sessions that only B has.
  package var sessions: [Session]

  /// Makes a report.
  package init(a: Side, b: Side, ignored: [String], sessions: [Session]) {
    self.a = a
    self.b = b
    self.ignored = ignored
    self.sessions = sessions
  }

  /// One of the two captures.
  package struct Side: Hashable, Sendable {
    /// The capture as the operator named it.
    package var file: String
    /// The dialect that it was written in.
    package var dialect: String
    /// The number of its sessions.
    package var sessions: Int
    /// The number of exchanges in them.
    package var transfers: Int
    /// The number of exchanges and events for which there was no room.
    package var leftOut: Int
    /// Whether something of it may be missing: it is cut or damaged, or records were lost.
    package var isCut: Bool
    /// What the comparison cannot know of it, a sentence each.
    package var remarks: [String]

    /// Makes a side.
    package init(
      file: String, dialect: String, sessions: Int, transfers: Int, leftOut: Int = 0,
      isCut: Bool = false, remarks: [String] = []
    ) {
      self.file = file
      self.dialect = dialect
      self.sessions = sessions
      self.transfers = transfers
      self.leftOut = leftOut
      self.isCut = isCut
      self.remarks = remarks
    }
  }

  /// Two sessions that were compared, or one that has no counterpart.
  package struct Session: Hashable, Sendable {
    /// The session of A; nil when only B has it.
    package var a: Origin?
    /// The session of B; nil when only A has it.
    package var b: Origin?
    /// How many exchanges and events of A were found in B; folded polls count once.
    package var compared: Int
    /// What differs in the descriptors of the device.
    package var descriptors: [Difference]
    /// What differs in the conversation, in order. Alike ones are one; the first are kept.
    package var conversation: [Difference]
    /// How many places differ in the conversation, also those that are not kept.
    package var places: Places
    /// What stands around the first difference; nil when the conversation does not differ.
    package var first: Surroundings?

    /// Makes a pair of sessions.
    package init(
      a: Origin?, b: Origin?, compared: Int = 0, descriptors: [Difference] = [],
      conversation: [Difference] = [], places: Places = Places(), first: Surroundings? = nil
    ) {
      self.a = a
      self.b = b
      self.compared = compared
      self.descriptors = descriptors
      self.conversation = conversation
      self.places = places
      self.first = first
    }
  }

  /// A session of one capture.
  package struct Origin: Hashable, Sendable {
    /// Its number in the capture, from 1.
    package var number: Int
    /// All identities that the device had.
    package var devices: [Report.Device]
    /// The number of its exchanges.
    package var transfers: Int

    /// Makes a session.
    package init(number: Int, devices: [Report.Device], transfers: Int) {
      self.number = number
      self.devices = devices
      self.transfers = transfers
    }
  }

  /// The number of places that differ, by the side of the bus that did something else.
  package struct Places: Hashable, Sendable {
    /// Places where the host did something else.
    package var host = 0
    /// Places where the device answered or did something else.
    package var device = 0
    /// Places where records are missing, so that the recording may be the cause. They count neither
    /// for the host nor for the device.
    package var doubtful = 0
    /// Differences that had no room in the list.
    package var unlisted = 0

    /// Makes counts of 0.
    package init() {}
  }
}

extension DiffReport {
  /// One difference.
  package struct Difference: Hashable, Sendable {
    /// Who did something else.
    package var side: Actor
    /// What kind of difference it is.
    package var kind: Kind
    /// What it is about: a request, an event, a descriptor.
    package var subject: String
    /// The fields that differ.
    package var fields: [Field]
    /// What only A has.
    package var onlyA: Lines
    /// What only B has.
    package var onlyB: Lines
    /// Where it is in A: the first place; nil when A has nothing there.
    package var frameA: Int?
    /// Where it is in B; nil when B has nothing there.
    package var frameB: Int?
    /// Whether an earlier difference may be its cause.
    package var follows: Bool
    /// Whether records are missing here, so that the recording may be the cause.
    package var isDoubtful: Bool
    /// The number of places with the same difference.
    package var count: Int

    /// Makes a difference in one place.
    package init(
      side: Actor, kind: Kind, subject: String, fields: [Field] = [], onlyA: Lines = Lines(),
      onlyB: Lines = Lines(), frameA: Int?, frameB: Int?, follows: Bool = false,
      isDoubtful: Bool = false, count: Int = 1
    ) {
      self.side = side
      self.kind = kind
      self.subject = subject
      self.fields = fields
      self.onlyA = onlyA
      self.onlyB = onlyB
      self.frameA = frameA
      self.frameB = frameB
      self.follows = follows
      self.isDoubtful = isDoubtful
      self.count = count
    }
  }

  /// Who did something else.
  package enum Actor: String, CaseIterable, Hashable, Sendable {
    case host, device
  }

  /// The kinds of differences.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A request of both has other fields, or other data than those of an image.
    case request
    /// A request of both was answered otherwise.
    case answer
    /// One side has steps that the other has not, or other steps.
    case steps
    /// The images that were moved are not the same.
    case image
    /// Something happened otherwise on the bus.
    case event
    /// A descriptor has other fields.
    case descriptor
  }

  /// A field with both values.
  package struct Field: Hashable, Sendable {
    /// Its name, as the specification writes it, or a word.
    package var name: String
    /// Its value in A.
    package var a: String
    /// Its value in B.
    package var b: String

    /// Makes a field.
    package init(name: String, a: String, b: String) {
      self.name = name
      self.a = a
      self.b = b
    }
  }

  /// An exchange or an event of one side.
  package struct Line: Hashable, Sendable {
    /// The first record.
    package var frame: Int
    /// The request, or the event.
    package var request: String
    /// The answer; empty for an event.
    package var reply: String
    /// The number of polls that it stands for.
    package var count: Int

    /// Makes a line.
    package init(frame: Int, request: String, reply: String, count: Int = 1) {
      self.frame = frame
      self.request = request
      self.reply = reply
      self.count = count
    }
  }

  /// Lines that follow each other; the first are kept.
  package struct Lines: Hashable, Sendable {
    /// The first lines.
    package var first: [Line]
    /// How many follow them.
    package var further: Int

    /// Makes lines.
    package init(first: [Line] = [], further: Int = 0) {
      self.first = first
      self.further = further
    }
  }

  /// What stands around a difference.
  package struct Surroundings: Hashable, Sendable {
    /// What came before it: the same in both. Each has a line of A and of B.
    package var before: [Pair]
    /// What A has from the difference on.
    package var a: [Line]
    /// What B has from the difference on.
    package var b: [Line]

    /// Makes surroundings.
    package init(before: [Pair], a: [Line], b: [Line]) {
      self.before = before
      self.a = a
      self.b = b
    }

    /// One step in both captures.
    package struct Pair: Hashable, Sendable {
      /// The line of A.
      package var a: Line
      /// The line of B.
      package var b: Line

      /// Makes a pair.
      package init(a: Line, b: Line) {
        self.a = a
        self.b = b
      }
    }
  }
}

extension DiffReport.Session {
  /// Whether the two sessions are the same.
  var isSame: Bool { a != nil && b != nil && descriptors.isEmpty && conversation.isEmpty }
}

extension DiffReport {
  /// Whether something was not compared, for want of room or because a recording is cut.
  var isCut: Bool { [a, b].contains { $0.leftOut > 0 || $0.isCut } }

  /// The number of sessions that only one capture has.
  var alone: Int { sessions.count { $0.a == nil || $0.b == nil } }

  /// Whether nothing differs but where records are missing.
  var differsInDoubtOnly: Bool {
    alone == 0
      && sessions.allSatisfy { session in
        session.descriptors.isEmpty && session.conversation.allSatisfy(\.isDoubtful)
          && session.places.host + session.places.device == 0
      }
  }

  /// Whether everything was compared, and nothing differs.
  var isSame: Bool { !isCut && sessions.allSatisfy(\.isSame) }

  /// The exit status: 0 when everything was compared and nothing differs, else 1.
  package var exitStatus: ExitStatus { isSame ? .conformant : .violation }
}
