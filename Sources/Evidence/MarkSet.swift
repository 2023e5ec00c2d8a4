package import DFU
package import SpecTable
package import USB

/// The marks that one observation sets, one bit a mark (`Mark.rawValue`).
package struct MarkSet: OptionSet, Hashable, Sendable {
  /// Bit n stands for the mark of raw value n.
  package var rawValue: UInt64

  /// The set with these bits.
  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The set of one mark.
  package init(_ mark: Mark) {
    self.init(rawValue: 1 &<< UInt64(mark.rawValue))
  }

  /// The set of all these marks.
  package init(_ marks: [Mark]) {
    self = marks.reduce(into: MarkSet()) { $0.formUnion(MarkSet($1)) }
  }

  private mutating func add(_ mark: Mark) { rawValue |= MarkSet(mark).rawValue }
}

// MARK: - Reading them from an exchange

extension MarkSet {
  /// The marks that an exchange sets. `mode` is the one that the device is in, nil when that is
  /// not known: a STALL in run-time mode sets no mark.
  package init(_ transfer: borrowing ControlTransfer, mode: Mode?) {
    switch ClassRequest(transfer.setup) {
    case .getStatus?: self.init(status: transfer)
    case .getState?: self.init(shown: transfer.data.first.flatMap { State(rawValue: $0) })
    case .detach?: self.init(plain: transfer, mode, acknowledged: .detachAcknowledged)
    case .clrStatus?: self.init(plain: transfer, mode, acknowledged: .clrStatusAcknowledged)
    case .abort?: self.init(plain: transfer, mode, acknowledged: .abortAcknowledged)
    case .dnload?:
      let mark = transfer.setup.length == 0 ? Mark.zeroDnloadAcknowledged : .dnloadAcknowledged
      self.init(plain: transfer, mode, acknowledged: mark)
    case .upload?:
      let mark = transfer.isShort ? Mark.uploadShort : .uploadFull
      self.init(plain: transfer, mode, acknowledged: mark)
    case nil: self.init(plain: transfer, mode, acknowledged: nil)
    }
  }

  private init(plain transfer: borrowing ControlTransfer, _ mode: Mode?, acknowledged mark: Mark?) {
    switch transfer.outcome {
    case .acknowledged: self = mark.map { MarkSet($0) } ?? MarkSet(rawValue: 0)
    case .stalled: self = mode == .runTime ? MarkSet(rawValue: 0) : MarkSet(.requestStalled)
    case .timedOut: self.init(.requestUnanswered)
    case .acknowledgedOrStalled, .cancelled, .disconnected, .notSent, .overflowed, .wireError,
      .unknown, .unanswered:
      self.init(rawValue: 0)
    }
  }

  private init(status transfer: borrowing ControlTransfer) {
    self.init(.getStatusSent)
    if transfer.outcome == .timedOut { add(.requestUnanswered) }
    guard let report = StatusReport(transfer.data), let state = report.state else { return }
    rawValue |= MarkSet(shown: state).rawValue
    switch state {
    case .dfuDNBUSY:
      add(.statusShowsBusy)
      add(.statusShowsDnBusy)
    case .dfuMANIFEST:
      add(.statusShowsBusy)
      add(.statusShowsManifest)
    case .dfuIDLE, .dfuDNLOADSYNC, .dfuDNLOADIDLE, .dfuMANIFESTSYNC, .dfuMANIFESTWAITRESET,
      .dfuUPLOADIDLE, .dfuERROR:
      add(.statusShowsOther)
    case .appIDLE, .appDETACH: break
    }
  }

  private init(shown state: State?) {
    switch state {
    case .appIDLE?, .appDETACH?: self.init(.showsRunTime)
    case .dfuIDLE?: self.init(.showsDfuIDLE)
    case .dfuDNLOADSYNC?: self.init(.showsDnloadSync)
    case .dfuDNBUSY?: self.init(.showsDnBusy)
    case .dfuDNLOADIDLE?: self.init(.showsDnloadIdle)
    case .dfuMANIFESTSYNC?: self.init(.showsManifestSync)
    case .dfuMANIFEST?: self.init(.showsManifest)
    case .dfuMANIFESTWAITRESET?: self.init(.showsManifestWaitReset)
    case .dfuUPLOADIDLE?: self.init(.showsUploadIdle)
    case .dfuERROR?: self.init(.showsError)
    case nil: self.init(rawValue: 0)
    }
  }
}
