import Checker
import DFU
import SpecTable
import USB

/// One exchange of the grid: a request in one form, in one state, with one answer.
struct DeviationCell {
  var state: State
  var form: Form
  var answer: Answer

  /// A request with the fields and the past that deviations name as their cause.
  struct Form {
    /// The name that the overlays give it, or its number.
    var name: String
    var setup: SetupPacket
    /// The numbers of the blocks that were sent before it.
    var blocks: [UInt16] = []
    var isConfigured = true

    /// Whether the blocks fill pages of four: the first number and each fifth one 4 divides.
    var fillsPages: Bool { blocks.enumerated().allSatisfy { $0 % 4 != 0 || $1 % 4 == 0 } }
    var length: UInt16 { setup.length }
  }

  /// What comes back.
  struct Answer: Hashable {
    var kind: Kind
    /// The state and bStatus that a report shows.
    var shown: State?
    var status: Status?

    enum Kind: Hashable { case ack, stall, silence, overflow, none, some, full, report, byte }
  }

  /// The transfer, as the alphabet of the checker has it.
  var transfer: ControlTransfer {
    let length = Int(form.setup.length)
    let (outcome, data): (TransferOutcome, [UInt8]) =
      switch answer.kind {
      case .ack, .none: (.acknowledged, [])
      case .stall: (.stalled, [])
      case .silence: (.timedOut, [])
      case .overflow: (.overflowed, [])
      case .some: (.acknowledged, [UInt8](repeating: 0xA5, count: length - 1))
      case .full: (.acknowledged, [UInt8](repeating: 0xA5, count: length))
      case .report:
        (.acknowledged, [answer.status?.rawValue ?? 0, 0, 0, 0, answer.shown?.rawValue ?? 0, 0])
      case .byte: (.acknowledged, [answer.shown?.rawValue ?? 0])
      }
    var transfer = RowStage.transfer(form.setup, outcome, data, at: RowProbe.moment)
    if form.setup.requestType.direction == .hostToDevice {
      transfer.actualLength = length
      transfer.data = [UInt8](repeating: 0x5A, count: length)
    }
    return transfer
  }

  /// The exchange in words, for the message of a failing test.
  var text: String {
    "\(form.name) \(form.setup.value) \(form.length) after \(form.blocks) in \(state.name): "
      + "\(answer.kind) \(answer.shown?.name ?? "") \(answer.status?.name ?? "")"
  }
}

extension DeviationCell {
  /// Every state, every form of a request, every answer to it.
  static let all: [DeviationCell] = State.allCases.flatMap { state in
    forms.flatMap { form in
      answers(to: form).map { DeviationCell(state: state, form: form, answer: $0) }
    }
  }

  private static let forms: [Form] = downloads + uploads + questions + commands + others

  private static let downloads: [Form] = [UInt16(0), 1, 4].flatMap { block in
    [UInt16(0), 64, 65].flatMap { length in
      [[], [0], [1], [0, 1, 2, 3], [0, 1, 2, 3, 5]].map { (past: [UInt16]) in
        Form(
          name: "DFU_DNLOAD", setup: ClassRequest.dnload.setup(value: block, length: length),
          blocks: past)
      }
    }
  }

  private static let uploads: [Form] = [UInt16(0), 63, 64, 65].map {
    Form(name: "DFU_UPLOAD", setup: ClassRequest.upload.setup(length: $0))
  }

  private static let questions: [Form] = [true, false].flatMap { isConfigured in
    [UInt16(5), 6, 7].map {
      Form(
        name: "DFU_GETSTATUS", setup: ClassRequest.getStatus.setup(length: $0),
        isConfigured: isConfigured)
    }
      + [UInt16(0), 1, 2].map {
        Form(
          name: "DFU_GETSTATE", setup: ClassRequest.getState.setup(length: $0),
          isConfigured: isConfigured)
      }
  }

  private static let commands: [Form] = [true, false].flatMap { isConfigured in
    [ClassRequest.clrStatus, .abort, .detach].map {
      Form(name: $0.name, setup: $0.setup(), isConfigured: isConfigured)
    }
  }

  /// Requests that DFU does not define: bmRequestType, bRequest and the values of wLength.
  private static let others: [Form] = [
    (UInt8(0x21), UInt8(0xF0), [UInt16(0)]), (0x21, 0xF1, [0]), (0x21, 0xF2, [0]),
    (0x21, 0xF3, [0]), (0x21, 0xF4, [0]), (0x21, 0xF5, [0]), (0x21, 0xF6, [0]), (0x41, 0xF1, [0]),
    (0x21, 2, [0, 64, 65]), (0x21, 3, [5, 6]), (0x21, 5, [0, 1, 2]), (0xA1, 1, [0, 64]),
    (0xA1, 6, [0, 8]), (0x21, 0x77, [0]), (0xA1, 0x77, [4]),
  ].flatMap { (type: UInt8, request: UInt8, lengths: [UInt16]) in
    lengths.map { length in
      Form(
        name: String(UInt16(type) << 8 | UInt16(request), radix: 16, uppercase: true),
        setup: SetupPacket(
          requestType: RequestType(rawValue: type), request: request, value: 0, index: 0,
          length: length))
    }
  }

  private static func answers(to form: Form) -> [Answer] {
    let common = [Answer(kind: .stall), Answer(kind: .silence)]
    let isIn = form.setup.requestType.direction == .deviceToHost
    guard isIn, form.length > 0 else {
      return common + [Answer(kind: .ack)] + (isIn ? [Answer(kind: .overflow)] : [])
    }
    let data = common + [Answer(kind: .overflow), Answer(kind: .none)]
    switch (form.name, form.length) {
    case ("DFU_GETSTATUS", 6):
      return data
        + State.allCases.flatMap { state in
          [Status.ok, .errVERIFY].map { Answer(kind: .report, shown: state, status: $0) }
        }
    case ("DFU_GETSTATE", 1):
      return data + State.allCases.map { Answer(kind: .byte, shown: $0) }
    default: return data + [Answer(kind: .some), Answer(kind: .full)]
    }
  }
}
