import TestSupport
import Testing

@testable import CaptureIO

/// A copy empties records by their form. It is the same as one whose editor is asked for each.
@Suite struct `Records that are emptied by their form` {
  /// Empties records whose ninth byte is even, changes the others, and leaves short ones alone.
  private struct Editor: RecordEditor {
    private let hasForms: Bool
    private(set) var asked = 0

    init(hasForms: Bool) { self.hasForms = hasForms }

    mutating func edit(
      _ record: inout MutableSpan<UInt8>, _ place: CopiedRecord
    ) -> RecordEdit {
      asked += 1
      guard record.count >= 32 else { return .whole }
      guard record[8] & 1 == 0 else {
        record[31] ^= 1
        return .whole
      }
      record[15] = record[10]
      record[20] = 7
      return .emptied(32)
    }

    func form(of bits: UInt64, _ linkType: LinkType) -> EmptiedForm? {
      guard hasForms, linkType == .usbDarwin else { return nil }
      var staying = [UInt8](repeating: 0xFF, count: 32)
      var values = [UInt8](repeating: 0, count: 32)
      for place in 8..<16 {
        staying[place] = 0
        values[place] = UInt8(truncatingIfNeeded: bits >> ((place - 8) * 8))
      }
      (staying[20], values[20]) = (0, 7)
      values[15] = values[10]
      return EmptiedForm(bits, staying: staying, values: values)
    }
  }

  /// A file of records of many forms, some of them too short for any, of two link types.
  private func file(_ container: CaptureWriter.Container, _ seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed)
    var writer = CaptureWriter(container, linkType: 266)
    let hasInterfaces = [.pcapng, .pcapngBigEndian].contains(container)
    if hasInterfaces { writer.appendInterface(linkType: 249) }
    for _ in 0..<600 {
      var record = random.bytes(random.once(in: 8) ? Int.random(in: 1...40, using: &random) : 50)
      for place in 8..<16 where place < record.count {
        record[place] = UInt8.random(in: 0...(place == 8 ? 3 : 0), using: &random)
      }
      if record.count > 10 { record[10] = UInt8.random(in: 0...9, using: &random) }
      writer.append(raw: record, interface: hasInterfaces && random.once(in: 4) ? 1 : 0)
    }
    return writer.bytes
  }

  private func copy(
    _ path: String, hasForms: Bool
  ) throws -> (bytes: [UInt8], asked: Int, emptied: Int) {
    var copy = try EditedCapture(path: path, Editor(hasForms: hasForms))
    var written: [UInt8] = []
    while let piece = copy.next() { written += piece }
    let editor = try #require(copy.editor as? Editor)
    return (written, editor.asked, copy.emptied)
  }

  @Test(arguments: CaptureWriter.Container.allCases, 0..<6 as Range<UInt64>)
  func `are the same as when the editor is asked`(
    container: CaptureWriter.Container, seed: UInt64
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file(container, seed))
    let (slow, quick) = (try copy(path, hasForms: false), try copy(path, hasForms: true))
    #expect(slow.bytes == quick.bytes)
    #expect(slow.asked == 600 && slow.emptied == 0)
    #expect(quick.asked + quick.emptied == 600)
    #expect(container.isBigEndian ? quick.emptied == 0 : quick.emptied > 50)
  }

  @Test(arguments: [0, 8, 20, 80])
  func `have no form of another length`(count: Int) {
    let bytes = [UInt8](repeating: 0, count: count)
    #expect(EmptiedForm(0, staying: bytes, values: bytes) == nil)
  }
}
