import USB

/// What happened on a port to a device that the capture has not shown there.
///
/// Which device it was shows later: the device that is enumerated next on that port, or the
/// departed one that no answer shows to be there still. A recording that begins after the devices
/// were plugged in shows no port of them, and their hub has ports of others too.
struct PortChange {
  /// What can happen on a port.
  enum Kind {
    case reset
    case left
  }

  let kind: Kind
  let port: HubPort
  /// The record that shows it.
  let at: Moment
  /// When it had happened. An answer to a later request shows that a device is there.
  let since: Moment
  /// The only device whose port is not known; nil if there are more, or none, or if it has
  /// answered since.
  var candidate: UInt8?

  /// The change of that device, of this session, which is the one that it happened to.
  func change(of device: DeviceAddress, in session: SessionID) -> DeviceChange {
    let kind: DeviceChange.Kind =
      switch self.kind {
      case .reset: .reset(.portResetRequest)
      case .left: .left(.portStatus)
      }
    return DeviceChange(kind: kind, device: device, session: session, at: at, port: port)
  }
}

/// The changes of ports on a bus of which nothing shows yet to which device they happened, at most
/// `limit`, oldest first.
struct OpenPortChanges {
  private var all: [PortChange] = []
  /// The device whose request was ended by what the next event of a port tells; nil for none.
  private(set) var interrupted: UInt8?
  /// More ports than these are not busy at a time.
  private static let limit = 16

  var isEmpty: Bool { all.isEmpty }

  /// Keeps a change. A second one before the device shows itself belongs to the first.
  mutating func keep(_ change: PortChange) {
    guard !all.contains(where: { $0.port == change.port }) else { return }
    if all.count == Self.limit { all.removeFirst() }
    all.append(change)
  }

  /// The change of this port, which is not open any more; nil for none.
  mutating func take(on port: HubPort) -> PortChange? {
    let place = all.firstIndex { $0.port == port }
    return place.map { all.remove(at: $0) }
  }

  /// The newest change that may have happened to the device at this address, which is not open any
  /// more; nil for none.
  mutating func take(of address: UInt8) -> PortChange? {
    let place = all.lastIndex { $0.candidate == address }
    return place.map { all.remove(at: $0) }
  }

  /// The only departure that may have been one of a known device, which is not open any more: the
  /// device that comes on a port that is not shown has taken its place. Nil for none, or several.
  mutating func takeOnlyDeparture() -> PortChange? {
    let places = all.indices.filter { all[$0].kind == .left && all[$0].candidate != nil }
    return places.count == 1 ? all.remove(at: places[0]) : nil
  }

  /// The device to which the change of this moment may have happened.
  func candidate(since moment: Moment) -> UInt8? {
    all.last.flatMap { $0.since == moment ? $0.candidate : nil }
  }

  /// The departures; nothing is open any more.
  mutating func takeDepartures() -> [PortChange] {
    defer { all = [] }
    return all.filter { $0.kind == .left }
  }

  /// Whether one of them, of `port` where that is given, may have happened to the device at this
  /// address.
  func mayConcern(_ address: UInt8, on port: HubPort? = nil) -> Bool {
    all.contains { $0.candidate == address && (port == nil || $0.port == port) }
  }

  /// A request to the device at this address was ended by what the next event of a port tells.
  mutating func wasInterrupted(_ address: UInt8) { interrupted = address }

  /// That event was handled, whosever port it was.
  mutating func endInterruption() { interrupted = nil }

  /// Whether one of them may have happened to the device at this address after a moment. Of a
  /// request from before whose end is missing, only the gap is told.
  func mayHaveChanged(_ address: UInt8, after moment: Moment) -> Bool {
    all.contains { $0.candidate == address && moment < $0.at }
  }

  /// The device at this address answered a request of this moment: so it was elsewhere.
  mutating func excludes(_ address: UInt8, at moment: Moment) {
    for place in all.indices where all[place].candidate == address && all[place].since <= moment {
      all[place].candidate = nil
    }
  }
}
