/// Edits the records of a copy. Those of streams, which are nearly all of a capture with audio, are
/// emptied by their form, and the editor is not asked.
///
/// The editor is of a type that this module does not know, because a copy for each type of editor
/// would be slow: it would be made where this module is not seen.
struct RecordEdits {
  private(set) var editor: any RecordEditor
  /// How many records were emptied by their form.
  private(set) var emptied = 0
  /// The link type of the forms; -1 before there is one.
  private var linkType = -1
  /// The forms that were met last. A form has one place here.
  private var forms = [EmptiedForm](repeating: EmptiedForm(), count: 1 << Self.formBits)

  private static let formBits = 4

  init(_ editor: any RecordEditor) { self.editor = editor }

  /// Whether the records of some link type have forms.
  var hasForms: Bool { linkType >= 0 }

  /// Whether records of this link type have forms, in a file with this byte order.
  @inline(__always)
  func hasForms(_ linkType: LinkType, in order: ByteOrder) -> Bool {
    order == .little && linkType.rawValue == self.linkType
  }

  /// Writes what is left of a record of such a link type to `output`: its own place, or one apart
  /// from it that has room for 64 bytes. Returns the number of bytes; 0 where the record has no
  /// form.
  @inline(__always)
  mutating func empty(
    _ record: UnsafeRawPointer, _ count: Int, to output: UnsafeMutableRawPointer
  ) -> Int {
    guard count >= EmptiedForm.place + 8 else { return 0 }
    let bits = unsafe Self.bits(of: record)
    let form = Self.place(of: bits)
    let kept = forms[form].kept
    guard forms[form].bits == bits, count >= kept else { return 0 }
    unsafe forms[form].empty(record, to: output)
    emptied += kept > 0 ? 1 : 0
    return kept
  }

  /// Edits a record of a file whose numbers have this byte order. Returns how many of its bytes the
  /// copy has, from its beginning.
  @inline(__always)
  mutating func edit(
    _ record: UnsafeMutableBufferPointer<UInt8>, _ place: CopiedRecord, in order: ByteOrder
  ) -> Int {
    if hasForms(place.linkType, in: order), let start = record.baseAddress {
      let kept = unsafe empty(start, record.count, to: start)
      if kept > 0 { return kept }
    }
    return unsafe ask(record, place, in: order)
  }

  /// The eight bytes that forms are told apart by.
  @inline(__always)
  private static func bits(of record: UnsafeRawPointer) -> UInt64 {
    let bits = unsafe record.loadUnaligned(fromByteOffset: EmptiedForm.place, as: UInt64.self)
    return UInt64(littleEndian: bits)
  }

  /// The place of a form: its bits spread over the places.
  @inline(__always)
  private static func place(of bits: UInt64) -> Int {
    Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - formBits))
  }

  /// Lets the editor edit a record.
  @inline(never)
  private mutating func ask(
    _ record: UnsafeMutableBufferPointer<UInt8>, _ place: CopiedRecord, in order: ByteOrder
  ) -> Int {
    let isLong = record.count >= EmptiedForm.place + 8
    let bits = isLong ? unsafe record.baseAddress.map { unsafe Self.bits(of: $0) } : nil
    var span = unsafe record.mutableSpan
    let isTurned = order == .big && LinkType.ofUsbmon.contains(place.linkType)
    let hasLongHeader = place.linkType == .usbLinuxMmapped
    if isTurned { UsbmonHostOrder.convert(&span, hasLongHeader: hasLongHeader) }
    let edit = editor.edit(&span, place)
    if isTurned { UsbmonHostOrder.convert(&span, hasLongHeader: hasLongHeader) }
    guard case .emptied(let kept) = edit else { return record.count }
    if order == .little, let bits { learn(bits, place.linkType) }
    return kept
  }

  /// Takes note of the form in which a record was emptied. Of a file with several link types, those
  /// of one have forms.
  private mutating func learn(_ bits: UInt64, _ linkType: LinkType) {
    guard self.linkType == -1 || self.linkType == linkType.rawValue,
      let form = editor.form(of: bits, linkType)
    else { return }
    self.linkType = linkType.rawValue
    forms[Self.place(of: bits)] = form
  }
}
