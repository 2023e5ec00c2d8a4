import Foundation
import TestSupport
import Testing

@testable import CaptureIO

/// Behind a damaged record of a pcap the reading goes on, and the damage is told with its place.
@Suite struct `Damage in a pcap` {
  /// A form of file and of records.
  struct Form: Sendable, CustomTestStringConvertible {
    var dialect: WrittenDialect
    var container: WrittenContainer

    var testDescription: String { "\(dialect), \(container)" }

    /// One form of each kind of record, in both byte orders and units of time.
    static let all = [220, 189, 249, 266, 186, 288].compactMap { linkType in
      WrittenDialect.all.first { $0.linkType == linkType }
    }.flatMap { dialect in
      [true, false].flatMap { isFine in
        [false, true].map { isBigEndian in
          Form(
            dialect: dialect,
            container: WrittenContainer(form: .pcap(isFine: isFine), isBigEndian: isBigEndian))
        }
      }
    }
  }

  /// A file of a few records, and where each head stands.
  struct Subject {
    let bytes: [UInt8]
    private(set) var heads: [Int] = []
    let form: Form

    init(_ form: Form, records count: Int = 9) {
      let records = Array(form.dialect.records(of: DFUStory.refused.told()).prefix(count))
      bytes = form.container.file(records, linkType: form.dialect.linkType ?? 0)
      self.form = form
      var place = 24
      for record in records {
        heads.append(place)
        place += 16 + record.bytes.count
      }
    }

    /// The number of bytes of a record with its head.
    func size(_ record: Int) -> Int {
      (record + 1 < heads.count ? heads[record + 1] : bytes.count) - heads[record]
    }
  }

  /// What a file gives: its records, its damage and its end.
  struct Outcome {
    var records: [[UInt8]] = []
    var damages: [FileNote.Damage] = []
    var end: ReadEnd?

    init(_ bytes: [UInt8], _ dialect: WrittenDialect, _ folder: borrowing TemporaryFolder) throws {
      let linkType = LinkType(rawValue: Int(dialect.linkType ?? 0))
      var file = try CaptureFile(path: folder.write(bytes), linkTypes: [linkType])
      while end == nil {
        let stop = file.forEach(stopsAtNotes: true) { bytes, _ in
          records.append(bytes.indices.map { bytes[$0] })
          return .proceed
        }
        for case .damaged(let damage) in file.takeNotes() { damages.append(damage) }
        if stop != .noted { end = stop }
      }
    }
  }

  private static let changes: [@Sendable (UInt8) -> UInt8] = [
    { _ in 0 }, { _ in 0xFF }, { $0 ^ 1 }, { $0 ^ 0x80 },
  ]

  @Test(arguments: Form.all)
  func `a damaged length costs one record, and its place is told`(form: Form) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    for (record, head) in subject.heads.enumerated().dropLast() {
      for place in head + 8..<head + 12 {
        for change in Self.changes {
          var bytes = subject.bytes
          bytes[place] = change(bytes[place])
          guard bytes != subject.bytes else { continue }
          let outcome = try Outcome(bytes, form.dialect, folder)
          var rest = whole
          rest.remove(at: record)
          #expect(outcome.records == rest, "byte \(place) is \(bytes[place])")
          #expect(outcome.damages.map(\.offset) == [head] && outcome.end == .complete)
          #expect(outcome.damages.map(\.count) == [subject.size(record)])
        }
      }
    }
  }

  @Test(arguments: Form.all)
  func `a damaged length of the last record is told with its place`(form: Form) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let last = try #require(subject.heads.last)
    var bytes = subject.bytes
    bytes[last + 9] = 0x70
    let outcome = try Outcome(bytes, form.dialect, folder)
    #expect(outcome.records.count == 8 && outcome.damages.isEmpty)
    guard case .damaged(afterFrame: 8, let reason)? = outcome.end else {
      Issue.record("\(String(describing: outcome.end))")
      return
    }
    #expect(reason.hasSuffix(", at byte \(last)"))
  }

  @Test(arguments: Form.all)
  func `a damaged time and a damaged original length cost no record`(form: Form) throws {
    let subject = Subject(form, records: 6)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    for head in subject.heads {
      for place in Array(head..<head + 8) + Array(head + 12..<head + 16) {
        for change in Self.changes {
          var bytes = subject.bytes
          bytes[place] = change(bytes[place])
          let outcome = try Outcome(bytes, form.dialect, folder)
          #expect(outcome.records == whole, "byte \(place) is \(bytes[place])")
          #expect(outcome.damages.isEmpty && outcome.end == .complete)
        }
      }
    }
  }

  @Test(arguments: Form.all, [UInt8(0), 0xFF, 0x41])
  func `behind a hole the records come again, and none is made up`(
    form: Form, filling: UInt8
  ) throws {
    let subject = Subject(form)
    let folder = try TemporaryFolder()
    let whole = try Outcome(subject.bytes, form.dialect, folder).records
    for start in stride(from: subject.heads[2] + 16, to: subject.heads[4], by: 5) {
      var bytes = subject.bytes
      let end = subject.heads[5]
      bytes.replaceSubrange(start..<end, with: Array(repeating: filling, count: end - start))
      let outcome = try Outcome(bytes, form.dialect, folder)
      #expect(outcome.records.suffix(4) == whole.suffix(4), "from byte \(start)")
      #expect(outcome.records.prefix(2) == whole.prefix(2))
      #expect(outcome.records.count <= 8 && outcome.end == .complete)
      let damage = try #require(outcome.damages.first)
      #expect(outcome.damages.count == 1 && damage.offset + damage.count == end)
    }
  }

  @Test func `the place is that in the content of a compressed file`() throws {
    let subject = Subject(Form.all[0])
    let folder = try TemporaryFolder()
    var bytes = subject.bytes
    bytes[subject.heads[3] + 9] = 0xFF
    let plain = try Outcome(bytes, subject.form.dialect, folder)
    let path = try folder.write(bytes, as: "plain")
    let packed = try Command.bytes("gzip", ["-c", path])
    let outcome = try Outcome(packed, subject.form.dialect, folder)
    #expect(outcome.records == plain.records && outcome.damages == plain.damages)
    #expect(outcome.damages.first?.offset == subject.heads[3])
  }

  @Test func `damage in the first head is passed over too`() throws {
    let subject = Subject(Form.all[0])
    let folder = try TemporaryFolder()
    var bytes = subject.bytes
    let end = subject.heads[1]
    bytes.replaceSubrange(24..<end, with: Array(repeating: 0xFF, count: end - 24))
    let outcome = try Outcome(bytes, subject.form.dialect, folder)
    let whole = try Outcome(subject.bytes, subject.form.dialect, folder).records
    #expect(outcome.records == Array(whole.dropFirst()))
    #expect(outcome.damages.first?.offset == 24)
  }

  @Test func `a clock that jumps by years is no damage`() throws {
    let folder = try TemporaryFolder()
    var writer = CaptureWriter(.pcap)
    for years in [0, 30, 30, 0, 0, 50] {
      writer.nanoseconds = Int64(years) * 31_536_000_000_000_000 + 1_000_000
      writer.append(raw: [UInt8](repeating: 1, count: 64))
    }
    let outcome = try Outcome(writer.bytes, .reference, folder)
    #expect(outcome.records.count == 6 && outcome.damages.isEmpty && outcome.end == .complete)
  }
}
