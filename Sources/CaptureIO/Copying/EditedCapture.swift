/// A copy of a capture file whose records an editor changes, in the form of the file: pcap stays
/// pcap. It is made piece by piece; memory does not grow with the file.
///
/// Of pcapng only sections, interfaces, packets and statistics are kept, without comments. Bytes
/// that are no blocks or records become zeros.
package struct EditedCapture: ~Copyable {
  private let blocks: Copy<BlockCopy<RecordBlocks>>?
  private let records: Copy<PcapCopy>?

  /// Opens a file, compressed or not. Throws for a file that is no pcap and no pcapng.
  package init(path: String, _ editor: any RecordEditor) throws(CaptureError) {
    let source = try ByteSource(path: path, readsAhead: true)
    guard source.holdsRecords else { throw source.refusal }
    guard !source.holdsBlocks else {
      blocks = Copy(BlockCopy(source, RecordBlocks(editor)))
      records = nil
      return
    }
    guard let head = PcapHead(source.beginning) else { throw source.refusal }
    blocks = nil
    records = Copy(PcapCopy(source, head, editor))
  }

  /// The next bytes of the copy; nil at its end.
  package mutating func next() -> ArraySlice<UInt8>? {
    blocks?.value.next() ?? records?.value.next()
  }

  /// What was left out so far.
  package var leftOut: LeftOut {
    blocks?.value.editor.leftOut ?? records?.value.leftOut ?? LeftOut()
  }

  /// Whether the copy holds nothing behind the first damage: a pcap has no marks there.
  package var endsAtDamage: Bool { records != nil }

  /// The editor, as it is now.
  package var editor: (any RecordEditor)? {
    blocks?.value.editor.edits.editor ?? records?.value.edits.editor
  }

  /// How many records were emptied without a question to the editor.
  package var emptied: Int {
    blocks?.value.editor.edits.emptied ?? records?.value.edits.emptied ?? 0
  }
}
