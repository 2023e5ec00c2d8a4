// usbmon's text: everything that knows its words.
//
// Start here: this decoder reads the captures. Then read UsbmonLine (a line to a usbmon record) and
// UsbmonTextClock. The control records are paired as those of usbmon's binary form are: each line
// is written into the layout of UsbmonRecord, which UsbmonURBs reads.

/// Reads the text of Linux's usbmon: `1u`, `0u` and the older `1t` (kernel documentation,
/// usb/usbmon, "Raw text data format").
package struct UsbmonTextDecoder: LineDecoder {
  private var assembler = ControlAssembler(UsbmonURBs(.long))
  private var clock = UsbmonTextClock()
  /// The last control record, in the layout of usbmon's binary form.
  private var record: [UInt8] = []
  /// Whether the lines are of the form `1t`, which has no number for the bus.
  private var lacksBus = false

  /// A decoder of a text that begins with any line.
  package init() {}

  /// The dialect's name.
  package var name: String? { "usbmon text" }

  /// What the text does not show.
  package var limits: [String] {
    [
      "Of the data of a transfer at most 32 bytes are shown.",
      "The clock starts again after 4096 s, so a longer pause looks shorter.",
      "A frame is a line of the file, counted from 1.",
    ] + (lacksBus ? ["The number of the bus is not shown: 0 stands for it."] : [])
  }

  /// Whether a text is usbmon's, as its first line tells. Comments and empty lines may come before.
  package static func recognises(_ beginning: Span<UInt8>) -> Bool {
    var position = 0
    while let range = beginning.nextLine(&position) {
      let line = beginning.extracting(range)
      guard isComment(line) else { return UsbmonLine.beginning(of: line) != nil }
    }
    return false
  }

  /// The time of a line; comments and empty lines are no records.
  package mutating func stamp(of line: Span<UInt8>) -> LineStamp {
    guard !Self.isComment(line) else { return .notARecord }
    guard let microseconds = UsbmonLine.beginning(of: line)?.microseconds else { return .unknown }
    return .at(nanoseconds: clock.unwrapped(microseconds) * 1000)
  }

  /// Classifies a line.
  package mutating func kind(of line: Span<UInt8>) -> RecordKind {
    guard let beginning = UsbmonLine.beginning(of: line) else { return .undecodable(.malformed) }
    lacksBus = !beginning.pipe.hasBus
    guard beginning.pipe.isControl else { return .other(beginning.pipe.device) }
    do throws(Undecodable) {
      record = try UsbmonLine.record(of: line, after: beginning).bytes(.long, nanoseconds: 0)
      return .control
    } catch {
      return .undecodable(error)
    }
  }

  /// Takes in the control line that was classified last.
  package mutating func accept(
    _ line: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    let record = record
    return assembler.accept(record.span, at: moment, emit: emit)
  }

  /// Emits the transfers that still wait.
  package mutating func finish(emit: TransferEmit) { assembler.finish(emit: emit) }

  /// Whether a transfer still waits although a later one has begun.
  package var isOvertaken: Bool { assembler.isOvertaken }

  /// The moment of the last transfer to this device that was sent before `moment` and still waits.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    assembler.waiting(at: device, before: moment)
  }

  /// The number of lines that a second recorder wrote of an event.
  package var copies: Int { assembler.copies }

  private static func isComment(_ line: Span<UInt8>) -> Bool {
    var position = 0
    guard let word = line.nextWord(&position) else { return true }
    return line[word.lowerBound] == UInt8(ascii: "#")
  }
}
