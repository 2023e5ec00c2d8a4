/// What shows that records are missing, told from the records alone.
///
/// It pairs without the program's pairing, so that the tests have a second opinion.
struct LossSign {
  /// The frames of control records without their other half.
  private(set) var unpaired: Set<Int> = []
  /// The number of records that the recorder cut.
  private(set) var cut = 0

  private struct Block: Hashable {
    var id: [UInt8]
    var place: RecordedCapture.Record.Place
  }

  init(in records: some Sequence<RecordedCapture.Record>) {
    var waiting: [Block: RecordedCapture.Record] = [:]
    for record in records {
      if record.bytes.count < record.originalLength { cut += 1 }
      guard record.isControl else { continue }
      let block = Block(id: record.id, place: record.place)
      let before = waiting.removeValue(forKey: block)
      if record.isSubmission {
        waiting[block] = record
        if let before { unpaired.insert(before.frame) }
      } else if let before, Self.belong(before, record) {
        continue
      } else {
        unpaired.formUnion([record.frame] + (before.map { [$0.frame] } ?? []))
      }
    }
    unpaired.formUnion(waiting.values.map(\.frame))
  }

  /// Both halves have one direction, and no more bytes move than were asked for: the kernel ends
  /// a longer answer with an error (kernel documentation, usb/error-codes, EOVERFLOW).
  private static func belong(
    _ submission: RecordedCapture.Record, _ completion: RecordedCapture.Record
  ) -> Bool {
    submission.isIn == completion.isIn && completion.length <= submission.length
  }

  /// Whether these records show a loss that those of `whole` do not show.
  func shows(moreThan whole: LossSign) -> Bool {
    cut > whole.cut || !unpaired.isSubset(of: whole.unpaired)
  }
}
