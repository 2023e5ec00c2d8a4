import TestSupport
import Testing

@testable import CaptureIO

@Suite struct `The scanner of blocks` {
  private static let record = [UInt8](repeating: 0xAB, count: 61)

  private func sample(_ container: CaptureWriter.Container) -> CaptureWriter {
    var writer = CaptureWriter(container, resolution: 6)
    for number in 0..<6 {
      writer.append(raw: Self.record, lost: number % 2 == 0 ? nil : UInt64(number))
      writer.appendBlock(type: 0x0BAD, Self.record)
    }
    writer.appendStatistics([(5, 20), (7, 1)])
    return writer
  }

  /// What the scanner tells of bytes that come in pieces of `size`.
  private func facts(_ bytes: [UInt8], inPiecesOf size: Int) -> [String] {
    var scanner = BlockScanner()
    for start in stride(from: 0, to: bytes.count, by: size) {
      scanner.accept(bytes[start..<min(start + size, bytes.count)].span)
    }
    let notes = scanner.takeNotes(upTo: .max).map { "\($0)" }
    return notes + ["\(scanner.facts.lost ?? -1) \(scanner.facts.lostAnywhere)"]
  }

  @Test(arguments: [CaptureWriter.Container.pcapng, .pcapngBigEndian])
  func `pieces of any size tell the same`(container: CaptureWriter.Container) {
    let bytes = sample(container).bytes
    let whole = ["clock(unit: 1000)", "lost(1)", "lost(3)", "lost(5)", "21 12"]
    for size in 1...bytes.count { #expect(facts(bytes, inPiecesOf: size) == whole) }
  }

  @Test(arguments: [0, 1, 4, 8, 11, 13, 30, 31, 0x7FFF_FFFC, 0xFFFF_FFFC, 0xFFFF_FFFF])
  func `a block of impossible length ends the scan, and what came before stays`(length: UInt32) {
    for container in [CaptureWriter.Container.pcapng, .pcapngBigEndian] {
      for type: UInt32 in [1, 2, 3, 5, 6, 0x0A0D_0D0A, 77] {
        var writer = sample(container)
        let broken = writer.numbers([type, length]) + Self.record
        let before = writer.bytes.count
        writer.appendStatistics([(5, 99)])
        let bytes = writer.bytes[..<before] + broken + writer.bytes[before...]
        for size in [1, 7, bytes.count] {
          #expect(facts(Array(bytes), inPiecesOf: size).last == "21 12", "\(type) \(size)")
        }
      }
    }
  }

  @Test func `lengths within a block do not lead out of it`() {
    for container in [CaptureWriter.Container.pcapng, .pcapngBigEndian] {
      var writer = CaptureWriter(container)
      // A packet that claims more data than its block, and one whose option is longer than it.
      writer.appendBlock(type: 6, writer.numbers([UInt32(0), 0, 0, .max, 64]) + Self.record)
      let head = writer.numbers([UInt32(0), 0, 0, 0, 0])
      writer.appendBlock(type: 6, head + writer.numbers([UInt16(4), 0xFFFF]) + Self.record)
      writer.appendBlock(
        type: 5, writer.numbers([UInt32(0), 0, 0]) + writer.numbers([UInt16(5), 9]))
      writer.appendBlock(type: 5, [])
      writer.appendBlock(type: 1, [])
      writer.append(raw: Self.record, lost: 8)
      for size in [1, 5, writer.bytes.count] {
        #expect(facts(writer.bytes, inPiecesOf: size).suffix(2) == ["lost(8)", "8 0"])
      }
    }
  }

  @Test func `options beyond 64 KiB are passed over`() {
    var writer = CaptureWriter(.pcapng)
    let comment = writer.numbers([UInt16(1), 65_532]) + [UInt8](repeating: 0x20, count: 65_532)
    let lost = writer.numbers([UInt16(4), 8]) + [7, 0, 0, 0, 0, 0, 0, 0]
    writer.appendBlock(type: 6, writer.numbers([UInt32(0), 0, 0, 0, 0]) + comment + lost)
    writer.append(raw: Self.record, lost: 8)
    for size in [1_000, writer.bytes.count] {
      #expect(facts(writer.bytes, inPiecesOf: size).suffix(2) == ["lost(8)", "8 0"])
    }
  }

  @Test func `more interfaces than are told apart count together`() {
    var writer = CaptureWriter(.pcapng)
    for interface: UInt32 in 0..<5_000 { writer.appendStatistics([(5, 2)], interface: interface) }
    #expect(facts(writer.bytes, inPiecesOf: 4_096).last == "2050 2050")
  }

  @Test func `any byte changed, and nothing ends the program`() {
    let bytes = sample(.pcapng).bytes
    for index in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var changed = bytes
        changed[index] = value
        #expect(!facts(changed, inPiecesOf: 50).isEmpty)
      }
    }
  }
}
