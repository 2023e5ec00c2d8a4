/// The longest answer to one request for a descriptor.
package struct DescriptorRead: Hashable, Sendable {
  /// The request, without its wLength.
  package let key: Key
  /// The bytes of the answer.
  package fileprivate(set) var data: [UInt8]
  /// The record of the request.
  package fileprivate(set) var frame: Int
  /// The record of the first request for it, with any answer.
  fileprivate var firstFrame: Int
  /// The record of the last request that was answered with as much.
  fileprivate var lastFrame: Int

  /// What the host asked for.
  package struct Key: Hashable, Sendable {
    /// bmRequestType.
    package let requestType: RequestType
    /// bRequest.
    package let request: UInt8
    /// wValue: for GET_DESCRIPTOR the type and the index (USB 2.0, 9.4.3).
    package let value: UInt16
    /// wIndex: for a string its language, for an interface its number.
    package let index: UInt16

    fileprivate init(_ setup: SetupPacket) {
      requestType = setup.requestType
      request = setup.request
      value = setup.value
      index = setup.index
    }

    /// Whether it is GET_DESCRIPTOR.
    package var isStandard: Bool { requestType.kind == .standard }

    /// The type of the descriptor that GET_DESCRIPTOR asks for; nil for a request of a vendor.
    package var type: UInt8? { isStandard ? UInt8(value >> 8) : nil }

    /// The index of the descriptor among those of its type.
    package var number: UInt8 { UInt8(truncatingIfNeeded: value) }
  }

  /// Whether both answers can be of one descriptor: the shorter is the beginning of the longer.
  fileprivate func agrees(with other: [UInt8]) -> Bool {
    let length = min(data.count, other.count)
    return data[..<length] == other[..<length]
  }
}

/// The descriptors that a device at one address has shown, until it showed others.
package struct DescriptorReads: Hashable, Sendable {
  /// The address.
  package let device: DeviceAddress
  /// The answers, in the order in which they were first asked for.
  package fileprivate(set) var reads: [DescriptorRead] = []
  /// How many times the device was enumerated and showed the same.
  package fileprivate(set) var enumerations = 1

  /// The records of the first and the last request for one of them.
  package var frames: ClosedRange<Int> {
    let first = reads.map(\.firstFrame).min() ?? 0
    return first...max(first, reads.map(\.lastFrame).max() ?? 0)
  }

  /// Whether the device announced that it tells its MS OS descriptors by this bRequest.
  fileprivate func announces(_ request: UInt8) -> Bool {
    reads.contains { read in
      switch read.key.type {
      case DescriptorType.bos: MicrosoftOS.vendorCode(inBOS: read.data) == request
      case DescriptorType.string: MicrosoftOS.vendorCode(inString: read.data) == request
      default: false
      }
    }
  }
}

/// Collects the descriptors that the devices of a capture show.
///
/// Memory is bounded: `setLimit` sets, `readLimit` answers in each, and `byteLimit` bytes. What
/// comes later is counted. A device that is enumerated again and shows the same has one set.
package struct DescriptorCollection {
  /// The sets, in the order in which the devices showed them.
  package private(set) var sets: [DescriptorReads] = []
  /// How many answers had no room.
  package private(set) var leftOut = 0
  private var bytes = 0
  private var followed: [Followed] = []
  /// By device, its place in `followed`.
  private var places: [DeviceAddress: Int] = [:]
  /// The place of the device that was asked last: the next transfer is mostly of the same device.
  private var latest = 0

  /// The most sets. A capture of a test stand may hold thousands of enumerations.
  static let setLimit = 512
  /// The most answers of one set. Devices have fewer than 30.
  static let readLimit = 128
  /// The most bytes of all answers.
  static let byteLimit = 1 << 20

  /// A device that shows descriptors.
  private struct Followed {
    let device: DeviceAddress
    /// The place of its set in `sets`.
    var set: Int
    /// The first record since its last enumeration.
    var enumerated: Int
  }

  /// Makes a collection without sets.
  package init() {}

  /// Notes a transfer, if it shows a descriptor or a new address.
  package mutating func note(_ transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    guard setup.requestType.rawValue & 0x80 != 0 else { return noteAddress(transfer) }
    guard transfer.device.address != 0, !transfer.data.isEmpty, setup.asksForDescriptor else {
      return
    }
    take(
      transfer.data, DescriptorRead.Key(setup), of: transfer.device, at: transfer.submitted.frame)
  }

  /// SET_ADDRESS begins an enumeration (USB 2.0, 9.4.6).
  private mutating func noteAddress(_ transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    guard transfer.device.address == 0, setup.requestType.rawValue == 0,
      setup.request == StandardRequest.setAddress
    else { return }
    let number = UInt8(truncatingIfNeeded: setup.value)
    begin(DeviceAddress(bus: transfer.device.bus, address: number), at: transfer.submitted.frame)
  }

  private mutating func begin(_ device: DeviceAddress, at frame: Int) {
    guard let place = place(of: device) else { return }
    let old = followed[place]
    guard sets[old.set].reads.contains(where: { $0.lastFrame >= old.enumerated }) else { return }
    followed[place].enumerated = frame
    sets[old.set].enumerations += 1
  }

  /// The place of a device in `followed`; nil when it has shown nothing.
  private mutating func place(of device: DeviceAddress) -> Int? {
    if latest < followed.count, followed[latest].device == device { return latest }
    guard let place = places[device] else { return nil }
    latest = place
    return place
  }

  private mutating func follow(_ device: DeviceAddress, set: Int, since enumerated: Int) {
    let new = Followed(device: device, set: set, enumerated: enumerated)
    if let place = place(of: device) {
      followed[place] = new
    } else {
      places[device] = followed.count
      followed.append(new)
    }
  }

  private mutating func take(
    _ data: [UInt8], _ key: DescriptorRead.Key, of device: DeviceAddress, at frame: Int
  ) {
    guard let known = place(of: device).map({ followed[$0] }) else {
      if key.isStandard { open(DescriptorReads(device: device), at: frame, data, key) }
      return
    }
    let place = known.set
    guard key.isStandard || sets[place].announces(key.request) else { return }
    if beginsAgain(key, data, sets[place], since: known.enumerated) {
      begin(device, at: frame)
    }
    guard let index = sets[place].reads.firstIndex(where: { $0.key == key }) else {
      return add(data, key, to: place, at: frame)
    }
    guard sets[place].reads[index].agrees(with: data) else {
      return fork(device, data, key, at: frame)
    }
    let more = data.count - sets[place].reads[index].data.count
    guard more >= 0, hasRoom(for: more) else { return }
    sets[place].reads[index].lastFrame = frame
    guard more > 0 else { return }
    bytes += more
    sets[place].reads[index].data = data
    sets[place].reads[index].frame = frame
  }

  /// Whether this is the first request of an enumeration: the device descriptor is read again
  /// after a configuration.
  private func beginsAgain(
    _ key: DescriptorRead.Key, _ data: [UInt8], _ set: DescriptorReads, since enumerated: Int
  ) -> Bool {
    key.type == DescriptorType.device
      && set.reads.contains {
        $0.key.type == DescriptorType.configuration && $0.lastFrame >= enumerated
      }
  }

  /// The device shows something else than before: a new set, with what it has shown since its
  /// enumeration.
  private mutating func fork(
    _ device: DeviceAddress, _ data: [UInt8], _ key: DescriptorRead.Key, at frame: Int
  ) {
    guard let old = place(of: device).map({ followed[$0] }) else { return }
    var set = DescriptorReads(device: device)
    for read in sets[old.set].reads where read.lastFrame >= old.enumerated && read.key != key {
      var read = read
      if read.firstFrame < old.enumerated { read.frame = read.lastFrame }
      read.firstFrame = read.frame
      set.reads.append(read)
    }
    guard open(set, at: old.enumerated, data, key, frame: frame) else { return }
    let former = sets[old.set].reads
    guard former.contains(where: { $0.firstFrame < old.enumerated }) else { return }
    sets[old.set].enumerations = max(1, sets[old.set].enumerations - 1)
    sets[old.set].reads = former.filter { $0.firstFrame < old.enumerated }.map { read in
      var read = read
      if read.lastFrame >= old.enumerated { read.lastFrame = read.frame }
      return read
    }
  }

  @discardableResult
  private mutating func open(
    _ set: DescriptorReads, at enumerated: Int, _ data: [UInt8], _ key: DescriptorRead.Key,
    frame: Int? = nil
  ) -> Bool {
    guard sets.count < Self.setLimit, hasRoom(for: data.count) else {
      leftOut += 1
      return false
    }
    sets.append(set)
    follow(set.device, set: sets.count - 1, since: enumerated)
    add(data, key, to: sets.count - 1, at: frame ?? enumerated)
    return true
  }

  private mutating func add(
    _ data: [UInt8], _ key: DescriptorRead.Key, to place: Int, at frame: Int
  ) {
    guard sets[place].reads.count < Self.readLimit, hasRoom(for: data.count) else {
      leftOut += 1
      return
    }
    bytes += data.count
    sets[place].reads.append(
      DescriptorRead(key: key, data: data, frame: frame, firstFrame: frame, lastFrame: frame))
  }

  private func hasRoom(for count: Int) -> Bool { bytes + count <= Self.byteLimit }
}

extension SetupPacket {
  /// Whether it is GET_DESCRIPTOR, or a vendor's request that may read MS OS descriptors.
  fileprivate var asksForDescriptor: Bool {
    switch requestType.kind {
    case .standard: request == StandardRequest.getDescriptor
    case .vendor: MicrosoftOS.indices.contains(index)
    case .class, .reserved: false
    }
  }
}
