import DFU
import USB

// The rows of Appendix A that requests take, a state a function (DFU 1.1, A.2).

extension ReferenceMachine {
  func inAppIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
    switch asked.request {
    case .detach: return detached(asked, parameters)
    case .getStatus where parameters.answersStatusAtRunTime: return reported(asked, phase)
    case .getState where parameters.answersStatusAtRunTime: return told(asked)
    case .getStatus, .getState, .dnload, .upload, .clrStatus, .abort, nil: return refused()
    }
  }

  /// With bitWillDetach the device leaves by itself, else the timer runs for the shorter of
  /// wTimeout and wDetachTimeOut (DFU 1.1, 5.1).
  private func detached(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
    guard parameters.attributes.contains(.willDetach) else {
      let wait = Int(min(asked.setup.value, parameters.detachTimeout))
      return acknowledged(.appDETACH(until: asked.now + .milliseconds(wait)))
    }
    var step = acknowledged(.appDETACH(until: nil))
    let time = parameters.selfDetachTime
    step.next.departure = Departure(time: asked.now + time, mode: .dfuMode)
    step.reply.reboot = Reboot(into: .dfuMode, after: time)
    return step
  }

  func inAppDETACH(_ asked: Request) -> Step {
    switch asked.request {
    case .getStatus: reported(asked, phase)
    case .getState: told(asked)
    case .detach, .dnload, .upload, .clrStatus, .abort, nil: refused()
    }
  }

  func inDfuIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
    switch asked.request {
    case .dnload where asked.setup.length > 0 && parameters.attributes.contains(.canDnload):
      var begun = self
      begun.download = []
      return begun.took(asked, parameters)
    case .upload where parameters.attributes.contains(.canUpload):
      let part = uploadPart(asked, from: 0)
      return (with(.uploadIDLE(offset: part.count)), answered(asked, part))
    case .abort: return acknowledged(.dfuIDLE)
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, nil: return refused()
    }
  }

  func inDnloadSync(_ asked: Request, _ work: Programming) -> Step {
    switch asked.request {
    case .getStatus where asked.now < work.until:
      let left = VirtualTime(nanoseconds: work.until.nanoseconds - asked.now.nanoseconds)
      return reported(asked, .dnBusy(work), poll: left)
    case .getStatus where work.result == .ok: return reported(asked, .dnloadIDLE)
    case .getStatus: return reported(asked, .error(work.result), status: work.result)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, .abort, nil: return refused()
    }
  }

  func inDnloadIDLE(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
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

  /// Every device goes through dfuMANIFEST (DFU 1.1, 7).
  func inManifestSync(
    _ asked: Request, _ result: Status?, _ parameters: ReferenceParameters
  ) -> Step {
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

  /// A short frame is the end of the file (DFU 1.1, 6.2).
  func inUploadIDLE(
    _ asked: Request, _ offset: Int, _ parameters: ReferenceParameters
  ) -> Step {
    switch asked.request {
    case .upload where asked.setup.length > 0:
      let part = uploadPart(asked, from: offset)
      let isShort = part.count < Int(asked.setup.length)
      let next = isShort ? Phase.dfuIDLE : .uploadIDLE(offset: offset + part.count)
      return (with(next), answered(asked, part))
    case .abort: return acknowledged(.dfuIDLE)
    case .getStatus: return reported(asked, phase)
    case .getState: return told(asked)
    case .detach, .dnload, .upload, .clrStatus, nil: return refused()
    }
  }

  func inError(_ asked: Request, _ status: Status) -> Step {
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

  /// Takes a block; what goes wrong with it is told by GETSTATUS. The firmware that was there
  /// is gone with the first.
  private func took(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
    guard asked.setup.length <= parameters.transferSize else { return refused() }
    var next = self
    let isFirst = download.isEmpty
    let length = Int(asked.setup.length)
    next.download += asked.payload.prefix(length)
    next.download += [UInt8](repeating: 0, count: max(0, length - asked.payload.count))
    if isFirst {
      next.isFirmwareValid = false
      next.isSpoiled = false
    }
    next.blocks += 1
    var result = next.download.count > parameters.capacity ? Status.errADDRESS : .ok
    if let failing = parameters.faults.failingBlock, failing.number == blocks {
      switch failing.fault {
      case .erase: result = .errERASE
      case .write: result = .errWRITE
      case .verify: next.isSpoiled = true
      }
    }
    var until = asked.now + parameters.blockTime
    if isFirst {
      for _ in 0..<max(1, min(1000, parameters.faults.eraseFactor)) {
        until += parameters.eraseTime
      }
    }
    next.phase = .dnloadSync(Programming(until: until, result: result))
    return (next, ModelReply(.acknowledged))
  }
}
