import CaptureIO
import DFU
import USB

/// Takes the content out of records, and counts what it has done.
///
/// What a request tells stays; what an image, a serial number or another device tells does not.
struct ContentRedaction {
  /// What was done so far.
  struct Counts: Hashable {
    /// Records whose content is other bytes now.
    var filled = 0
    /// Records that have no content any more.
    var emptied = 0
  }

  private(set) var counts = Counts()
  private let plan: RedactionPlan
  private var filler: Filler
  /// The DFU devices that have come so far, and the place of each in them.
  private var devices: [RedactedDevice] = []
  private var places: [DeviceAddress: Int] = [:]
  /// The device of the last control record, and its place; nil for none of DFU's.
  private var last: (device: DeviceAddress, place: Int?)?

  /// Redacts a capture by its plan.
  init(_ plan: RedactionPlan) {
    self.plan = plan
    filler = Filler(plan.key)
  }

  /// Redacts a record of a dialect.
  @inline(__always)
  mutating func edit(
    _ record: inout MutableSpan<UInt8>, _ frame: Int, _ finder: inout some ContentFinder
  ) -> RecordEdit {
    let content = finder.content(of: record.span, frame: frame)
    switch content.owner {
    case .endpoint:
      counts.emptied += 1
      return .emptied(finder.empty(&record))
    case .unknown: clear(&record, content.payload)
    case .control(let control): edit(&record, content.payload, of: control)
    }
    clear(&record, content.rest)
    finder.seal(&record, content)
    return .whole
  }

  /// Leaves nothing of a record that is not read.
  mutating func drop() -> RecordEdit {
    counts.emptied += 1
    return .emptied(0)
  }

  /// Puts zeros in the place of content that nothing needs.
  private mutating func clear(_ record: inout MutableSpan<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    counts.filled += 1
    for index in range { record[index] = 0 }
  }

  private mutating func edit(
    _ record: inout MutableSpan<UInt8>, _ payload: Range<Int>, of control: ControlContent
  ) {
    guard let place = place(of: control.device) else {
      if !OtherDevice.stays(record.span.extracting(payload), control) { clear(&record, payload) }
      return
    }
    if control.isBeginning { devices[place].begin(control, plan.suffixes) }
    guard !payload.isEmpty else { return }
    if devices[place].edit(&record, payload, control, &filler, plan.suffixes) {
      counts.filled += 1
    }
  }

  /// The place of a DFU device; nil for other devices.
  private mutating func place(of device: DeviceAddress) -> Int? {
    if let last, last.device == device { return last.place }
    let place = places[device] ?? firstPlace(of: device)
    last = (device, place)
    return place
  }

  private mutating func firstPlace(of device: DeviceAddress) -> Int? {
    guard plan.devices.contains(device) else { return nil }
    let transferSize = plan.dfuSe.contains(device) ? plan.transferSizes[device] : nil
    devices.append(RedactedDevice(dfuSeTransferSize: transferSize))
    places[device] = devices.count - 1
    return devices.count - 1
  }
}

/// What stays of devices without a DFU session: what tells of their bus.
private enum OtherDevice {
  /// GET_STATUS of a hub's port (USB 2.0, 11.24.2.7), and the device descriptor of a hub. They tell
  /// of the resets and departures of devices.
  static func stays(_ data: Span<UInt8>, _ control: ControlContent) -> Bool {
    let setup = control.setup
    if setup.requestType.rawValue == RequestType.hubPortIn.rawValue {
      return setup.request == StandardRequest.getStatus && data.count <= 4
    }
    return setup.requestType.rawValue == RequestType.standardDeviceIn.rawValue
      && setup.request == StandardRequest.getDescriptor
      && UInt8(setup.value >> 8) == DescriptorType.device && data.count <= 18 && data.count > 4
      && control.offset == 0 && data[1] == DescriptorType.device
      && data[4] == DescriptorSet.DeviceDescriptor.hubClass
  }
}
