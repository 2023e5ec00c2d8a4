import CaptureIO
import DFU
import Testing
import USB

@testable import Suite

/// A submission whose completion is lost, where its id is not used again.
///
/// Nobody knows what became of it. So a gap is told before whatever its device does next, and the
/// request is not judged in the state of the device's successor.
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
    case .gap: "gap"
    case .described, .configured, .interfaceSet, .end: "other"
    }
  }

  private static func word(_ transfer: ControlTransfer) -> String {
    ClassRequest(transfer.setup)?.name ?? "request"
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

  // The host resets the port after DETACH unless bitWillDetach is set (DFU 1.1, 5.1). So the DETACH
  // was sent in run-time mode, and a DFU-mode device must not be taken for its addressee.
  @Test(arguments: [
    "xhci-detach-reset-download-upload", "xua-4.2.0-xhci-dfu-util", "will-detach",
  ])
  func `a DETACH without its end is a gap before what it leads to`(_ name: String) throws {
    let shipped = try #require(ShippedCapture.all.first { $0.name == name })
    let capture = try RecordedCapture(shipped)
    let whole = story(capture, capture.records)
    let told = story(capture, try withoutDetachEnding(withNewIDs(capture)))
    let detach = try #require(whole.firstIndex(of: "DFU_DETACH"))
    let gap = try #require(told.firstIndex(of: "gap"))
    let before = whole[..<detach].filter { $0 != "left" }
    #expect(told[..<gap].filter { $0 != "left" } == before)
    #expect(told[gap...].contains("attached"))
    let asked = whole.filter { $0 == "DFU_DETACH" }.count
    #expect(told.filter { $0 == "DFU_DETACH" }.count == asked - 1)
  }

  // The hub has an endpoint 0 of its own: what it answers ends nothing on the device.
  @Test func `a request that is answered after a transfer of the hub is no gap`() throws {
    let shipped = try #require(
      ShippedCapture.all.first { $0.name == "xhci-detach-reset-download-upload" })
    let capture = try RecordedCapture(shipped)
    var records = withNewIDs(capture)
    let detach = try #require(
      records.firstIndex { $0.isControl && $0.isSubmission && $0.bytes[40...41] == [0x21, 0] })
    let end = try #require(records[(detach + 1)...].firstIndex { $0.id == records[detach].id })
    let asked = try #require(
      records.firstIndex { $0.isControl && $0.isSubmission && $0.place.address == 1 })
    let answered = try #require(
      records[(asked + 1)...].firstIndex { $0.id == records[asked].id })
    let again = [asked, answered].map { place in
      var record = records[place]
      record.bytes[2] = 2
      record.frame = records[end].frame
      record.nanoseconds = records[end].nanoseconds
      return record
    }
    records.insert(contentsOf: again, at: end)
    #expect(story(capture, records) == story(capture, capture.records))
  }
}
