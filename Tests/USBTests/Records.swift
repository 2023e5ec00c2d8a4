import TestSupport
import USB

/// The records of a capture without the file format, in libpcap's byte order.
struct Records {
  private(set) var all: [(bytes: [UInt8], moment: Moment)] = []
  let form: UsbmonHeader

  /// Makes the records that `traffic` writes.
  init(
    header: CaptureWriter.Header = .long, flavour: CaptureWriter.Flavour = .usbmon,
    _ traffic: (inout CaptureWriter) -> Void
  ) {
    var writer = CaptureWriter(.pcapNanoseconds, header: header, flavour: flavour)
    traffic(&writer)
    form = header == .short ? .short : .long
    var offset = 24
    func number(_ at: Int) -> Int { Int(writer.bytes.span.littleEndian32(at: at)) }
    while offset < writer.bytes.count {
      let start = offset + 16
      let end = start + number(offset + 8)
      let time = Int64(number(offset)) * 1_000_000_000 + Int64(number(offset + 4))
      all.append(
        (Array(writer.bytes[start..<end]), Moment(frame: all.count + 1, nanoseconds: time)))
      offset = end
    }
  }

  /// The records except those with these frame numbers.
  func without(_ frames: Int...) -> Records {
    var copy = self
    copy.all.removeAll { frames.contains($0.moment.frame) }
    return copy
  }

  /// Cuts a record to a length, like a snap length.
  mutating func cut(frame: Int, to length: Int) {
    all[frame - 1].bytes.removeLast(all[frame - 1].bytes.count - length)
  }
}

extension Records {
  /// The records after `change`: it replaces the bytes of each record by none, one or several.
  func mapBytes(_ change: ([UInt8]) -> [[UInt8]]) -> Records {
    var copy = self
    copy.all = []
    for (bytes, moment) in all {
      for changed in change(bytes) {
        copy.all.append(
          (changed, Moment(frame: copy.all.count + 1, nanoseconds: moment.nanoseconds)))
      }
    }
    return copy
  }
}

/// The output of the assembler and the ledger for given records.
struct Assembly {
  /// One output of a record.
  enum Output: Equatable {
    case transfer(ControlTransfer)
    case lostSubmission(DeviceAddress, Moment)
  }

  var outputs: [Output] = []
  /// The writer's name.
  var name: String?
  var limits: [String] = []
  var ledger = RecordLedger()

  init(_ records: Records, disposition: Disposition = .used) {
    var decoder = UsbmonDecoder(records.form)
    for (bytes, moment) in records.all {
      switch decoder.kind(of: bytes.span) {
      case .control:
        let lost = decoder.accept(bytes.span, at: moment) { take($0, $1, disposition) }
        if let lost {
          outputs.append(.lostSubmission(lost, moment))
          ledger.countLostSubmission()
        }
      case .other(let device): ledger.countNonControl(device)
      case .bus: ledger.countBus()
      case .undecodable: ledger.countUndecodable()
      }
    }
    decoder.finish { take($0, $1, disposition) }
    ledger.countCopies(decoder.copies)
    name = decoder.name
    limits = decoder.limits
  }

  private mutating func take(
    _ transfer: ControlTransfer, _ records: Int, _ disposition: Disposition
  ) {
    outputs.append(.transfer(transfer))
    ledger.settle(transfer, records: records, as: disposition)
  }

  var transfers: [ControlTransfer] {
    outputs.compactMap { if case .transfer(let transfer) = $0 { transfer } else { nil } }
  }

  /// One word for each output: the frames of submission and completion, and the outcome.
  var summary: [String] {
    outputs.map {
      switch $0 {
      case .transfer(let transfer):
        "\(transfer.submitted.frame)-\(transfer.completed.map { "\($0.frame)" } ?? "") "
          + "\(transfer.outcome)"
      case .lostSubmission(let device, let moment): "-\(moment.frame) lost \(device)"
      }
    }
  }
}

extension SetupPacket {
  static let getStatus = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)
  static let getState = SetupPacket(requestType: .classInterfaceIn, request: 5, length: 1)
  static let clrStatus = SetupPacket(requestType: .classInterfaceOut, request: 4)

  static func dnload(_ block: UInt16, length: UInt16) -> SetupPacket {
    SetupPacket(requestType: .classInterfaceOut, request: 1, value: block, length: length)
  }
}
