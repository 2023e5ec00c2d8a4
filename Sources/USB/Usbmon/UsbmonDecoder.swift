// usbmon: everything that knows its bytes, for reading and writing.
//
// It never opens a file and never judges. Start here: this decoder reads the captures. Then read
// UsbmonURBs (records to events), UsbmonWriter (how usbmon, QEMU and sigrok fill in the same
// header) and UsbmonRecord (writes the records of `serve`). UsbmonLayout holds the offsets.

/// Reads captures of Linux's usbmon, link types 189 and 220.
///
/// It wraps the shared assembler so that the compiler specialises the assembler for usbmon in this
/// module. As a generic type called from another module, the assembler would cost several times as
/// much.
package struct UsbmonDecoder: TransferDecoder {
  private var assembler: ControlAssembler<UsbmonURBs>

  /// Makes a decoder of records with this header. `writer`: who wrote them, where that is not to be
  /// found out from the records.
  package init(_ header: UsbmonHeader, writer: UsbmonWriter? = nil) {
    assembler = ControlAssembler(UsbmonURBs(header, writer: writer))
  }

  /// The writer of the records: `usbmon`, `QEMU`, `sigrok` or `usbmon, converted`.
  package var name: String? { assembler.name }

  /// What the writer's records do not show.
  package var limits: [String] { assembler.limits }

  /// The bits of streams.
  package var streamBits: StreamBits? { assembler.streamBits }

  /// Whether a record is one of a stream.
  @inline(__always)
  package func isOfStream(_ record: Span<UInt8>) -> Bool { assembler.isOfStream(record) }

  /// Classifies a record.
  @inline(__always)
  package mutating func kind(of record: Span<UInt8>) -> RecordKind { assembler.kind(of: record) }

  /// Takes in a control record.
  package mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    assembler.accept(record, at: moment, emit: emit)
  }

  /// Emits the transfers that still wait.
  package mutating func finish(emit: TransferEmit) { assembler.finish(emit: emit) }

  /// Whether a transfer still waits although a later one has begun.
  @inline(__always)
  package var isOvertaken: Bool { assembler.isOvertaken }

  /// The moment of the last transfer to this device that was sent before `moment` and still waits.
  package func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
    assembler.waiting(at: device, before: moment)
  }

  /// The number of records that a second recorder wrote of an event.
  package var copies: Int { assembler.copies }
}
