/// Comments for a copy of a capture (draft-ietf-opsawg-pcapng, 3.5: opt_comment).
package struct PacketComments: Sendable {
  /// The comments of a packet.
  package struct Packet: Hashable, Sendable {
    /// The packet's number as Wireshark shows it, from 1.
    package let frame: Int
    /// Its comments, in order.
    package var comments: [String]
  }

  /// The comments of the first section: what is said of the whole file.
  package let section: [String]
  /// The comments of packets, by frame.
  package let packets: [Packet]

  /// Takes comments of the section, and of frames in any order. Those of one frame keep theirs.
  package init(section: [String], packets: [(frame: Int, comment: String)]) {
    self.section = section
    let sorted = packets.enumerated().sorted {
      ($0.element.frame, $0.offset) < ($1.element.frame, $1.offset)
    }
    self.packets = sorted.reduce(into: []) { list, next in
      if list.last?.frame == next.element.frame {
        list[list.count - 1].comments.append(next.element.comment)
      } else {
        list.append(Packet(frame: next.element.frame, comments: [next.element.comment]))
      }
    }
  }
}

extension ByteOrder {
  /// The options that hold these comments.
  func options(_ comments: [String]) -> [UInt8] {
    comments.reduce(into: []) { appendOption(OptionCode.comment, $1.utf8, to: &$0) }
  }

  /// The same, and an option behind them that fills them up to `room` bytes; nil where they need
  /// more.
  func options(_ comments: [String], filling room: Int) -> [UInt8]? {
    var options = options(comments)
    let free = room - options.count - OptionCode.headLength
    guard free >= 0 else { return nil }
    appendOption(OptionCode.filling, repeatElement(0, count: free), to: &options)
    return options
  }
}

/// The codes of options (draft-ietf-opsawg-pcapng, 3.5 and 4).
enum OptionCode {
  static let end: UInt16 = 0
  static let comment: UInt16 = 1
  static let application: UInt16 = 4
  static let resolution: UInt16 = 9
  /// Zeros that keep room: a code for local use (3.5), which readers pass over.
  static let filling: UInt16 = 0xDF00

  /// The bytes before an option's value.
  static let headLength = 4
}
