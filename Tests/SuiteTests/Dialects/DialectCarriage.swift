import TestSupport

/// What a dialect carries of what happens on a bus, from its published layout. The writers in
/// `TestSupport/Dialects` name the sources.
struct DialectCarriage {
  /// The numbers that tell devices apart.
  enum Bus {
    /// The host's number.
    case number
    /// None: a recording is of one bus.
    case none
  }

  /// What a reset of a port leaves behind.
  enum Reset {
    /// The host's requests to the root hub (kernel documentation, usb/usbmon: all of the host's
    /// requests are recorded).
    case requests
    /// Nothing.
    case nothing
  }

  /// How a device is seen to arrive.
  enum Arrival {
    /// By SET_ADDRESS to the default address.
    case addressing
    /// By requests to an address that was not there before. That of the first device is not new.
    case newAddress
  }

  /// Whether the completion tells a STALL from a success without data.
  var stalls = true
  /// Whether completions are there at all.
  var completions = true
  var bus = Bus.number
  var reset = Reset.nothing
  var arrival = Arrival.addressing
  /// The most bytes of a data stage that are shown; nil where all are.
  var mostData: Int?
  /// The greatest difference in time, in nanoseconds. On the wire a request has the time of its
  /// data packet, not of the token before it.
  var timeError: Int64 = 0

  init(_ dialect: WrittenDialect) {
    switch dialect {
    case .usbmon(let form): lose(what: form.program)
    case .usbmonText(let form):
      // Kernel documentation, usb/usbmon, "Raw text data format".
      bus = form.showsBus ? .number : .none
      reset = .requests
      mostData = 32
    case .usbpcap, .darwin:
      // desowin.org/usbpcap/capture_limitations.html; on macOS the controller gives the address.
      arrival = .newAddress
    case .freeBSD:
      // FreeBSD, usb_pf.c: the address is the device index, so that SET_ADDRESS goes to it too.
      arrival = .newAddress
    case .wire:
      // tcpdump.org/linktypes: a record is a packet, and nothing else is recorded.
      bus = .none
      timeError = 60_000
    case .totalPhase(let form):
      // The row of a reset says that it may be a device that left: on the wire both look the same.
      bus = .none
      mostData = form.isNested ? nil : WrittenTotalPhase.summaryLimit
      timeError = 1_000
    }
  }

  private mutating func lose(what program: WrittenUsbmon.Program) {
    switch program {
    case .kernel: reset = .requests
    case .qemu:
      // QEMU, hw/usb/pcap.c: answers that come later are not written.
      completions = false
      bus = .none
    case .sigrok:
      // libsigrokdecode, usb_request: status and bus are 0.
      stalls = false
      bus = .none
    case .converter:
      // usbmon2pcap.c: what usbmon's text has; a status of 0 in submissions makes the writer
      // unknown, but -32 stays a STALL.
      reset = .requests
      mostData = 32
    }
  }

  /// Whether the descriptors of the stories are shown to their end.
  var showsDescriptors: Bool { (mostData ?? .max) >= Self.longestDescriptor }

  /// The length of the run-time configuration of the stories, in bytes.
  private static let longestDescriptor = 43
}
