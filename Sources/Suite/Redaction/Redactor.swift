import CaptureIO
import DFU
import USB

/// Takes the content out of the records of a capture, so that the capture gives the same verdicts.
///
/// What a request tells stays; what an image, a serial number or another device tells does not.
struct Redactor: RecordEditor {
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
  private var devices: [DeviceAddress: RedactedDevice] = [:]
  private var finders: [(linkType: LinkType, finder: any ContentFinder)] = []

  /// Redacts a capture by its plan.
  init(_ plan: RedactionPlan) {
    self.plan = plan
    filler = Filler(plan.key)
  }

  /// Redacts a record. Of a link type that is not read, nothing is left.
  mutating func edit(_ record: inout MutableSpan<UInt8>, _ place: CopiedRecord) -> Int {
    guard let index = finder(place.linkType) else {
      counts.emptied += 1
      return 0
    }
    let content = finders[index].finder.content(of: record.span, frame: place.frame)
    switch content.owner {
    case .endpoint:
      counts.emptied += 1
      return finders[index].finder.empty(&record)
    case .unknown: clear(&record, content.payload)
    case .control(let control): edit(&record, content.payload, of: control)
    }
    clear(&record, content.rest)
    finders[index].finder.seal(&record, content)
    return record.count
  }

  private mutating func finder(_ linkType: LinkType) -> Int? {
    if let known = finders.firstIndex(where: { $0.linkType == linkType }) { return known }
    guard let finder = Self.finder(linkType) else { return nil }
    finders.append((linkType, finder))
    return finders.count - 1
  }

  private static func finder(_ linkType: LinkType) -> (any ContentFinder)? {
    switch linkType {
    case .usbLinux: URBContents(UsbmonURBs(.short))
    case .usbLinuxMmapped: URBContents(UsbmonURBs(.long))
    case .usbPcap: USBPcapContents()
    case .usbDarwin: URBContents(DarwinURBs())
    case .usbFreeBSD: URBContents(FreeBSDURBs())
    case .wire, .wireLowSpeed, .wireFullSpeed, .wireHighSpeed: WireContents()
    default: nil
    }
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
    guard plan.devices.contains(control.device) else {
      if !OtherDevice.stays(record.span.extracting(payload), control) { clear(&record, payload) }
      return
    }
    var device =
      devices[control.device]
      ?? RedactedDevice(
        dfuSeTransferSize: plan.dfuSe.contains(control.device)
          ? plan.transferSizes[control.device] : nil)
    if control.isBeginning { device.begin(control, plan.suffixes) }
    if !payload.isEmpty {
      let isChanged = device.edit(&record, payload, control, &filler, plan.suffixes)
      if isChanged { counts.filled += 1 }
    }
    devices[control.device] = device
  }
}

/// What stays of devices without a DFU session: what tells of their bus.
private enum OtherDevice {
  /// GET_STATUS of a hub's port (USB 2.0, 11.24.2.7), and the device descriptor of a hub. They tell
  /// of the resets and departures of devices.
  static func stays(_ data: Span<UInt8>, _ control: ControlContent) -> Bool {
    let setup = control.setup
    if setup.requestType.rawValue == 0xA3 {
      return setup.request == StandardRequest.getStatus && data.count <= 4
    }
    return setup.requestType.rawValue == 0x80 && setup.request == StandardRequest.getDescriptor
      && UInt8(setup.value >> 8) == DescriptorType.device && data.count <= 18 && data.count > 4
      && control.offset == 0 && data[1] == DescriptorType.device
      && data[4] == DescriptorSet.DeviceDescriptor.hubClass
  }
}
