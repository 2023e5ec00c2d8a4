import Foundation
import TestSupport
import Testing

@testable import CaptureIO

/// Zeros in the place of records, as a full disk or a file that was allocated beforehand leaves
/// them, and bytes that are missing.
extension `Damage in a pcap` {
  @Test(arguments: Form.all, [1, 4, 8, 15, 16, 17, 40, 64, 4_072, 70_000])
  func `zeros before the first record are no records`(form: Form, count: Int) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    let outcome = try Outcome(subject.withZeros(count, at: 24), form.dialect, folder)
    #expect(outcome.records == whole && outcome.end == .complete)
    #expect(outcome.damages.map(\.offset) == [24] && outcome.damages.map(\.count) == [count])
    if count >= 16 {
      #expect(outcome.damages.map(\.reason) == ["zeros stand in the place of a record"])
    }
  }

  @Test(arguments: Form.all, [16, 17, 4_072])
  func `zeros between records cost the record before at most`(form: Form, count: Int) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    for (record, head) in subject.heads.enumerated().dropFirst() {
      let outcome = try Outcome(subject.withZeros(count, at: head), form.dialect, folder)
      // Of a record that ends in zeros, nothing tells where the hole begins.
      let isKept = subject.bytes[head - 1] != 0
      var rest = whole
      if !isKept { rest.remove(at: record - 1) }
      #expect(outcome.records == rest && outcome.end == .complete, "before record \(record)")
      #expect(outcome.damages.map(\.offset) == [isKept ? head : subject.heads[record - 1]])
      #expect(outcome.damages.map { $0.offset + $0.count } == [head + count])
    }
  }

  @Test(arguments: Form.all, [1, 16, 17, 4_072, 70_000])
  func `zeros at the end are no records`(form: Form, count: Int) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    let end = subject.bytes.count
    let outcome = try Outcome(subject.withZeros(count, at: end), form.dialect, folder)
    let isKept = count < 16 || subject.bytes[end - 1] != 0
    #expect(outcome.records == (isKept ? whole : whole.dropLast()))
    guard case .damaged(afterFrame: outcome.records.count, let reason)? = outcome.end else {
      Issue.record("\(String(describing: outcome.end))")
      return
    }
    let place = try isKept ? end : #require(subject.heads.last)
    #expect(reason.hasSuffix(", at byte \(place)"))
    if count >= 16 { #expect(reason.hasPrefix("zeros ")) }
  }

  @Test(arguments: Form.all)
  func `four bytes that are missing cost two records at most, and none is made up`(
    form: Form
  ) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    for (record, head) in subject.heads.enumerated() {
      for place in stride(from: head, through: head + subject.size(record) - 4, by: 1) {
        var bytes = subject.bytes
        bytes.removeSubrange(place..<place + 4)
        let outcome = try Outcome(bytes, form.dialect, folder)
        let after = whole.suffix(max(whole.count - record - 1, 0))
        #expect(outcome.records.suffix(after.count) == after, "without byte \(place)")
        #expect(
          outcome.records.dropLast(after.count) == whole.prefix(max(record - 1, 0))
            || outcome.records.dropLast(after.count) == whole.prefix(record),
          "without byte \(place)")
        #expect(!outcome.damages.isEmpty || outcome.end != .complete)
      }
    }
  }

  @Test func `a hole is told alike however the bytes arrive`() throws {
    let subject = Subject(Form.all[0])
    let folder = try TemporaryFolder()
    let bytes = subject.withZeros(300_000, at: subject.heads[3])
    let plain = try Outcome(bytes, subject.form.dialect, folder)
    let path = try folder.write(bytes, as: "plain")
    for packer in ["gzip", "xz", "bzip2"] {
      let packed = try Outcome(Command.bytes(packer, ["-c", path]), subject.form.dialect, folder)
      #expect(packed.records == plain.records && packed.damages == plain.damages, "\(packer)")
    }
  }

  @Test func `a file of zeros behind its header is refused with the place`() throws {
    let folder = try TemporaryFolder()
    let subject = Subject(Form.all[0])
    let bytes = Array(subject.bytes.prefix(24)) + [UInt8](repeating: 0, count: 5_000)
    let outcome = try Outcome(bytes, subject.form.dialect, folder)
    #expect(outcome.records.isEmpty)
    #expect(
      outcome.end
        == .damaged(afterFrame: 0, reason: "zeros stand in the place of a record, at byte 24"))
  }
}

extension `Damage in a pcap`.Subject {
  /// The file with zeros put in at a place.
  fileprivate func withZeros(_ count: Int, at place: Int) -> [UInt8] {
    bytes[..<place] + [UInt8](repeating: 0, count: count) + bytes[place...]
  }
}

/// A pcapng says of each block where it ends, so a hole costs none beside it.
@Suite struct `Zeros in a pcapng` {
  @Test(arguments: [false, true], [1, 4, 12, 64, 4_096, 300_000])
  func `zeros between blocks cost no record`(isBigEndian: Bool, count: Int) throws {
    let form = WrittenContainer(
      form: .pcapng(resolution: 9, offset: 0), isBigEndian: isBigEndian)
    let dialect = try #require(WrittenDialect.all.first { $0.linkType == 220 })
    let records = Array(dialect.records(of: DFUStory.refused.told()).prefix(6))
    let bytes = form.file(records, linkType: 220)
    let folder = try TemporaryFolder()
    let whole = try `Damage in a pcap`.Outcome(bytes, dialect, folder)
    var place = 0
    for block in BlockList(bytes).blocks {
      place += block.bytes.count
      let holed = bytes[..<place] + [UInt8](repeating: 0, count: count) + bytes[place...]
      let outcome = try `Damage in a pcap`.Outcome(Array(holed), dialect, folder)
      #expect(outcome.records == whole.records, "at byte \(place)")
      guard place == bytes.count else {
        #expect(outcome.damages.map(\.offset) == [place] && outcome.end == .complete)
        #expect(outcome.damages.map(\.count) == [count])
        continue
      }
      guard case .damaged(afterFrame: 6, let reason)? = outcome.end else {
        Issue.record("\(String(describing: outcome.end))")
        continue
      }
      #expect(reason.hasSuffix(", at byte \(place)"))
    }
  }
}
