import TestSupport
import USB

/// A dialect of records that only the tests have. A record is an event of a USB request block.
///
/// The record has a header of 16 bytes and then the data. Byte 0 is 1 for a submission and 2 for
/// a completion. Then follow the endpoint, the bus, the address, the id, the outcome, and the
/// length in two bytes. In a submission, the setup packet comes next.
struct ToyURBDialect: URBDialect {
  static let headerLength = 16

  let name: String? = "toy events"
  let limits = ["Only the tests know it."]

  func kind(of record: Span<UInt8>) -> RecordKind {
    guard record.count >= Self.headerLength else {
      return .undecodable(.tooShort(bytes: record.count))
    }
    guard record[0] == 1 || record[0] == 2 else { return .undecodable(.unknownKind(record[0])) }
    return record[1] == 0 ? .control : .other(device(record))
  }

  func event(in record: Span<UInt8>) -> URBEvent? {
    URBEvent(
      kind: record[0] == 1 ? .submit : .complete, id: UInt64(record[4]), device: device(record),
      status: Int32(record[5]), urbLength: Int(record.littleEndian16(at: 6)),
      dataLength: record.count - Self.headerLength,
      payload: Self.headerLength..<record.count)
  }

  func setup(in record: Span<UInt8>) -> SetupPacket? { SetupPacket(record, at: 8) }

  func mostMoved(by submission: URBEvent, _ setup: SetupPacket) -> Int? { nil }

  func learn(from submission: URBEvent, _ setup: SetupPacket) {}

  func ending(of completion: URBEvent, isIn: Bool, submittedLength: Int) -> URBEnding {
    URBEnding(
      outcome: TransferOutcome(rawValue: UInt8(completion.status)) ?? .unknown,
      actualLength: completion.urbLength)
  }

  private func device(_ record: Span<UInt8>) -> DeviceAddress {
    DeviceAddress(bus: UInt16(record[2]), address: record[3])
  }

  // MARK: - Writing

  /// The link type of the files that the tests write: LINKTYPE_USER0.
  static let linkType: UInt32 = 147

  /// Writes a capture of these transfers, two records each.
  static func file(_ transfers: [ControlTransfer]) -> [UInt8] {
    var writer = CaptureWriter(.pcapNanoseconds, linkType: linkType)
    writer.append(raw: record(1, transfers.first?.device, endpoint: 2))
    writer.append(raw: [9, 9])
    for transfer in transfers {
      let isIn = transfer.setup.requestType.direction == .deviceToHost
      writer.nanoseconds = transfer.submitted.nanoseconds
      writer.append(
        raw: record(1, transfer.device, tail: transfer.setup.bytes + (isIn ? [] : transfer.data)))
      guard let completed = transfer.completed else { continue }
      writer.nanoseconds = completed.nanoseconds
      writer.append(
        raw: record(
          2, transfer.device, outcome: transfer.outcome, length: transfer.actualLength ?? 0,
          tail: [UInt8](repeating: 0, count: 8) + (isIn ? transfer.data : [])))
    }
    return writer.bytes
  }

  private static func record(
    _ kind: UInt8, _ device: DeviceAddress?, endpoint: UInt8 = 0,
    outcome: TransferOutcome = .acknowledged, length: Int = 0,
    tail: [UInt8] = [UInt8](repeating: 0, count: 8)
  ) -> [UInt8] {
    [
      kind, endpoint, UInt8(device?.bus ?? 0), device?.address ?? 0, 7, outcome.rawValue,
      UInt8(length & 0xFF), UInt8(length >> 8),
    ] + tail
  }
}
