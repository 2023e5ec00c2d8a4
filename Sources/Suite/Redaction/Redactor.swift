import CaptureIO
import USB

/// Takes the content out of the records of a capture, so that the capture gives the same verdicts.
struct Redactor: RecordEditor {
  private var redaction: ContentRedaction
  /// One finder for each dialect: each record meets its own without a search.
  private var short = URBContents(UsbmonURBs(.short))
  private var long = URBContents(UsbmonURBs(.long))
  private var usbPcap = USBPcapContents()
  private var darwin = URBContents(DarwinURBs())
  private var freeBSD = URBContents(FreeBSDURBs())
  private var wire: [LinkType: WireContents] = [:]

  /// Redacts a capture by its plan.
  init(_ plan: RedactionPlan) { redaction = ContentRedaction(plan) }

  /// What was done so far.
  var counts: ContentRedaction.Counts { redaction.counts }

  /// Redacts a record. Of a link type that is not read, nothing is left.
  mutating func edit(_ record: inout MutableSpan<UInt8>, _ place: CopiedRecord) -> Int {
    switch place.linkType {
    case .usbLinuxMmapped: redaction.edit(&record, place.frame, &long)
    case .usbLinux: redaction.edit(&record, place.frame, &short)
    case .usbPcap: redaction.edit(&record, place.frame, &usbPcap)
    case .usbDarwin: redaction.edit(&record, place.frame, &darwin)
    case .usbFreeBSD: redaction.edit(&record, place.frame, &freeBSD)
    case .wire, .wireLowSpeed, .wireFullSpeed, .wireHighSpeed:
      redaction.edit(&record, place.frame, &wire[place.linkType, default: WireContents()])
    default: redaction.drop()
    }
  }
}
