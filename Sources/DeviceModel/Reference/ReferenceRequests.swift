import DFU
import USB

// The rows of Appendix A for requests, one function for each state (DFU 1.1, A.2).

extension ReferenceMachine {
  mutating func inAppIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    switch asked.request {
    case .detach: return detached(asked, parameters)
    case .getStatus where parameters.answersStatusAtRunTime: return reported(asked, phase)
    case .getState where parameters.answersStatusAtRunTime: return told(asked)
    case .getStatus, .getState, .dnload, .upload, .clrStatus, .abort, nil: return refused()
    }
  }

  /// Accepts DETACH. With bitWillDetach the device leaves by itself. Else the timer runs for the
  /// shorter of wTimeout and wDetachTimeOut (DFU 1.1, 5.1).
  private mutating func detached(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply
  {
    guard parameters.attributes.contains(.willDetach) else {
      let wait = Int(min(asked.setup.value, parameters.detachTimeout))
      return acknowledged(.appDETACH(until: asked.now + .milliseconds(wait)))
    }
    phase = .appDETACH(until: nil)
    let time = parameters.selfDetachTime
    departure = Departure(time: asked.now + time, mode: .dfuMode)
    return ModelReply(.acknowledged, reboot: Reboot(into: .dfuMode, after: time))
  }

  mutating func inAppDETACH(_ asked: Request) -> ModelReply {
    switch asked.request {
    case .getStatus: reported(asked, phase)
    case .getState: told(asked)
    case .detach, .dnload, .upload, .clrStatus, .abort, nil: refused()
    }
  }

  mutating func inDfuIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    switch asked.request {
    case .dnload where asked.setup.length > 0 && parameters.attributes.contains(.canDnload):
      download = []
      return took(asked, parameters)
    case .upload where parameters.attributes.contains(.canUpload):
      let part = uploadPart(asked, from: 0)
      phase = .uploadIDLE(offset: part.count)
      return answered(asked, part)
    case .abort: return acknowledged(.dfuIDLE)
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, nil: return refused()
    }
  }

  mutating func inDnloadSync(_ asked: Request, _ work: Programming) -> ModelReply {
    switch asked.request {
    case .getStatus where asked.now < work.until:
      return reported(asked, .dnBusy(work), poll: work.until - asked.now)
    case .getStatus where work.result == .ok: return reported(asked, .dnloadIDLE)
    case .getStatus: return reported(asked, .error(work.result), status: work.result)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, .abort, nil: return refused()
    }
  }

  mutating func inDnloadIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    switch asked.request {
    case .dnload where asked.setup.length > 0: return took(asked, parameters)
    case .dnload:
      let isWhole = download.count >= parameters.expectedSize
      return isWhole ? acknowledged(.manifestSync(nil)) : refused(.errNOTDONE)
    case .abort: return acknowledged(.dfuIDLE)
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach, .upload, .clrStatus, nil: return refused()
    }
  }

  /// Handles a request in dfuMANIFEST-SYNC. Every device passes through dfuMANIFEST (DFU 1.1, 7).
  mutating func inManifestSync(
    _ asked: Request, _ result: Status?, _ parameters: ReferenceParameters
  ) -> ModelReply {
    switch (asked.request, result) {
    case (.getStatus, nil):
      let time = parameters.manifestTime
      return reported(asked, .manifest(until: asked.now + time), poll: time)
    case (.getStatus, .ok?): return reported(asked, .dfuIDLE)
    case (.getStatus, let error?): return reported(asked, .error(error), status: error)
    case (.getState, _): return told(asked)
    case (.detach, _), (.dnload, _), (.upload, _), (.clrStatus, _), (.abort, _), (nil, _):
      return refused()
    }
  }

  /// Handles a request in dfuUPLOAD-IDLE. A short frame ends the file (DFU 1.1, 6.2).
  mutating func inUploadIDLE(
    _ asked: Request, _ offset: Int, _ parameters: ReferenceParameters
  ) -> ModelReply {
    switch asked.request {
    case .upload where asked.setup.length > 0:
      let part = uploadPart(asked, from: offset)
      let isShort = part.count < Int(asked.setup.length)
      phase = isShort ? .dfuIDLE : .uploadIDLE(offset: offset + part.count)
      return answered(asked, part)
    case .abort: return acknowledged(.dfuIDLE)
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, nil: return refused()
    }
  }

  mutating func inError(_ asked: Request, _ status: Status) -> ModelReply {
    switch asked.request {
    case .clrStatus: acknowledged(.dfuIDLE)
    case .getStatus: reported(asked, phase, status: status)
    case .getState: told(asked)
    case .detach, .dnload, .upload, .abort, nil: refused()
    }
  }

  private func uploadPart(_ asked: Request, from offset: Int) -> [UInt8] {
    Array(firmware.dropFirst(offset).prefix(Int(asked.setup.length)))
  }

  /// Accepts a block. A later GETSTATUS reports its errors. The first block makes the old firmware
  /// invalid.
  private mutating func took(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    guard asked.setup.length <= parameters.transferSize else { return refused() }
    let isFirst = download.isEmpty
    let length = Int(asked.setup.length)
    download += asked.payload.prefix(length)
    download += [UInt8](repeating: 0, count: max(0, length - asked.payload.count))
    if isFirst {
      isFirmwareValid = false
      isSpoiled = false
    }
    let number = blocks
    blocks += 1
    var result = download.count > parameters.capacity ? Status.errADDRESS : .ok
    if let failing = parameters.faults.failingBlock, failing.number == number {
      switch failing.fault {
      case .erase: result = .errERASE
      case .write: result = .errWRITE
      case .verify: isSpoiled = true
      }
    }
    var until = asked.now + parameters.blockTime
    if isFirst {
      for _ in 0..<max(1, min(1000, parameters.faults.eraseFactor)) {
        until += parameters.eraseTime
      }
    }
    phase = .dnloadSync(Programming(until: until, result: result))
    return ModelReply(.acknowledged)
  }
}
