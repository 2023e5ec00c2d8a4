// Copies of captures. Start here for the copy with comments, and with EditedCapture for one whose
// records are changed. BlockCopy copies a pcapng file block by block, and an editor of its own
// changes blocks. Frames are counted as they are when the file is read, so a frame of a report is
// that of the copy.

/// A copy of a capture file, as pcapng, with comments at its packets.
///
/// The copy is made piece by piece; memory does not grow with the file. A packet without room for
/// comments, in a Simple Packet Block, becomes one with room, and a comment of it says so.
package struct AnnotatedCapture: ~Copyable {
  private let blocks: Copy<BlockCopy<CommentEditor>>?
  private let packets: Copy<PcapAsBlocks>?

  /// Opens a file, compressed or not. Throws for a file that is no pcap and no pcapng.
  package init(path: String, _ comments: PacketComments) throws(CaptureError) {
    let source = try ByteSource(path: path)
    guard source.holdsRecords else { throw source.refusal }
    guard !source.holdsBlocks else {
      blocks = Copy(BlockCopy(source, CommentEditor(comments)))
      packets = nil
      return
    }
    guard let head = PcapHead(source.beginning) else { throw source.refusal }
    let holes = try PlainPcap.holes(of: path, head.linkType)
    blocks = nil
    packets = Copy(PcapAsBlocks(source, head, holes: holes, comments))
  }

  /// The next bytes of the copy; nil at its end.
  package mutating func next() -> [UInt8]? { blocks?.value.next() ?? packets?.value.next() }
}
