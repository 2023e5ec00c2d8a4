import USB

// What happens to the device of a transfer beside its exchanges, and what the recording lacks.

extension ImageWatch {
  /// Takes the next observation of the session; exchanges too.
  package mutating func observe(_ observation: Observation) {
    switch observation.event {
    case .exchange(let transfer): observe(transfer)
    case .described(let set): described(set)
    case .configured, .interfaceSet: turn()
    case .reset: reset()
    case .left: leave()
    case .attached: arrive(.left)
    case .gap(let gap): missed(gap, at: observation.at)
    case .end: break
    }
  }

  /// Another configuration or alternate setting was chosen.
  private mutating func turn() {
    guard phase == .open else { return }
    current.ending = .neverEnded
    phase = .turned
  }

  /// The device left. The requests that end with its departure may come after it: they still belong
  /// to the transfer that it cut off.
  private mutating func leave() {
    guard isUnderway else { return arrive(.left) }
    end(.left, at: current.ended)
    hasReturned = true
  }

  /// The host reset the device. A request that ended as if the device had left was ended by this.
  private mutating func reset() {
    if phase == .ended, current.ending == .left { current.ending = .reset }
    arrive(.reset)
  }

  /// A reset, a departure or an arrival: no transfer goes on after it.
  private mutating func arrive(_ ending: ImageTransfer.Ending) {
    end(ending, at: current.ended)
    phase = awaitsRestart ? .back : .none
    hasReturned = true
  }

  /// Records are missing, and nobody knows where: any transfer may have lost some.
  package mutating func doubtHistory() {
    for index in filed.indices { filed[index].missSome() }
    current.missSome()
  }

  /// Records are missing somewhere behind `moment`, which may be long ago: each transfer that went
  /// on since may have lost some.
  private mutating func missed(_ gap: Gap, at moment: Moment) {
    switch gap {
    case .damaged, .unpaired, .dropped: break
    case .otherInterface, .unknownInterface, .notConfigured: return
    }
    for index in filed.indices.reversed() {
      let next = index + 1 < filed.count ? filed[index + 1].began : current.began
      guard next.frame > moment.frame else { break }
      if filed[index].mayLackRecords(behind: moment) { filed[index].missSome() }
    }
    switch phase {
    case .open, .turned, .ended: current.hasGap = true
    case .none, .back: if current.mayLackRecords(behind: moment) { current.missSome() }
    }
  }

  private mutating func described(_ set: DescriptorSet) {
    if let functional = set.functional { dialect = functional.version }
    guard let version = set.device?.deviceVersion, let mode = set.mode else { return }
    switch mode {
    case .runTime: versions.runTime = version
    case .dfuMode: versions.dfuMode = version
    }
    guard hasReturned else { return }
    for index in filed.indices.dropFirst(firstWaiting) { filed[index].note(version, mode) }
    if hasCurrent { current.note(version, mode) }
  }
}
