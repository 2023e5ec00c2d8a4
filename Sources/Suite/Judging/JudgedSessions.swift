import DFU
import Report
import USB

/// The judges of a capture's sessions.
///
/// Memory is bounded: the first `listLimit` sessions keep their judges, and of the later ones the
/// latest `recentLimit`. An older one is folded: its verdict and findings go into `folded`. The
/// tracker continues none of the older sessions, so nothing more is expected of them.
struct JudgedSessions {
  private(set) var judges: [SessionJudge] = []
  /// By place in `judges`, the session that is judged there.
  private var owners: [SessionID] = []
  private var folded = FoldedSessions()
  /// `folded`, as it is when transfers are missing at unknown places.
  private var foldedInDoubt = FoldedSessions()
  /// A judge that has judged nothing. A copy of it is cheaper than a new one.
  private var fresh: SessionJudge
  /// Times in findings count from here, in nanoseconds.
  var start: Int64

  /// How many sessions are reported one by one.
  static let listLimit = 512
  /// How many of the later sessions have their judges at one time.
  static let recentLimit = SessionSummary.continuedLimit

  /// Every session begins with a copy of `fresh`.
  init(_ fresh: SessionJudge, start: Int64) {
    self.fresh = fresh
    self.start = start
  }

  /// Takes a fact of the capture that holds from here on.
  mutating func take(_ fact: SourceFact) {
    fresh.take(fact)
    for place in judges.indices { judges[place].take(fact) }
  }

  /// Takes back what a missing transfer could explain. Called after the last observation.
  mutating func doubtHistory() {
    for place in judges.indices { judges[place].doubtHistory() }
    folded = foldedInDoubt
  }

  /// Takes back what a missing transfer could explain of all that was found since another device of
  /// its bus was sent a request that still waits at the end: its completion may be missing. Called
  /// after the last observation. `waiting`: by device, the frame of its first such request.
  mutating func doubt(waiting: [DeviceAddress: Int], _ summaries: [SessionSummary]) {
    for place in judges.indices where !waiting.isEmpty {
      guard let frame = summaries[owners[place]].firstOther(in: waiting) else { continue }
      judges[place].doubt(behind: frame)
    }
  }

  /// Judges an observation of a session. Returns the place of its judge in `judges`; nil when the
  /// session is folded, and does not take it.
  @discardableResult
  mutating func observe(_ observation: Observation, of session: SessionID) -> Int? {
    if isFolded(session), !observation.isOfDevice { return nil }
    let place = place(of: session)
    judges[place].observe(observation)
    return place
  }

  /// Judges an exchange of a session.
  @inline(__always)
  mutating func exchange(_ transfer: ControlTransfer, of session: SessionID) {
    let place = place(of: session)
    judges[place].exchange(transfer)
  }

  /// The reports of the sessions that are reported one by one, and one for all folded sessions.
  mutating func reports(_ summaries: [SessionSummary]) -> [Report.Session] {
    for place in judges.indices.dropFirst(Self.listLimit) { fold(place) }
    let listed = zip(judges, summaries).prefix(Self.listLimit).map { judge, summary in
      SessionReport(judge: judge, start: start).session(summary)
    }
    let rest = summaries.count - listed.count
    guard rest > 0 else { return listed }
    var others = folded.session(count: rest, listed: listed.count)
    if fresh.conversation != nil {
      others.conversation = Report.ConversationRows(further: others.transfers)
    }
    return listed + [others]
  }

  // MARK: - Places

  private func isFolded(_ session: SessionID) -> Bool {
    let place = Self.place(of: session)
    return place < owners.count && owners[place] > session
  }

  /// The place of a session's judge, made if needed.
  @inline(__always)
  private mutating func place(of session: SessionID) -> Int {
    let place = Self.place(of: session)
    if place < owners.count, owners[place] == session { return place }
    return makePlace(place, for: session)
  }

  private static func place(of session: SessionID) -> Int {
    session < listLimit ? session : listLimit + (session - listLimit) % recentLimit
  }

  private mutating func makePlace(_ place: Int, for session: SessionID) -> Int {
    while judges.count <= place {
      owners.append(judges.count)
      judges.append(fresh)
      if judges.count > Self.listLimit { judges[judges.count - 1].dropConversation() }
    }
    guard owners[place] != session else { return place }
    let isOld = owners[place] > session
    fold(place)
    judges[place] = fresh
    judges[place].dropConversation()
    owners[place] = session
    if isOld { judges[place].observe(Observation(.gap(.dropped), at: .beginning)) }
    return place
  }

  private mutating func fold(_ place: Int) {
    folded.add(SessionReport(judge: judges[place], start: start))
    var judge = judges[place]
    judge.doubtHistory()
    foldedInDoubt.add(SessionReport(judge: judge, start: start))
  }
}

extension SessionSummary {
  /// The frame of the first request that waits for another device of the session's bus.
  func firstOther(in waiting: [DeviceAddress: Int]) -> Int? {
    let own = devices.map(\.address)
    return waiting.filter { device, _ in
      device.bus == own.last?.bus && !own.contains(device)
    }.values.min()
  }
}

extension Moment {
  /// Before the first record.
  fileprivate static let beginning = Moment(frame: 0, nanoseconds: 0)
}

extension Observation {
  /// Whether it tells of the device itself, and not of the whole recording.
  var isOfDevice: Bool {
    switch event {
    case .exchange, .described, .configured, .interfaceSet, .reset, .left, .attached: true
    case .gap(let gap):
      switch gap {
      case .damaged, .dropped: false
      case .unpaired, .otherInterface, .unknownInterface, .notConfigured: true
      }
    case .end: false
    }
  }
}
