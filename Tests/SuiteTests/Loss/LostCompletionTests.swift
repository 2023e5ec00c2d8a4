import CaptureIO
import DFU
import Testing
import USB

@testable import Suite

/// A submission whose completion is lost, where its id is not used again.
///
/// It was sent before whatever its device did next. So it is told there, as a request without a
/// known answer, and not in the state of the device's successor.
@Suite struct LostCompletionTests {
  /// The observations of a recording, in words.
  private func story(_ capture: RecordedCapture, _ records: [RecordedCapture.Record]) -> [String] {
    var pass = RecordPass(UsbmonDecoder(capture.header), nil, forcedAddresses: [])
    var story: [String] = []
    for record in records {
      let info = RecordInfo(
        frame: record.frame, nanoseconds: record.nanoseconds,
        capturedLength: record.bytes.count, originalLength: record.originalLength)
      pass.accept(record.bytes.span, info) {
        story.append(Self.word($1.event))
      } _: {
        story.append(Self.word($1))
      }
    }
    _ = pass.finish(.complete) { story.append(Self.word($1.event)) }
    return story
  }

  private static func word(_ event: Observation.Event) -> String {
    switch event {
    case .exchange(let transfer): word(transfer)
    case .reset: "reset"
    case .left: "left"
    case .attached: "attached"
    case .described, .configured, .interfaceSet, .gap, .end: "other"
    }
  }

  private static func word(_ transfer: ControlTransfer) -> String {
    let name = ClassRequest(transfer.setup)?.name ?? "request"
    return transfer.completed == nil ? name + " without its end" : name
  }

  /// The records with a new id for every request block, so that no id shows a lost completion.
  private func withNewIDs(_ capture: RecordedCapture) -> [RecordedCapture.Record] {
    var ids: [[UInt8]: [UInt8]] = [:]
    return capture.records.enumerated().map { number, record in
      var record = record
      if record.isSubmission {
        ids[record.id] = [UInt8(number & 0xFF), UInt8(number >> 8), 1, 0, 0, 0, 0, 0]
      }
      record.bytes.replaceSubrange(0..<8, with: ids[record.id] ?? record.id)
      return record
    }
  }

  /// The records without the completion of the first DFU_DETACH (DFU 1.1, 5.1).
  private func withoutDetachEnding(
    _ records: [RecordedCapture.Record]
  ) throws -> [RecordedCapture.Record] {
    let detach = try #require(
      records.first { $0.isControl && $0.isSubmission && $0.bytes[40...41] == [0x21, 0] })
    return records.filter { $0.isSubmission || $0.id != detach.id }
  }

  // The host resets the port after DETACH unless bitWillDetach is set (DFU 1.1, 5.1), so that the
  // reset is the successor of the DETACH and not its predecessor.
  @Test(arguments: [
    "xhci-detach-reset-download-upload", "xua-4.2.0-xhci-dfu-util", "will-detach",
  ])
  func `a DETACH comes before what it leads to`(_ name: String) throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == name })
    let capture = try RecordedCapture(shipped)
    let told = story(capture, try withoutDetachEnding(withNewIDs(capture)))
    let detach = try #require(told.firstIndex(of: "DFU_DETACH without its end"))
    #expect(told[..<detach].allSatisfy { $0 != "reset" })
    #expect(told[..<detach].filter { $0 == "attached" }.count <= 1)
    #expect(told[detach...].contains("attached"))
  }

  // A reset of another port ends nothing here: endpoint 0 of this device may still answer.
  @Test func `a request that is answered late is not given up for another port's reset`() throws {
    let shipped = try #require(
      ShippedCapture.all.first { $0.name == "xhci-detach-reset-download-upload" })
    let capture = try RecordedCapture(shipped)
    var records = withNewIDs(capture)
    let reset = records.indices.filter {
      records[$0].isControl && records[$0].isSubmission
        && records[$0].bytes[40..<44] == [0x23, 3, 4, 0]
    }
    let detach = try #require(
      records.firstIndex {
        $0.isControl && $0.isSubmission && $0.bytes[40...41] == [0x21, 0]
      })
    let end = try #require(records[(detach + 1)...].firstIndex { $0.id == records[detach].id })
    let other = try #require(reset.first)
    let moved = [records[other], records[other + 1]].map { record in
      var record = record
      record.bytes[0] ^= 0x55
      record.frame = records[end].frame
      record.nanoseconds = records[end].nanoseconds
      if record.isSubmission { record.bytes[44] = 77 }
      return record
    }
    records.insert(contentsOf: moved, at: end)
    #expect(!story(capture, records).contains("DFU_DETACH without its end"))
  }
}
