import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import CaptureIO

/// Copies that are made while their comments are still told.
@Suite struct `A copy made while its capture is judged` {
  /// What is told on the way: comments, and the frame up to which they are all.
  private typealias Step = (packets: [PacketComments.Packet], frame: Int)

  /// The copy that is made while the comments are told; nil where it cannot be used.
  private func early(_ bytes: [UInt8], _ comments: PacketComments, _ steps: [Step]) throws
    -> [UInt8]?
  {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes)
    let feed = CommentFeed()
    let made = Mutex<[UInt8]?>(nil)
    let queue = DispatchQueue(label: "copy")
    queue.async {
      guard var copy = try? AnnotatedCapture(path: path, feed, hasRoom: true) else { return }
      var written: [UInt8] = []
      while let piece = copy.next() { written += piece }
      guard let beginning = copy.beginning() else { return }
      written.replaceSubrange(..<beginning.count, with: beginning)
      made.withLock { $0 = written }
    }
    for step in steps { feed.tell(step.packets, upTo: step.frame) }
    feed.finish(comments)
    queue.sync {}
    return made.withLock { $0 }
  }

  /// The copy that is made when all comments are known.
  private func late(_ bytes: [UInt8], _ comments: PacketComments) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var copy = try AnnotatedCapture(
      path: folder.write(bytes), CommentFeed(comments), hasRoom: true)
    var written: [UInt8] = []
    while let piece = copy.next() { written += piece }
    return written
  }

  /// The comments, told up to each of these frames.
  private func steps(_ comments: PacketComments, _ frames: [Int]) -> [Step] {
    zip([0] + frames, frames).map { before, frame in
      (comments.packets.filter { before < $0.frame && $0.frame <= frame }, frame)
    }
  }

  private func expectSame(
    _ bytes: [UInt8], _ comments: PacketComments, _ steps: [Step],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let isSame = try early(bytes, comments, steps) == late(bytes, comments)
    #expect(isSame, sourceLocation: location)
  }

  private func isMissing(
    _ bytes: [UInt8], _ comments: PacketComments, _ steps: [Step]
  ) throws -> Bool {
    try early(bytes, comments, steps) == nil
  }

  private func records(_ count: Int, longest: Int = 100) -> [WrittenRecord] {
    (0..<count).map { number in
      let length = 36 + number * 7_919 % longest
      return WrittenRecord(
        1_700_000_000_123_456_000 + Int64(number) * 1_000_000,
        (0..<length).map { UInt8(truncatingIfNeeded: $0 + number) }, originalLength: length)
    }
  }

  private func file(_ form: WrittenContainer.Form, _ count: Int, longest: Int = 100) -> [UInt8] {
    WrittenContainer(form: form).file(records(count, longest: longest), linkType: 266)
  }

  private func said(_ frames: [Int]) -> PacketComments {
    PacketComments(
      section: ["of the file", "and more"],
      packets: frames.enumerated().map { ($1, "number \($0) at \($1)") })
  }

  // MARK: - The same copy

  @Test(arguments: WrittenContainer.all)
  func `is that of one who knows all comments`(container: WrittenContainer) throws {
    let bytes = container.file(records(40), linkType: 266)
    for frames in [[], [1], [40], [1, 2, 3, 40], [7, 7, 8], Array(1...40)] {
      let comments = said(frames)
      for told in [[], [40], [1, 2, 3], [6, 7, 39], Array(1...40)] {
        try expectSame(bytes, comments, steps(comments, told))
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `is the same for comments, steps and damage by chance`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let all = WrittenContainer.all
    let container = all[Int.random(in: all.indices, using: &random)]
    let count = Int.random(in: 1...900, using: &random)
    var bytes = container.file(records(count, longest: 900), linkType: 266)
    let header = BlockList(bytes).blocks.first.map(\.bytes.count) ?? 24
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: header..<bytes.count, using: &random)
      if random.once(in: 2) { bytes.insert(contentsOf: random.bytes(33), at: place) }
      bytes[place] ^= 0x41
    }
    let frames = (0..<Int.random(in: 0...40, using: &random)).map { _ in
      Int.random(in: 1...count, using: &random)
    }
    let told = (0..<3).map { _ in Int.random(in: 0...2 * count, using: &random) }.sorted()
    let comments = said(frames)
    try expectSame(bytes, comments, steps(comments, told))
  }

  @Test(arguments: [WrittenContainer.Form.pcap(isFine: true), .crowded])
  func `is the same where its header is written before the comments are known`(
    form: WrittenContainer.Form
  ) throws {
    let bytes = file(form, 600, longest: 9_000)
    let comments = said([1, 300, 600])
    let feed = CommentFeed()
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes)
    feed.tell(Array(comments.packets.prefix(2)), upTo: 400)
    var copy = try AnnotatedCapture(path: path, feed, hasRoom: true)
    var written: [UInt8] = []
    if let piece = copy.next() { written += piece }
    #expect(BlockList(written).blocks[0].comments.contains("of the file") == false)
    feed.finish(comments)
    while let piece = copy.next() { written += piece }
    let beginning = copy.beginning() ?? []
    written.replaceSubrange(..<beginning.count, with: beginning)
    let isSame = try written == late(bytes, comments)
    #expect(isSame)
  }

  @Test func `takes comments that are found behind what was told`() throws {
    let bytes = file(.crowded, 40)
    try expectSame(bytes, said([3, 20, 40]), steps(said([3]), [10]))
  }

  // MARK: - No copy

  @Test func `is of no use where a comment comes late, is taken back or is another`() throws {
    let bytes = file(.pcap(isFine: true), 40)
    let told = said([3, 20])
    let ends = [
      said([3]), said([20]), said([3, 4, 20]), said([3, 3, 20]), said([1, 3, 20]),
      PacketComments(
        section: [], packets: [(3, "number 0 at 3"), (20, "number 1 at 20 (waived)")]),
    ]
    for end in ends { #expect(try isMissing(bytes, end, steps(told, [10, 30]))) }
    try expectSame(bytes, told, steps(told, [10, 30]))
  }

  @Test func `that is abandoned ends at once`() throws {
    let feed = CommentFeed()
    let folder = try TemporaryFolder()
    let path = try folder.write(file(.crowded, 600, longest: 9_000))
    feed.tell([], upTo: 400)
    var copy = try AnnotatedCapture(path: path, feed, hasRoom: true)
    let first = copy.next()
    feed.abandon()
    let (second, beginning) = (copy.next(), copy.beginning())
    #expect(first != nil && second == nil && beginning == nil)
    feed.finish(said([]))
    #expect(feed.isAbandoned)
  }

  @Test func `is of no use where the file begins with something that is no header`() throws {
    var bytes = file(.crowded, 40)
    bytes[8] ^= 1
    #expect(try isMissing(bytes, said([3]), []))
    #expect(try late(bytes, said([3])).count > bytes.count - 40)
  }

  @Test func `has no room for more comments of the section than fit`() throws {
    let bytes = file(.crowded, 4)
    let most = SectionHeader.room - 2 * OptionCode.headLength
    for (count, fits) in [(0, true), (most - 4, true), (most, true), (most + 1, false)] {
      let comments = PacketComments(section: [String(repeating: "a", count: count)], packets: [])
      #expect(try isMissing(bytes, comments, []) == !fits, "\(count)")
      let blocks = try BlockList(late(bytes, comments)).blocks
      #expect(blocks[0].comments.first?.utf8.count == count)
      let plain = BlockList(bytes).blocks[0].bytes.count
      let added = blocks[0].bytes.count - plain
      #expect(fits ? added == SectionHeader.room : added < SectionHeader.room + 16, "\(count)")
    }
  }

  @Test(arguments: WrittenContainer.all)
  func `has room of a fixed length, which readers pass over`(container: WrittenContainer) throws {
    let bytes = container.file(records(40), linkType: 266)
    let header = try BlockList(late(bytes, said([]))).blocks[0]
    let options = header.options(from: 24)
    #expect(options.count { $0.code == Int(OptionCode.filling) } == 1)
    #expect(header.comments.prefix(2) == ["of the file", "and more"])
    let other = PacketComments(section: ["x"], packets: [])
    #expect(try BlockList(late(bytes, other)).blocks[0].bytes.count == header.bytes.count)
  }
}
