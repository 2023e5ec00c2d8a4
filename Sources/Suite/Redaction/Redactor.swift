import CaptureIO
import USB

/// Takes the content out of the records of a capture, so that the capture gives the same verdicts.
struct Redactor: RecordEditor {
  private var redaction: ContentRedaction
  /// One finder for each dialect: each record meets its own without a search.
  private var short = UsbmonContents(.short)
  private var long = UsbmonContents(.long)
  private var usbPcap = USBPcapContents()
  private var darwin = URBContents(DarwinURBs())
  private var freeBSD = URBContents(FreeBSDURBs())
  private var wire: [LinkType: WireContents] = [:]

  /// Redacts a capture by its plan.
  init(_ plan: RedactionPlan) { redaction = ContentRedaction(plan) }

  /// What was done so far, but for records that were emptied by their form.
  var counts: ContentRedaction.Counts { redaction.counts }

  /// Redacts a record. Of a link type that is not read, nothing is left.
  mutating func edit(
    _ record: inout MutableSpan<UInt8>, _ place: CopiedRecord
  ) -> RecordEdit {
    // The numbers: a pattern of link types is a call through witness tables.
    switch place.linkType.rawValue {
    case LinkType.usbLinuxMmapped.rawValue: redaction.edit(&record, place.frame, &long)
    case LinkType.usbLinux.rawValue: redaction.edit(&record, place.frame, &short)
    default: editOther(&record, place)
    }
  }

  private mutating func editOther(
    _ record: inout MutableSpan<UInt8>, _ place: CopiedRecord
  ) -> RecordEdit {
    switch place.linkType {
    case .usbPcap: redaction.edit(&record, place.frame, &usbPcap)
    case .usbDarwin: redaction.edit(&record, place.frame, &darwin)
    case .usbFreeBSD: redaction.edit(&record, place.frame, &freeBSD)
    case .wire, .wireLowSpeed, .wireFullSpeed, .wireHighSpeed:
      redaction.edit(&record, place.frame, &wire[place.linkType, default: WireContents()])
    default: redaction.drop()
    }
  }

  /// The form in which records of usbmon's streams are emptied.
  func form(of bits: UInt64, _ linkType: LinkType) -> EmptiedForm? {
    let header: UsbmonHeader
    switch linkType {
    case .usbLinuxMmapped: header = .long
    case .usbLinux: header = .short
    default: return nil
    }
    let emptied = UsbmonContents.emptied(header, bits)
    return EmptiedForm(bits, staying: emptied.staying, values: emptied.values)
  }
}
