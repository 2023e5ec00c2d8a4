import Foundation
import USB

/// Writes the CSV export of Total Phase's Data Center, from a Beagle analyser.
///
/// Layout: exports that the analyser's users published, and the Data Center's manual ("Export"):
/// comment lines, the last of which names the columns, then one record a line. Resets are records
/// of their own. The number of the bus is not shown. The rows of packets and their bytes are those
/// of a mail to linux-usb of 4 September 2023 ("usb: hcd: xhci: Add set command timer delay API").
package struct WrittenTotalPhase: Hashable, Sendable {
  /// Whether each transaction shows its packets below it and all of its data in a column of its
  /// own. Else only the first bytes are shown, in the summary.
  package var isNested = false
  /// Whether the rows of transactions were left out of the export, and only the packets are in it.
  package var hasPacketsOnly = false

  /// The most bytes that a summary shows.
  package static let summaryLimit = 24

  /// The text of a story.
  func text(of story: BusStory) -> String {
    let columns =
      isNested
      ? "Level,Sp,Index,m:s.ms.us,Dur,Len,Err,Dev,Ep,Record,Data,Summary,ASCII"
      : "Level,Sp,Index,m:s.ms.us,Dur,Len,Err,Dev,Ep,Record,Summary"
    var rows = Rows(isNested: isNested, hasPacketsOnly: hasPacketsOnly)
    for event in story.events {
      switch event {
      case .control(let transfer): rows.add(transfer, maxPacketSize: Int(story.maxPacketSize))
      case .interrupt(let device, let endpoint, let data, let time):
        let transaction = WrittenTransaction(token: .in, data: (data, false), handshake: .ack)
        rows.add(transaction, device, endpoint, at: time, lasting: 10_000)
      case .reset(let from, let to):
        rows.add("<Reset> / <Target disconnected>", at: from)
        rows.add("<Unreset> / <Target connected>", at: to)
      case .rootHub: break
      }
    }
    return "# Total Phase Data Center(tm) v6.73\n# www.totalphase.com\n#\n# \(columns)\n"
      + rows.text
  }

  /// The rows so far.
  private struct Rows {
    let isNested: Bool
    let hasPacketsOnly: Bool
    var text = ""
    private var index = 0
    /// The time of the first row, from which the analyser counts.
    private var start: Int64?

    init(isNested: Bool, hasPacketsOnly: Bool) {
      self.isNested = isNested
      self.hasPacketsOnly = hasPacketsOnly
    }

    /// A row without a transaction.
    mutating func add(_ record: String, at time: Int64) {
      row(Row(level: 0, time: time, record: record))
    }

    mutating func add(_ transfer: ControlTransfer, maxPacketSize: Int) {
      let transactions = WrittenTransaction.control(transfer, maxPacketSize: maxPacketSize)
      let begin = transfer.submitted.nanoseconds
      let step = (transfer.ended.nanoseconds - begin) / Int64(transactions.count)
      add("[1 SOF]", at: begin - 10_000)
      if isNested, !hasPacketsOnly {
        let refusal = transfer.outcome == .stalled ? " (STALL)" : ""
        row(
          Row(
            level: 0, time: begin, duration: transfer.ended.nanoseconds - begin,
            length: transfer.data.count, place: (transfer.device, 0),
            record: "Control Transfer\(refusal)", data: transfer.data))
      }
      for (position, transaction) in transactions.enumerated() {
        add(
          transaction, transfer.device, 0, level: isNested ? 1 : 0,
          at: begin + step * Int64(position), lasting: step)
      }
    }

    mutating func add(
      _ transaction: WrittenTransaction, _ device: DeviceAddress, _ endpoint: UInt8, level: Int = 0,
      at time: Int64, lasting duration: Int64
    ) {
      let name = "\(transaction.token)".uppercased()
      let refusal = transaction.handshake == .stall ? " (STALL)" : ""
      if !hasPacketsOnly {
        row(
          Row(
            level: level, time: time, duration: duration, length: transaction.data?.bytes.count,
            place: (device, endpoint), record: "\(name) txn\(refusal)",
            data: transaction.data?.bytes ?? []))
      }
      guard isNested else {
        index += 3
        return
      }
      var packet = Row(
        level: level + 1, time: time, duration: 1_000, length: 3, place: (device, endpoint),
        record: "   \(name) packet", data: WrittenWire.token(transaction.token, device, endpoint))
      row(packet)
      if let data = transaction.data {
        packet.data = [data.isOdd ? 0x4B : 0xC3] + data.bytes
        packet.data += WireChecksum.crc16(data.bytes).bytes()
        packet.length = packet.data.count
        packet.record = "   DATA\(data.isOdd ? 1 : 0) packet"
        row(packet)
      }
      guard let handshake = transaction.handshake else { return }
      packet.data = [handshake.rawValue]
      packet.length = 1
      packet.time = time + duration
      packet.record = "   " + "\(handshake)".uppercased() + " packet"
      row(packet)
    }

    // MARK: - One row

    private struct Row {
      var level: Int
      var time: Int64
      var duration: Int64?
      var length: Int?
      var place: (device: DeviceAddress, endpoint: UInt8)?
      var record: String
      var data: [UInt8] = []
    }

    private mutating func row(_ row: Row) {
      let zero = start ?? row.time
      start = zero
      var columns = ["\(row.level)", row.place == nil ? "" : "FS", "\(index)"]
      columns.append(Self.clock(row.time - zero))
      columns.append(row.duration.map(Self.duration) ?? "")
      columns += [row.length.map { "\($0) B" } ?? "", ""]
      columns.append(row.place.map { Self.twoDigits($0.device.address) } ?? "")
      columns.append(row.place.map { Self.twoDigits($0.endpoint) } ?? "")
      columns.append(row.record)
      columns += isNested ? [Self.hex(row.data), "", ""] : [Self.summary(row.data)]
      text += columns.joined(separator: ",") + "\n"
      index += 1
    }

    private static func hex(_ data: some Sequence<UInt8>) -> String {
      data.map { String(format: "%02X", $0) }.joined(separator: " ")
    }

    /// The first bytes, and a sign that there are more.
    private static func summary(_ data: [UInt8]) -> String {
      let limit = WrittenTotalPhase.summaryLimit
      return hex(data.prefix(limit)) + (data.count > limit ? "…" : "")
    }

    private static func twoDigits(_ number: UInt8) -> String { String(format: "%02d", Int(number)) }

    private static func duration(_ nanoseconds: Int64) -> String {
      String(format: "%lld.%03lld us", nanoseconds / 1_000, nanoseconds % 1_000)
    }

    /// `m:s.ms.us`.
    private static func clock(_ nanoseconds: Int64) -> String {
      let microseconds = nanoseconds / 1_000
      return String(
        format: "%lld:%02lld.%03lld.%03lld", microseconds / 60_000_000,
        microseconds / 1_000_000 % 60, microseconds / 1_000 % 1_000, microseconds % 1_000)
    }
  }
}
