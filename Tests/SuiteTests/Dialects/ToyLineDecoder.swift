import USB

/// A dialect of lines that only the tests have. Each line is a completed transfer.
///
/// The form is `begin,end,BUS.ADDR,setup,outcome,length,data`. Times are in nanoseconds, bytes in
/// hexadecimal digits. `begin,BUS.ADDR` is a transfer of another endpoint. `#` begins a comment.
struct ToyLineDecoder: LineDecoder {
  let name: String? = "toy lines"
  let limits = ["Only the tests know it."]

  static func recognises(_ beginning: Span<UInt8>) -> Bool {
    beginning.count > 7 && beginning[2] == UInt8(ascii: "b") && beginning[7] == UInt8(ascii: ",")
  }

  func stamp(of line: Span<UInt8>) -> LineStamp {
    guard line.count > 0, line[0] != UInt8(ascii: "#") else { return .notARecord }
    return Int64(words(line)[0]).map { .at(nanoseconds: $0) } ?? .unknown
  }

  func kind(of line: Span<UInt8>) -> RecordKind {
    let words = words(line)
    if words.count == 2, let device = DeviceAddress(words[1]) { return .other(device) }
    return words.count == 7 ? .control : .undecodable(.tooShort(bytes: line.count))
  }

  func accept(
    _ line: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    let words = words(line)
    let bytes = Hex.bytes(words[3]) ?? []
    guard let end = Int64(words[1]), let device = DeviceAddress(words[2]),
      let setup = SetupPacket(bytes.span),
      let outcome = UInt8(words[4]).flatMap({ TransferOutcome(rawValue: $0) })
    else { return nil }
    let transfer = ControlTransfer(
      device: device, setup: setup, outcome: outcome, rawStatus: nil,
      actualLength: Int(words[5]), data: Hex.bytes(words[6]) ?? [], submitted: moment,
      completed: Moment(frame: moment.frame, nanoseconds: end))
    emit(transfer, 1)
    return nil
  }

  func finish(emit: TransferEmit) {}

  let isOvertaken = false

  func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? { nil }

  private func words(_ line: Span<UInt8>) -> [String] {
    String(decoding: line.indices.map { line[$0] }, as: UTF8.self)
      .split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  // MARK: - Writing

  /// Writes these transfers as text, one line each.
  static func text(_ transfers: [ControlTransfer]) -> [UInt8] {
    var text = "# begin,end,device,setup,outcome,length,data\r\n\nno line of a transfer\n"
    if let first = transfers.first { text += "0,\(first.device)\n" }
    for transfer in transfers {
      let length = transfer.actualLength.map { "\($0)" } ?? ""
      text += "\(transfer.submitted.nanoseconds),\(transfer.ended.nanoseconds),"
      text += "\(transfer.device),\(Hex.pairs(transfer.setup.bytes)),"
      text += "\(transfer.outcome.rawValue),\(length),\(Hex.pairs(transfer.data))\n"
    }
    return Array(text.utf8)
  }
}
