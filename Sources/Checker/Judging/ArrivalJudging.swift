import DFU
import Evidence
import SpecTable
import USB

// What a device shows after a reset, a departure or an arrival: which of the ways that the table
// allows led there, and what the table says of it.

extension Checker {
  /// Reports an arrival of which every way into `states` and `statuses` has a verdict in the table.
  /// `sign`: what the device shows at `moment`.
  mutating func settleArrival(
    in states: StateSet, _ statuses: StatusSet, showing sign: ArrivalSign, at moment: Moment
  ) {
    guard $arrival, let arrival else { return }
    let ways = arrival.ways
    settleBoot(in: states, showing: sign, at: moment)
    if let failed = failedDeparture(ways, states, statuses) {
      self.arrival = Arrival(reset: arrival.reset)
      return tellFailedDeparture(failed, showing: sign.name, at: moment)
    }
    guard let best = bestWay(ways, states, statuses), let verdict = best.judgement.verdict,
      verdict > .pass
    else { return }
    self.arrival = Arrival(reset: arrival.reset)
    let (event, scene) = ways[best.place]
    var finding = outcomeFinding(scene, best.judgement, verdict)
    finding.move(to: moment)
    let (frame, before) = (scene.at.frame, scene.belief.states)
    let (row, outcome) = (best.judgement.row, best.judgement.outcome)
    finding.reword { [rules] words in
      let known = row.flatMap { row in outcome.map { rules.table.rows[row].then[$0] } }
      words.observed = sign.name
      words.message =
        (event == .busReset ? "After the bus reset" : "After the arrival")
        + " of frame \(frame), in \(Phrases.states(before)) before it, the device shows "
        + sign.name + (known?.because.map { ": \($0)" } ?? "") + "."
    }
    report([finding], exchange: false)
  }

  /// Settles the arrival by the first exchange after it, if the answer shows the state.
  mutating func settleArrival(by transfer: ControlTransfer) {
    let seen = ReplySeen(transfer, toleranceMilliseconds: options.toleranceMilliseconds)
    guard let shown = seen.shown else { return }
    settleArrival(
      in: StateSet(shown), seen.status.map { StatusSet($0) } ?? rules.anything[shown],
      showing: .state(shown), at: transfer.submitted)
  }

  /// The way in which the device may best have come to what it shows, by its place in `ways`.
  private func bestWay(
    _ ways: [(event: BusEvent, scene: Scene)], _ states: StateSet, _ statuses: StatusSet
  ) -> (place: Int, judgement: DeviceJudge.Judgement)? {
    var best: (place: Int, judgement: DeviceJudge.Judgement)?
    for place in ways.indices {
      let judgement = device.judge(arrivalBy: ways[place].scene, in: states, statuses)
      guard let verdict = judgement.verdict else { continue }
      if let known = best?.judgement.verdict, known <= verdict { continue }
      best = (place, judgement)
    }
    return best
  }

  // MARK: - A device that boots, as an overlay declares

  /// Tells of a device that came back elsewhere than a declared boot leads. Nobody can tell that
  /// from a power cut.
  private mutating func settleBoot(
    in states: StateSet, showing sign: ArrivalSign, at moment: Moment
  ) {
    guard $boot, let boot else { return }
    self.boot = nil
    guard !boot.leadsTo.overlaps(states) else { return }
    let name = sign.name
    let (wanted, frame) = (Phrases.states(boot.leadsTo), boot.scene.at.frame)
    var finding = inconclusiveFinding(
      boot.scene, boot.judgement,
      because: Doubt(
        reason: "its power may have been cut",
        advice: "Record what the device does between frame \(frame) and its return."))
    finding.move(to: moment)
    finding.reword { words in
      words.observed = name
      words.message =
        "The request of frame \(frame) was to boot the device into \(wanted). It shows "
        + "\(name), which is as declared only if its power was cut."
    }
    report([finding], exchange: false)
  }

  // MARK: - A device that detaches by itself

  /// The row by which a device surely detaches by itself in a scene: all that the row asks for is
  /// known.
  private func ownDeparture(in scene: Scene) -> CompiledRow? {
    var members = scene.belief
    guard members.isCertain, let (state, _) = members.popFirst() else { return nil }
    return rules.rows(state, scene.trigger).first {
      $0.when.mask != 0 && scene.facts.proves($0.when)
    }
  }

  /// The scene in which a device was to detach by itself, when that does not lead to what it shows,
  /// and another way does.
  private func failedDeparture(
    _ ways: [(event: BusEvent, scene: Scene)], _ states: StateSet, _ statuses: StatusSet
  ) -> Scene? {
    guard let place = ways.firstIndex(where: { $0.event == .deviceDetachAttach }),
      ownDeparture(in: ways[place].scene) != nil,
      device.judge(arrivalBy: ways[place].scene, in: states, statuses).verdict == nil,
      bestWay(ways, states, statuses) != nil
    else { return nil }
    return ways[place].scene
  }

  /// A device was to detach by itself and came back elsewhere. Nobody can tell that from a power
  /// cut.
  private mutating func tellFailedDeparture(
    _ scene: Scene, showing name: String, at moment: Moment
  ) {
    let row = ownDeparture(in: scene)
    let wanted = row?.outcomes.reduce(into: StateSet()) { $0.formUnion(StateSet($1.next)) }
    let judgement = DeviceJudge.Judgement(row: row?.index)
    var finding = inconclusiveFinding(
      scene, judgement,
      because: Doubt(
        reason: "its power may have been cut",
        advice: "Check why the device does not come back"
          + (wanted.map { " in " + Phrases.states($0) } ?? "") + "."))
    finding.move(to: moment)
    let (states, frame) = (scene.belief.states, scene.at.frame)
    finding.reword { words in
      words.observed = name
      words.message =
        "The device, in \(Phrases.states(states)), was to detach and come back by "
        + "itself. After the arrival of frame \(frame) it shows \(name), which is right only if "
        + "its power was cut."
    }
    report([finding], exchange: false)
  }

  /// How long a device that detaches by itself may take, in nanoseconds: 10 s. DFU 1.1 gives no
  /// time; hosts wait 5 s (dfu-util) to 20 s (xmosdfu).
  private static var departureNanoseconds: Int64 { 10_000_000_000 }

  /// The recording ends. Tells of a device that took a DETACH, detaches by itself, and is still
  /// there. The recording may lack its departure, so nobody is blamed.
  mutating func tellDepartureThatNeverCame(at end: Moment) {
    guard let detach = history.detach, !$arrival,
      end.nanoseconds - detach.at.nanoseconds >= Self.departureNanoseconds,
      let trigger = rules.triggers[.event(.deviceDetachAttach)]
    else { return }
    let scene = Scene(
      trigger: trigger, at: detach.at, facts: facts(trigger, nil), belief: belief)
    guard let row = ownDeparture(in: scene) else { return }
    let judgement = DeviceJudge.Judgement(row: row.index)
    var finding = inconclusiveFinding(
      scene, judgement,
      because: Doubt(
        reason: "the recording shows no departure for 10 s",
        advice: "Have the device detach from the bus after it has acknowledged DFU_DETACH."))
    let frame = detach.at.frame
    finding.reword { words in
      words.observed = "no departure"
      words.message =
        "The device took DFU_DETACH by frame \(frame) and was to leave the bus by "
        + "itself. The recording shows no departure for 10 s, or lacks it."
    }
    report([finding], exchange: false)
  }

  /// How long a device may take to answer after a bus reset, in nanoseconds: 2 s. It has 10 ms to
  /// recover, and 50 ms for SET_ADDRESS (USB 2.0, 7.1.7.5 and 9.2.6.3); hosts try several times.
  private static var returnNanoseconds: Int64 { 2_000_000_000 }

  /// The recording ends. Tells of a device that took a DETACH, was reset or left, and is not there
  /// again. Somebody may have unplugged it, so nobody is blamed.
  mutating func tellReturnThatNeverCame(at end: Moment) {
    guard let scene = awaited else { return }
    let wasReset = scene.trigger == rules.triggers[.event(.busReset)]
    let limit = wasReset ? Self.returnNanoseconds : Self.departureNanoseconds
    guard end.nanoseconds - scene.at.nanoseconds >= limit else { return }
    let span = "\(limit / 1_000_000_000) s"
    var finding = inconclusiveFinding(
      scene, DeviceJudge.Judgement(),
      because: Doubt(
        reason: "it may have been unplugged",
        advice: "Check that the device comes back after DFU_DETACH."))
    let (frame, event) = (scene.at.frame, wasReset ? "bus reset" : "departure")
    finding.reword { words in
      words.observed = "the device is not seen again"
      words.message =
        "After DFU_DETACH and the \(event) of frame \(frame) the recording does not show for "
        + "\(span) that the device is there again. It did not come back, or was unplugged, or the "
        + "recording lacks its descriptors."
    }
    report([finding], exchange: false)
  }
}

extension DeviceJudge {
  /// The best outcome by which the event of `scene` leads into one of `states` with one of
  /// `statuses`.
  fileprivate func judge(
    arrivalBy scene: Scene, in states: StateSet, _ statuses: StatusSet
  ) -> Judgement {
    var best = Judgement()
    var members = revived(scene.belief)
    while let (state, before) = members.popFirst() {
      for row in rules.rows(state, scene.trigger) where scene.facts.admits(row.when) {
        for (index, outcome) in row.outcomes.enumerated()
        where states.overlaps(StateSet(outcome.next)) && scene.facts.admits(outcome.given)
          && !outcome.statuses(after: before).intersection(statuses).isEmpty
        {
          best.take(outcome, outcome.statuses(after: before), row: row.index, index)
        }
      }
    }
    return best
  }
}
