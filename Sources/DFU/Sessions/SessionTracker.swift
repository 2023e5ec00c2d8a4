package import USB

// The tracker of sessions: start reading here.
//
// It takes the control transfers of a capture in order and says, for each DFU device, what
// happened to it. It never judges: whether a request was right is the checker's business.
//
//   SessionTracker   takes a transfer, or what a recorder says; finds its bus; the fast path
//   Bus              owns the devices of one bus; one function for each event on the bus
//   Enumeration      how far a bus has come with a device that has no address yet
//   TrackedDevice    what is known of one address; one function for each event on the device
//   TransferMeaning  what a transfer tells of its device
//   SessionList      owns the sessions; makes every observation
//   FollowedSession  one session; one function for each event; who continues it
//
// 1. THE ENUMERATION OF A BUS (`Enumeration`)
//
//          PORT_RESET                   address 0
//   idle -------------> port reset -------------------> under way <--+ PORT_RESET, address 0:
//    |                                                  ^  |  +------+ no change of the state
//    +--------------------------------------------------+  |
//    ^    address 0, or a recorder's reset or departure    |
//    +-----------------------------------------------------+
//              an answer of the new address: the arrival
//
//   idle          No device is being enumerated.
//   port reset    A hub request reset a port; the device there has not been spoken to yet.
//   under way     The host uses address 0. SET_ADDRESS, where it is shown, tells the new address.
//
//   Evidence: SET_FEATURE(PORT_RESET) to a hub (USB 2.0, 11.24.2.13); any transfer to address 0
//   (USB 2.0, 9.1.1.3); SET_ADDRESS (USB 2.0, 9.4.6); an answer of the new address.
//   - Linux resets a port twice in an enumeration. The second reset finds the device already in
//     `reset`, and is not told again.
//   - Some host controllers (xHCI) send SET_ADDRESS themselves: then it is in no capture, and the
//     first of these is taken for the arrival: GET_DESCRIPTOR(device) or SET_CONFIGURATION to any
//     other address, or an answer of an address that no device had.
//   - An arrival needs no enumeration in the capture. A device that was reset or left is back when
//     it answers. A device that continues a session at another address has arrived, because an
//     address is given only after a reset (USB 2.0, 9.1.1): `SessionList.join` tells it.
//
// 2. A DEVICE AT AN ADDRESS (`TrackedDevice.Presence`)
//
//                PORT_RESET, a recorder's reset: tells `reset`
//           +----------------------------------------------+
//           |    CLEAR_FEATURE(PORT_ENABLE): tells nothing |
//           |                                              v
//   ---> there <---------------------------------------- reset
//         | ^   the arrival at the same address: tells     |
//         | |   `attached`, after a reset                  | an arrival at another
//         | |                                              | address of its port:
//         | +-- the same without a reset: `attached`,      | tells nothing
//         |     unexplained                                v
//         +---------------------------------------------> gone
//             port status changed, transfers shut down,
//             a recorder's departure: tells `left`
//
//   there   It answers, or the capture shows nothing to the contrary. A device begins here.
//   reset   Its port was reset or disabled. A further reset and a departure emit nothing.
//   gone    It left, or another device has its port. The next device can get its address.
//
//   An arrival that is not a return makes a new `TrackedDevice`. It tells `attached` when it
//   joins a session: after leaving, where the port lost a device or changed its connection;
//   after a reset, where the device on the port was in `reset`; else unexplained.
//   - A recording that begins after the device was plugged in does not show its port. What happens
//     on a port without a known device (`PortChange`) is told when it shows to which device: the
//     one that is enumerated next. A device that answers without an enumeration was elsewhere.
//   - Captures above the wire show no reset and no departure, only what the host asked of the hub
//     and how it ended transfers. A virtual host (vhci) or a capture of one device has no hub.
//   - Where a configuration has no DFU interface any more, the device at its address is another one
//     or has other firmware: it was enumerated again, shown or not. Its requests are not DFU's.
//   - A recorder that knows more (a runner of vectors, a capture of the wire) calls
//     `RecordedEvents.swift`.
//
// 3. A SESSION, THROUGH BOTH MODES (`FollowedSession.Phase`)
//
//   run-time device                                               DFU-mode device
//                DETACH, reset                      arrival, joins
//   there -----------------------> expected back ------------------> there
//     ^          left                    (30 s)     arrival, joins    |
//     |  +-----------------------> gone ----------------------------> |
//     |                                                               |
//     +--- arrival, joins --- expected back, or gone <----------------+
//                             manifestation, reset, XMOS's resets; left
//
//   there           It has a device. A newcomer on another port does not belong to it.
//   expected back   Its device will come back as another. A newcomer within 30 s continues it.
//   gone            Its device left. A newcomer within 30 s continues it; a later newcomer only
//                   with the same vendor. So does one within 30 s if the device only left: nothing
//                   told it to, announced it, or reset it.
//
//   A newcomer of the same ids and mode with another serial number is another unit: it does not
//   belong to the session, unless the device was reset, told to leave, or announced it (30 s). Its
//   descriptors wait until the host has read the serial number (`TrackedDevice.held`).
//
//   A newcomer whose arrival is not in the capture, and that is found in the middle of a transfer,
//   was there before: it begins a session of its own.
//
//   A newcomer joins when a DFU interface is read in its descriptors, or when its traffic proves
//   DFU. The mode itself is in the descriptors: the tracker does not look at it. Where the ports
//   of both are known, the newcomer has to be on the port of the session.
//   - The return under the same address leads from `expected back` to `there` without a newcomer.
//   - A device that left and is given its old address again joins like one at a new address.

/// Follows the devices of a capture and hands out, for each DFU device, what happened to it.
///
/// A session is one physical device through all its re-enumerations: the run-time device and
/// its DFU-mode successor are one session, two devices are two. Memory is bounded by the
/// number of addresses.
package struct SessionTracker {
  /// Receives an observation of one session.
  package typealias Emit = SessionObserver

  /// The sessions so far.
  var list: SessionList
  /// The buses in order of appearance.
  var buses: [Bus] = []
  /// The DFU interface of the last transfer; nil if the last transfer was anything else.
  var asked: AskedInterface?
  /// The device whose descriptor sets wait for its serial number; nil for none.
  private var held: DeviceAddress?

  /// A DFU interface, and its session.
  struct AskedInterface {
    let device: DeviceAddress
    let interface: UInt8
    let session: SessionID

    fileprivate init(_ transfer: borrowing ControlTransfer, of session: SessionID) {
      device = transfer.device
      interface = UInt8(truncatingIfNeeded: transfer.setup.index)
      self.session = session
    }

    fileprivate func isAsked(by transfer: borrowing ControlTransfer) -> Bool {
      transfer.device.address == device.address && transfer.device.bus == device.bus
        && transfer.setup.requestType.isForInterface
        && UInt8(truncatingIfNeeded: transfer.setup.index) == interface
        && transfer.outcome.isShown
    }
  }

  /// The most buses that the tracker follows. A damaged capture may name 65 536.
  private static let busLimit = 64

  /// Makes a tracker without sessions.
  ///
  /// Without `forcedAddresses` it follows every device. Else sessions begin only with these
  /// addresses, and the tracker takes their devices for DFU devices without more proof.
  package init(forcedAddresses: Set<DeviceAddress> = []) {
    list = SessionList(forcedAddresses: forcedAddresses)
  }
}

// MARK: - Transfers

extension SessionTracker {
  /// Handles the next transfer if it goes to the same DFU interface as the previous transfer.
  ///
  /// Returns the session of the exchange. If it returns nil, the caller passes the transfer to
  /// `accept`. This is the fast path.
  package mutating func acceptAgain(_ transfer: borrowing ControlTransfer) -> SessionID? {
    guard let asked, asked.isAsked(by: transfer) else { return nil }
    list.noteFarewell(transfer, of: asked.session)
    return asked.session
  }

  /// Handles the next transfer of the capture, of any device. Returns what it is to the sessions.
  package mutating func accept(_ transfer: ControlTransfer, emit: Emit) -> Disposition {
    asked = nil
    if let held, !held.mayStillShow(transfer) { releaseHeld(emit) }
    guard let bus = busIndex(transfer.device.bus) else { return .otherDevice }
    if transfer.completionFrame == nil || transfer.outcome == .cancelled,
      isOutlived(transfer.device, at: transfer.submitted)
        || buses[bus].openChanges.mayHaveChanged(
          transfer.device.address, after: transfer.submitted)
    {
      return .used
    }
    if transfer.outcome == .notSent {
      if transfer.rawStatus == LinuxStatus.noDevice {
        _ = list.apply(buses[bus].transferWasShutDown(transfer), emit)
      }
      return buses[bus].session(at: transfer.device.address) == nil ? .otherDevice : .used
    }
    if let session = buses[bus].session(asked: transfer) {
      asked = AskedInterface(transfer, of: session)
      list.hand(transfer, to: session, emit)
      return .used
    }
    if let event = PortEvent(transfer) {
      return list.apply(buses[bus].portWasAsked(event, by: transfer), emit)
    }
    let address = transfer.device.address
    if address == 0 {
      buses[bus].defaultAddressWasUsed(by: transfer)
      return .otherDevice
    }
    _ = list.apply(buses[bus].portChange(shownBy: transfer), emit)
    _ = list.apply(buses[bus].arrival(with: transfer), emit)
    if transfer.outcome == .disconnected {
      _ = list.apply(buses[bus].transferWasShutDown(transfer), emit)
    }
    guard let meaning = buses[bus].meaning(of: transfer) else {
      return buses[bus].session(at: address) == nil ? .otherDevice : .notDFU
    }
    if case .candidate = meaning { buses[bus].makeRoom(for: transfer) }
    let hidesPorts = !buses[bus].showsPorts
    let disposition = list.take(
      meaning, of: transfer, to: &buses[bus][present: address], hidesPorts: hidesPorts, emit)
    buses[bus].replacedOthers(by: transfer)
    if buses[bus].holds(address), held != transfer.device {
      releaseHeld(emit)
      held = transfer.device
    }
    return disposition
  }

  /// Lets the device that waits for its serial number join a session without it.
  mutating func releaseHeld(_ emit: Emit) {
    guard let device = held, let bus = index(ofBus: device.bus) else { return }
    held = nil
    list.release(&buses[bus][present: device.address], emit)
  }

  /// Handles a transfer that ended only after the reset or departure of its device, which is still
  /// to come: how the transfer ended tells of no other departure.
  package mutating func acceptInterrupted(_ transfer: ControlTransfer, emit: Emit) -> Disposition {
    guard transfer.outcome == .disconnected, let bus = busIndex(transfer.device.bus),
      let session = buses[bus].session(at: transfer.device.address)
    else { return accept(transfer, emit: emit) }
    var asked = transfer
    asked.outcome = .cancelled
    buses[bus].openChanges.wasInterrupted(transfer.device.address)
    guard buses[bus].session(asked: asked) == session else { return .notDFU }
    list.hand(transfer, to: session, emit)
    return .used
  }

  /// The device of a session that this transfer of another address shows to be reset, gone, or
  /// enumerated again, or that may be; nil when it shows no such thing. It changes nothing, and is
  /// `mutating` only because the search in a bus is.
  ///
  /// What was sent to the device before, and has no end yet, may have moved it. Linux ends such a
  /// transfer afterwards, but its completion may also be lost.
  package mutating func restarted(by transfer: ControlTransfer) -> DeviceAddress? {
    guard transfer.completed != nil, !list.all.isEmpty,
      let bus = index(ofBus: transfer.device.bus), buses[bus].session(asked: transfer) == nil,
      buses[bus].mayTellRestart(transfer)
    else { return nil }
    var found: DeviceAddress?
    var copy = self
    _ = copy.accept(transfer) { session, observation in
      guard session < list.all.count else { return }
      switch observation.event {
      case .reset, .attached, .left: found = list.all[session].current
      case .exchange, .described, .configured, .interfaceSet, .gap, .end: break
      }
    }
    if found == nil, let address = copy.buses[bus].openChanges.candidate(since: transfer.ended) {
      found = DeviceAddress(bus: transfer.device.bus, address: address)
    }
    return found == transfer.device ? nil : found
  }

  /// The index of a bus, new if needed; nil when the tracker follows too many buses already.
  mutating func busIndex(_ number: UInt16) -> Int? {
    if let known = index(ofBus: number) { return known }
    guard buses.count < Self.busLimit else { return nil }
    buses.append(Bus(number: number))
    return buses.count - 1
  }

  /// The index of a bus that has appeared.
  private func index(ofBus number: UInt16) -> Int? {
    for index in buses.indices where buses[index].number == number { return index }
    return nil
  }
}

extension DeviceAddress {
  /// Whether the device at this address may show its serial number after this transfer: the host
  /// reads its descriptors, or asks another device.
  fileprivate func mayStillShow(_ transfer: borrowing ControlTransfer) -> Bool {
    guard transfer.device == self else {
      return transfer.device.address != 0 && PortEvent(transfer) == nil
    }
    return transfer.setup.requestType.kind == .standard
      && transfer.setup.request == StandardRequest.getDescriptor
      && transfer.outcome != .disconnected
  }
}

// MARK: - What is missing

extension SessionTracker {
  /// The capture holds a completion without its submission, or a submission without its completion.
  ///
  /// A recorder loses the records of all devices alike, so that any session of the bus may have
  /// lost some too.
  package mutating func lostRecord(of device: DeviceAddress, at moment: Moment, emit: Emit) {
    guard !isOutlived(device, at: moment) else { return }
    releaseHeld(emit)
    list.tellLoss(on: device.bus, at: moment, emit)
    if let bus = index(ofBus: device.bus) { buses[bus].lostRecords(at: moment) }
  }

  /// Whether the device of a session was reset or enumerated again since then. A record that is
  /// missing from before has been told as a gap, and is not judged in the state of afterwards.
  private func isOutlived(_ device: DeviceAddress, at moment: Moment) -> Bool {
    guard let bus = index(ofBus: device.bus), let session = buses[bus].session(at: device.address)
    else { return false }
    return list.all[session].hasRestarted(since: moment)
  }

  /// Records of any device may have been lost here.
  package mutating func dropped(at moment: Moment, emit: Emit) {
    releaseHeld(emit)
    list.tellAll(.gap(.dropped), at: moment, emit)
    for bus in buses.indices { buses[bus].lostRecords(at: moment) }
  }

  /// The record stream is damaged from here on.
  package mutating func damaged(_ reason: String, at moment: Moment, emit: Emit) {
    releaseHeld(emit)
    list.tellAll(.gap(.damaged(reason)), at: moment, emit)
    for bus in buses.indices { buses[bus].lostRecords(at: moment) }
  }

  /// The recording ends.
  package mutating func finish(at moment: Moment, emit: Emit) {
    releaseHeld(emit)
    for bus in buses.indices {
      for change in buses[bus].departuresAtEnd() { _ = list.apply(change, emit) }
    }
    list.tellAll(.end, at: moment, emit)
  }
}

// MARK: - What was found

extension SessionTracker {
  /// The sessions so far, by `SessionID`.
  package var sessions: [SessionSummary] { list.all.map(\.summary) }

  /// The addresses that belonged to sessions.
  package var sessionAddresses: Set<DeviceAddress> {
    Set(list.all.flatMap { $0.summary.devices.map(\.address) })
  }

  /// Devices without a DFU interface that got requests that look like DFU, without any proof.
  package var unprovedCandidates: [DeviceAddress: UnprovedRequests] {
    let found = buses.flatMap(\.unprovedCandidates)
    return Dictionary(found.map { ($0.device, $0.requests) }) { $1 }
  }
}
