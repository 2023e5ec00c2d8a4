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
  private(set) var linkType = -1
  /// The forms that were met last. A form has one place here.
  private var forms = [EmptiedForm](repeating: EmptiedForm(), count: EmptiedForms.count)

  init(_ editor: any RecordEditor) { self.editor = editor }

  /// Whether the records of some link type have forms.
  var hasForms: Bool { linkType >= 0 }

  /// Whether records of this link type have forms, in a file with this byte order.
  @inline(__always)
  func hasForms(_ linkType: LinkType, in order: ByteOrder) -> Bool {
    order == .little && linkType.rawValue == self.linkType
  }

  /// Lets `body` empty records of such a link type by their forms. It returns how many it emptied.
  @inline(__always)
  mutating func withForms(_ body: (EmptiedForms) -> Int) {
    emptied += unsafe forms.withUnsafeBufferPointer { forms in
      unsafe forms.baseAddress.map { unsafe body(EmptiedForms($0)) } ?? 0
    }
  }

  /// Edits a record of a file whose numbers have this byte order. Returns how many of its bytes the
  /// copy has, from its beginning.
  @inline(__always)
  mutating func edit(
    _ record: UnsafeMutableBufferPointer<UInt8>, _ place: CopiedRecord, in order: ByteOrder
  ) -> Int {
    if hasForms(place.linkType, in: order), let start = record.baseAddress {
      var kept = 0
      withForms {
        kept = unsafe $0.empty(start, record.count, to: start)
        return kept > 0 ? 1 : 0
      }
      if kept > 0 { return kept }
    }
    return unsafe ask(record, place, in: order)
  }

  /// Lets the editor edit a record.
  @inline(never)
  private mutating func ask(
    _ record: UnsafeMutableBufferPointer<UInt8>, _ place: CopiedRecord, in order: ByteOrder
  ) -> Int {
    let isLong = record.count >= EmptiedForm.place + 8
    let bits = isLong ? unsafe record.baseAddress.map { unsafe EmptiedForms.bits(of: $0) } : nil
    var span = unsafe record.mutableSpan
    if order == .big { UsbmonHostOrder.convert(&span, place.linkType) }
    let edit = editor.edit(&span, place)
    if order == .big { UsbmonHostOrder.convert(&span, place.linkType) }
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
    forms[EmptiedForms.place(of: bits)] = form
  }
}
