/// The comments of a feed, as a copy asks for them: packet by packet.
struct CommentCursor {
  private let feed: CommentFeed
  /// What was heard last, and the place in it of the next comments.
  private var packets: ArraySlice<PacketComments.Packet> = []
  /// How many packets with comments were heard of, and the frame up to which these are all.
  private var heard = 0
  private var heardUpTo = 0
  /// The frame up to which no packet has comments that was not asked for.
  private(set) var bareUpTo = 0

  init(_ feed: CommentFeed) { self.feed = feed }

  /// The comments of the section, as far as they are known now.
  var section: [String] { feed.section }

  /// Takes the comments of a frame. Frames are asked for in ascending order.
  @inline(__always)
  mutating func take(of frame: Int) -> [String] { frame <= bareUpTo ? [] : find(frame) }

  @inline(never)
  private mutating func find(_ frame: Int) -> [String] {
    if frame > heardUpTo {
      (packets, heardUpTo) = feed.hear(after: heard, upTo: frame)
      heard += packets.count
    }
    packets = packets.drop { $0.frame < frame }
    let isHere = packets.first?.frame == frame
    defer { bareUpTo = packets.first.map { $0.frame - 1 } ?? heardUpTo }
    return isHere ? packets.removeFirst().comments : []
  }
}
