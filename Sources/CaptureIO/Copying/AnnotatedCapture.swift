// Copies of captures. Start here for the copy with comments, and with EditedCapture for one whose
// records are changed. BlockCopy copies a pcapng file block by block, and an editor of its own
// changes blocks. Frames are counted as they are when the file is read, so a frame of a report is
// that of the copy. The comments come from a CommentFeed, which may still be filled.

/// A copy of a capture file, as pcapng, with comments at its packets.
///
/// The copy is made piece by piece; memory does not grow with the file. A packet without room for
/// comments, in a Simple Packet Block, becomes one with room, and a comment of it says so.
package struct AnnotatedCapture: ~Copyable {
  private let comments: CommentFeed
  private let blocks: Copy<BlockCopy<CommentEditor>>?
  private let packets: Copy<PcapAsBlocks>?

  /// Opens a file, compressed or not. Throws for a file that is no pcap and no pcapng. `hasRoom`:
  /// whether the header of the first section has room for comments that come later.
  package init(
    path: String, _ comments: CommentFeed, hasRoom: Bool
  ) throws(CaptureError) {
    let source = try ByteSource(path: path)
    guard source.holdsRecords else { throw source.refusal }
    let cursor = CommentCursor(comments)
    guard !source.holdsBlocks else {
      self.comments = comments
      blocks = Copy(BlockCopy(source, CommentEditor(cursor, hasRoom: hasRoom)))
      packets = nil
      return
    }
    guard let head = PcapHead(source.beginning) else { throw source.refusal }
    self.comments = comments
    blocks = nil
    packets = Copy(PcapAsBlocks(source, head, cursor, hasRoom: hasRoom))
  }

  /// The next bytes of the copy; nil at its end, and where it is abandoned. Waits for comments.
  package mutating func next() -> ArraySlice<UInt8>? {
    comments.isAbandoned ? nil : blocks?.value.next() ?? packets?.value.next()
  }

  /// What belongs at the beginning of a copy with room when the comments of the section are known,
  /// in the place of as many bytes; waits for them. nil where the copy cannot be used: it is
  /// abandoned, they do not fit, or no header stands there.
  package func beginning() -> [UInt8]? {
    guard let section = comments.hearSection(),
      let header = blocks?.value.editor.header ?? packets?.value.header
    else { return nil }
    return header.copyWithRoom(section)
  }
}
