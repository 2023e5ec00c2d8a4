import CaptureIO
import TestSupport
import Testing
import USB

@Suite struct `Damaged captures` {
  private func sample(_ container: CaptureWriter.Container) -> CaptureWriter {
    var writer = CaptureWriter(container)
    for block in 0..<3 {
      writer.control(
        SetupPacket(
          requestType: .classInterfaceOut, request: 1, value: UInt16(block), length: 5),
        data: [1, 2, 3, 4, 5])
    }
    return writer
  }

  /// The offsets at which a record ends.
  private func ends(_ container: CaptureWriter.Container) -> [Int] {
    var writer = CaptureWriter(container)
    var ends = [writer.bytes.count]
    for _ in 0..<3 {
      writer.submit(
        SetupPacket(requestType: .classInterfaceOut, request: 1, length: 5),
        data: [
          1, 2, 3, 4, 5,
        ])
      ends.append(writer.bytes.count)
      writer.complete(SetupPacket(requestType: .classInterfaceOut, request: 1, length: 5))
      ends.append(writer.bytes.count)
    }
    return ends
  }

  @Test(arguments: CaptureWriter.Container.allCases)
  func `a file cut anywhere gives the records before the cut, then says so`(
    container: CaptureWriter.Container
  ) throws {
    let folder = try TemporaryFolder()
    let whole = sample(container).bytes
    let ends = ends(container)
    #expect(ends.last == whole.count)
    let all = try Reading(folder.write(whole)).records
    for cut in 1...whole.count {
      let path = try folder.write(Array(whole[..<cut]))
      guard cut >= ends[0] else {
        #expect(throws: CaptureError.self, "cut at \(cut)") { try Reading(path) }
        continue
      }
      let reading = try Reading(path)
      let complete = ends.lastIndex { $0 <= cut } ?? 0
      #expect(reading.records == Array(all[..<complete]), "cut at \(cut)")
      if ends.contains(cut) {
        #expect(reading.end == .complete, "cut at \(cut)")
      } else {
        guard case .damaged(afterFrame: complete, let reason) = reading.end else {
          Issue.record("cut at \(cut): \(reading.end)")
          continue
        }
        let isCut =
          reason.hasPrefix("a record is cut off, at byte ")
          || reason.hasPrefix("a block is cut off, at byte ")
        #expect(isCut, "cut at \(cut): \(reason)")
      }
    }
  }

  @Test(arguments: CaptureWriter.Container.allCases)
  func `a byte changed anywhere leaves the records before it as they were`(
    container: CaptureWriter.Container
  ) throws {
    let folder = try TemporaryFolder()
    let whole = sample(container).bytes
    let ends = ends(container)
    let all = try Reading(folder.write(whole)).records
    for offset in ends[0]..<whole.count {
      var bytes = whole
      bytes[offset] ^= 0xFF
      let reading = try Reading(folder.write(bytes))
      let untouched = ends.lastIndex { $0 <= offset } ?? 0
      #expect(reading.records.prefix(untouched) == all[..<untouched], "changed at \(offset)")
      if case .damaged(let afterFrame, _) = reading.end {
        #expect(afterFrame == reading.records.last?.frame ?? 0, "changed at \(offset)")
      }
    }
  }

  @Test func `an impossible length is damage between the records`() throws {
    let folder = try TemporaryFolder()
    let whole = try Reading(folder.write(sample(.pcap).bytes)).records
    var bytes = sample(.pcap).bytes
    let third = ends(.pcap)[2]
    bytes.replaceSubrange(third + 8..<third + 12, with: [0xFF, 0xFF, 0xFF, 0x7F])
    let reading = try Reading(folder.write(bytes))
    #expect(reading.records.map(\.bytes) == (whole[..<2] + whole[3...]).map(\.bytes))
    #expect(reading.records.map(\.frame) == [1, 2, 3, 4, 5] && reading.end == .complete)
    var last = sample(.pcap).bytes
    let sixth = ends(.pcap)[5]
    last.replaceSubrange(sixth + 8..<sixth + 12, with: [0xFF, 0xFF, 0xFF, 0x7F])
    #expect(
      try Reading(folder.write(last)).end
        == .damaged(
          afterFrame: 5, reason: "a record has the impossible length 2147483647, at byte \(sixth)")
    )
  }

  @Test func `damage in the first record is damage, not a refusal`() throws {
    let folder = try TemporaryFolder()
    let bytes = Array(sample(.pcap).bytes.prefix(24 + 16 + 3))
    #expect(
      try Reading(folder.write(bytes)).end
        == .damaged(afterFrame: 0, reason: "a record is cut off, at byte 24"))
  }
}
