package import Foundation

/// A part of a little-endian pcap file, with its header (24 bytes; 16 before each record).
package enum PcapExcerpt {
  /// The bytes of a file that holds only the records of these frames, counted from 1.
  package static func frames(_ frames: ClosedRange<Int>, of file: URL) throws -> [UInt8] {
    let bytes = [UInt8](try Data(contentsOf: file))
    var excerpt = Array(bytes.prefix(24))
    var start = 24
    var frame = 1
    while start + 16 <= bytes.count {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[start + 8 + $1]) << ($1 * 8) }
      let end = min(bytes.count, start + 16 + length)
      if frames.contains(frame) { excerpt += bytes[start..<end] }
      start = end
      frame += 1
    }
    return excerpt
  }
}
