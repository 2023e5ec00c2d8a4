// usbmon: everything that knows its bytes, read and written.
//
// It never opens a file and never judges. Start here: the decoder is what a capture is read with.
// Then read UsbmonURBs (records to events), UsbmonWriter (how usbmon, QEMU and sigrok fill the
// same header in) and UsbmonRecord (the writer of `serve`). UsbmonLayout holds the offsets.

/// Reads captures of Linux's usbmon, link types 189 and 220.
///
/// It wraps the shared assembler so that the compiler makes a copy of that for usbmon alone, in
/// this module: called as a generic type from another one, it would cost several times as much.
package struct UsbmonDecoder: TransferDecoder {
  private var assembler: ControlAssembler<UsbmonURBs>

  /// Reads records with this header.
  package init(_ header: UsbmonHeader) {
    assembler = ControlAssembler(UsbmonURBs(header))
  }

  /// The writer of the records: `usbmon`, `QEMU` or `sigrok`.
  package var name: String? { assembler.name }

  /// What that writer leaves out.
  package var limits: [String] { assembler.limits }

  /// Looks at a record.
  @inline(__always)
  package mutating func kind(of record: Span<UInt8>) -> RecordKind { assembler.kind(of: record) }

  /// Takes in a control record.
  package mutating func accept(
    _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
  ) -> DeviceAddress? {
    assembler.accept(record, at: moment, emit: emit)
  }

  /// Hands out what waits.
  package mutating func finish(emit: TransferEmit) { assembler.finish(emit: emit) }
}
