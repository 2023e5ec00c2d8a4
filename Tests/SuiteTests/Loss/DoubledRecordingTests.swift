import CaptureIO
import Report
import Testing
import USB

@testable import Suite

/// Shipped captures as two recorders of the bus would have written them: every record twice.
@Suite struct DoubledRecordingTests {
  /// QEMU writes its file itself, so that nobody else can write it a second time.
  private static let recorded = ShippedCapture.all.filter { $0.name != "qemu-one-sided" }

  private func judged(
    _ capture: RecordedCapture, _ records: [RecordedCapture.Record]
  ) throws -> (bins: RecordLedger.Totals, report: Report.Capture) {
    let judge = try Judge(CheckOptions())
    var run = LossJudge(capture, judge)
    let (result, sessions) = run.all(LossKind.Variant(name: "", intact: 0, rest: records))
    return (result.bins, judge.capture(capture.name, result, sessions))
  }

  @Test(arguments: recorded)
  func `a recording with every record twice is judged as with every record once`(
    _ shipped: ShippedCapture
  ) throws {
    let capture = try RecordedCapture(shipped)
    let once = try judged(capture, capture.records)
    let twice = try judged(capture, Self.doubled(capture.records))
    #expect(twice.report.sessions == once.report.sessions)
    #expect(twice.report.integrity == once.report.integrity)
    #expect(twice.bins.used == once.bins.used)
    #expect(twice.bins.notDFU == once.bins.notDFU)
    #expect(twice.bins.unpaired == once.bins.unpaired)
    #expect(twice.bins.otherEndpoint == 2 * once.bins.otherEndpoint)
    #expect(once.bins.copies == 0)
    #expect(twice.bins.copies == capture.records.count { $0.isControl })
    #expect(twice.bins.sum == 2 * capture.records.count)
  }

  /// Most hosts pause between equal requests. Here the first is sent 30 us before the second, as
  /// the fastest of the recorded hosts does.
  @Test func `an equal request right after a lost completion is no copy`() throws {
    var cases = 0
    for shipped in Self.recorded {
      let capture = try RecordedCapture(shipped)
      let once = try judged(capture, capture.records)
      let places = Self.equalRequests(capture.records)
      for place in stride(from: 0, to: places.count, by: 7) {
        var records = capture.records
        let (first, completion, second) = places[place]
        records[first].nanoseconds = records[second].nanoseconds - 30_000
        records.remove(at: completion)
        let lost = try judged(capture, records)
        #expect(lost.bins.copies == 0)
        #expect(lost.bins.unpaired == once.bins.unpaired + 1)
        cases += 1
      }
    }
    #expect(cases >= 20)
  }

  /// Each record with a copy up to 20 us later. A copy stands before the next record of its request
  /// block; records of others may stand between.
  private static func doubled(
    _ records: [RecordedCapture.Record]
  ) -> [RecordedCapture.Record] {
    var doubled: [RecordedCapture.Record] = []
    var copies: [RecordedCapture.Record] = []
    for (index, record) in records.enumerated() {
      func comesFirst(_ copy: RecordedCapture.Record) -> Bool {
        copy.nanoseconds <= record.nanoseconds || copy.id == record.id
      }
      doubled += copies.filter(comesFirst)
      copies.removeAll(where: comesFirst)
      doubled.append(record)
      var copy = record
      copy.nanoseconds += Int64(index % 20 + 1) * 1_000
      copies.append(copy)
    }
    let end = records.last?.nanoseconds ?? 0
    return doubled
      + copies.map { copy in
        var copy = copy
        copy.nanoseconds = min(copy.nanoseconds, end)
        return copy
      }
  }

  /// The places of a request, its completion, and the same request sent again with the same id.
  private static func equalRequests(
    _ records: [RecordedCapture.Record]
  ) -> [(first: Int, completion: Int, second: Int)] {
    records.indices.compactMap { first in
      guard records[first].isControl, records[first].isSubmission else { return nil }
      func next(after place: Int) -> Int? {
        records[(place + 1)...].firstIndex {
          $0.id == records[first].id && $0.place == records[first].place
        }
      }
      guard let completion = next(after: first), !records[completion].isSubmission,
        let second = next(after: completion), records[second].isSubmission,
        records[second].bytes[40..<48] == records[first].bytes[40..<48]
      else { return nil }
      return (first, completion, second)
    }
  }
}
