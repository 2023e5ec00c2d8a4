import TestSupport
import Testing
import USB

/// Wireshark reads what the writers of the dialects write, so that the decoders are not tested
/// against a misunderstanding that both share.
@Suite(.enabled(if: TsharkRows.isInstalled, "tshark is not installed"))
struct `Wireshark reads what is written` {
  /// Those that tshark dissects. It does not dissect FreeBSD's records, and no text.
  private static let dissected = WrittenDialect.all.filter {
    $0.linkType != nil && $0.linkType != 186
  }

  @Test(arguments: dissected)
  func `as the same requests`(dialect: WrittenDialect) throws {
    for story in DFUStory.allCases {
      let told = story.told(maxPacketSize: dialect.maxPacketSize)
      let folder = try TemporaryFolder()
      let path = try folder.write(dialect.file(of: told))
      let sent = Self.shown(told, by: dialect).map { Hex.pairs($0.setup.bytes) }
      let setups = try TsharkRows.setups(in: path)
      #expect(Self.shownOnce(setups, dialect) == Self.shownOnce(sent, dialect), "\(story)")
    }
  }

  /// Folds equal neighbours where tshark shows a request again: beside the data of its next stage,
  /// or where the packet was sent twice.
  private static func shownOnce(_ setups: [String], _ dialect: WrittenDialect) -> [String] {
    let isShownAgain =
      switch dialect {
      case .wire(let wire): wire.trouble == .retries
      case .usbpcap(let form): form.isStaged
      case .usbmon, .usbmonText, .darwin, .freeBSD, .totalPhase: false
      }
    guard isShownAgain else { return setups }
    return setups.enumerated().filter { $0 == 0 || setups[$0 - 1] != $1 }.map(\.element)
  }

  /// The control transfers that a dialect shows.
  private static func shown(_ story: BusStory, by dialect: WrittenDialect) -> [ControlTransfer] {
    story.events.compactMap { event in
      switch event {
      case .control(let transfer):
        switch dialect {
        case .usbpcap, .darwin: transfer.device.address == 0 ? nil : transfer
        case .usbmon, .usbmonText, .freeBSD, .wire, .totalPhase: transfer
        }
      case .rootHub(let transfer):
        if case .usbmon(let form) = dialect, [.kernel, .converter].contains(form.program) {
          transfer
        } else {
          nil
        }
      case .reset, .interrupt: nil
      }
    }
  }

  /// The field with a record's status, and the values that are a STALL.
  private static func status(_ dialect: WrittenDialect) -> (field: String, stalls: Set<String>)? {
    switch dialect {
    case .usbmon(let form):
      form.program == .sigrok ? nil : ("usb.urb_status", ["-32", "-121"])
    case .usbpcap: ("usb.usbd_status", ["0xc0000004"])
    case .darwin: ("usb.darwin.io_status", ["0xe0005000", "0xe000404f"])
    case .wire: ("usbll.pid", ["0x1e"])
    case .usbmonText, .freeBSD, .totalPhase: nil
    }
  }

  @Test(arguments: dissected)
  func `with the same stalls`(dialect: WrittenDialect) throws {
    guard let status = Self.status(dialect) else { return }
    let told = DFUStory.refused.told(maxPacketSize: dialect.maxPacketSize)
    let folder = try TemporaryFolder()
    let path = try folder.write(dialect.file(of: told))
    let values = try TsharkRows.values(of: status.field, in: path)
    #expect(values.count { status.stalls.contains($0) } == 1)
  }

  @Test(arguments: dissected)
  func `with the same data`(dialect: WrittenDialect) throws {
    if case .wire = dialect { return }
    let story = DFUStory.clean.told()
    let folder = try TemporaryFolder()
    let path = try folder.write(dialect.file(of: story))
    let blocks = try TsharkRows.values(of: "usb.data_fragment", in: path)
    let limit = Self.dataLimit(dialect)
    let sent = story.transfers.filter { $0.setup.requestType == .classInterfaceOut }
      .map(\.data).filter { !$0.isEmpty }.map { Hex.pairs(Array($0.prefix(limit))) }
    #expect(blocks == sent)
  }

  private static func dataLimit(_ dialect: WrittenDialect) -> Int {
    if case .usbmon(let form) = dialect, form.program == .converter { 32 } else { .max }
  }

  @Test(arguments: dissected)
  func `with right check sums on the wire`(dialect: WrittenDialect) throws {
    guard case .wire(let wire) = dialect else { return }
    let told = DFUStory.clean.told(maxPacketSize: dialect.maxPacketSize)
    let folder = try TemporaryFolder()
    let path = try folder.write(dialect.file(of: told))
    for field in ["usbll.crc5.status", "usbll.crc16.status", "usbll.split_crc5.status"] {
      let values = try TsharkRows.values(of: field, in: path)
      #expect(values.allSatisfy { $0 == "1" }, "\(field)")
      #expect(!values.isEmpty || field.contains("split") && wire.trouble != .split, "\(field)")
    }
  }

  @Test(arguments: WrittenContainer.all)
  func `in every container`(container: WrittenContainer) throws {
    let story = DFUStory.clean.told()
    let records = WrittenDialect.reference.records(of: story)
    let folder = try TemporaryFolder()
    let path = try folder.write(container.file(records, linkType: 220))
    let times = try Command.output(
      "tshark", ["-n", "-r", path, "-Y", "usb", "-T", "fields", "-e", "frame.time_epoch"])
    let expected = records.map { record in
      let part = "\(1_000_000_000 + record.nanoseconds % 1_000_000_000)".dropFirst()
      return "\(record.nanoseconds / 1_000_000_000).\(part)"
    }
    #expect(times.split(separator: "\n").map(String.init) == expected)
  }
}
