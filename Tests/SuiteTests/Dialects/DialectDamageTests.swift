import Foundation
import Report
import TestSupport
import Testing

@testable import Suite

/// A small capture of every dialect is cut and changed at its bytes. One place in a hundred is
/// tried, chosen by a seed; with DFUTRACE_EVERY_BYTE=1 all are.
@Suite struct `Damage in every dialect` {
  private static let isWhole = ProcessInfo.processInfo.environment["DFUTRACE_EVERY_BYTE"] == "1"

  /// A story in a dialect, and what is told of it without damage.
  private struct Subject: ~Copyable {
    let bytes: [UInt8]
    let judge: Judge
    let whole: Set<String>
    private let folder: TemporaryFolder

    init(_ dialect: WrittenDialect) throws {
      let place = try TemporaryFolder()
      let rules = try Judge(CheckOptions())
      let file = dialect.file(of: DFUStory.refused.told(maxPacketSize: dialect.maxPacketSize))
      let path = try place.write(file, as: "whole")
      whole = Subject.violations(try rules.check(path).capture)
      bytes = file
      judge = rules
      folder = place
    }

    /// The violations that the whole capture does not have; nil when the file is refused. Records
    /// are counted as one bin each.
    func newViolations(_ changed: [UInt8]) throws -> Set<String>? {
      let path = try folder.write(changed, as: "changed")
      do throws(CheckFailure) {
        let capture = try judge.check(path).capture
        let records = capture.records
        let sum = Report.Records(
          used: records.used, otherDevice: records.otherDevice,
          otherEndpoint: records.otherEndpoint, notDFU: records.notDFU,
          undecodable: records.undecodable, unpaired: records.unpaired, copies: records.copies,
          bus: records.bus)
        #expect(records.total == sum.total)
        return Subject.violations(capture).subtracting(whole)
      } catch {
        #expect(!error.message.isEmpty)
        return nil
      }
    }

    private static func violations(_ capture: Report.Capture) -> Set<String> {
      Set(
        capture.sessions.flatMap(\.findings).filter { $0.verdict == .violation }
          .map { "\($0.actor) \($0.rule)" })
    }
  }

  /// The places to try.
  private static func places(_ count: Int) -> [Int] {
    var random = SeededRandom(13)
    return (0..<count).filter { _ in isWhole || random.once(in: 100) }
  }

  @Test(arguments: WrittenDialect.all)
  func `a cut makes no new violation`(dialect: WrittenDialect) throws {
    let subject = try Subject(dialect)
    for length in Self.places(subject.bytes.count) {
      let new = try subject.newViolations(Array(subject.bytes.prefix(length)))
      #expect(new?.isEmpty ?? true, "\(length) bytes: \(new ?? [])")
    }
  }

  @Test(arguments: WrittenDialect.all)
  func `a changed byte is survived`(dialect: WrittenDialect) throws {
    let subject = try Subject(dialect)
    let changes: [(UInt8) -> UInt8] = [{ _ in 0 }, { _ in 0xFF }, { $0 ^ 1 }, { $0 ^ 0x80 }]
    for place in Self.places(subject.bytes.count) {
      for change in changes {
        var bytes = subject.bytes
        bytes[place] = change(bytes[place])
        _ = try subject.newViolations(bytes)
      }
    }
  }

  /// The length of each record is changed, so that the file shows the damage.
  @Test(arguments: WrittenDialect.all.filter { $0.linkType != nil })
  func `a damaged length makes no new violation`(dialect: WrittenDialect) throws {
    let subject = try Subject(dialect)
    let story = DFUStory.refused.told(maxPacketSize: dialect.maxPacketSize)
    var places: [Int] = []
    var start = 24
    for record in dialect.records(of: story) {
      places += start + 8..<start + 16
      start += 16 + record.bytes.count
    }
    for place in Self.places(places.count).map({ places[$0] }) {
      for value in [0, 0xFF, subject.bytes[place] ^ 1, subject.bytes[place] ^ 0x80] {
        var bytes = subject.bytes
        bytes[place] = value
        let new = try subject.newViolations(bytes)
        #expect(new?.isEmpty ?? true, "byte \(place) is \(value): \(new ?? [])")
      }
    }
  }

  private static let wires = WrittenDialect.all.filter {
    if case .wire = $0 { true } else { false }
  }

  /// One changed bit always shows in the check bits of a packet (USB 2.0, 8.3.1 and 8.3.5).
  @Test(arguments: wires)
  func `a damaged packet on the wire makes no new violation`(dialect: WrittenDialect) throws {
    let subject = try Subject(dialect)
    let told = DFUStory.refused.told(maxPacketSize: dialect.maxPacketSize)
    let (fileHeader, recordHeader) = (24, 16)
    var start = fileHeader
    var places: [Int] = []
    for record in dialect.records(of: told) {
      start += recordHeader
      places += start..<start + record.bytes.count
      start += record.bytes.count
    }
    for place in Self.places(places.count).map({ places[$0] }) {
      for bit in [UInt8(1), 0x80] {
        var bytes = subject.bytes
        bytes[place] ^= bit
        let new = try subject.newViolations(bytes)
        #expect(new?.isEmpty ?? true, "byte \(place): \(new ?? [])")
      }
    }
  }
}
