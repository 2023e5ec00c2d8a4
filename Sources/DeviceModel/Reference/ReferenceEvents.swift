import DFU
import USB

// What happens to the device without a class request: time, resets, power.

extension ReferenceMachine {
  /// The device after what time has made due by `now`; nil where nothing is.
  func settled(at now: VirtualTime, _ parameters: ReferenceParameters) -> ReferenceMachine? {
    if let departure, departure.time <= now {
      return departure.mode == .dfuMode ? entered() : booted(parameters)
    }
    switch phase {
    case .appDETACH(let until?) where until <= now: return with(.appIDLE)
    case .dnBusy(let work) where work.until <= now: return with(.dnloadSync(work))
    case .manifest(let until) where until <= now: return manifested(at: until, parameters)
    case .appIDLE, .appDETACH, .dfuIDLE, .dnloadSync, .dnBusy, .dnloadIDLE, .manifestSync,
      .manifest, .manifestWaitReset, .uploadIDLE, .error:
      return nil
    }
  }

  /// The manifestation is over; without bitManifestationTolerant the device waits for a reset
  /// whatever came of it, and with bitWillDetach leaves by itself (DFU 1.1, 7 and A.2.8 r3).
  private func manifested(
    at time: VirtualTime, _ parameters: ReferenceParameters
  ) -> ReferenceMachine {
    var next = self
    next.firmware = download
    next.isFirmwareValid = !isSpoiled
    guard !parameters.attributes.contains(.manifestationTolerant) else {
      return next.with(.manifestSync(isSpoiled ? .errVERIFY : .ok))
    }
    if parameters.attributes.contains(.willDetach) {
      next.departure = Departure(time: time + parameters.selfDetachTime, mode: .runTime)
    }
    return next.with(.manifestWaitReset)
  }

  /// In DFU mode, at its beginning.
  private func entered() -> ReferenceMachine {
    var next = with(.dfuIDLE)
    next.departure = nil
    return next
  }

  /// A bus reset: after DETACH it leads into DFU mode, in DFU mode out of it (DFU 1.1, 5.1).
  func reset(_ parameters: ReferenceParameters) -> ReferenceMachine {
    switch phase {
    case .appIDLE: self
    case .appDETACH: entered()
    case .dfuIDLE, .dnloadSync, .dnBusy, .dnloadIDLE, .manifestSync, .manifest,
      .manifestWaitReset, .uploadIDLE, .error:
      booted(parameters)
    }
  }

  /// The firmware starts if it can; else the device stays in DFU mode, in error.
  func booted(_ parameters: ReferenceParameters) -> ReferenceMachine {
    var next = self
    next.departure = nil
    next.download = []
    if parameters.faults.corruptsImage { next.isFirmwareValid = false }
    if !next.isFirmwareValid, parameters.isXMOS {
      next.firmware = parameters.firmware
      next.isFirmwareValid = true
    }
    next.phase = next.isFirmwareValid ? .appIDLE : .error(.errFIRMWARE)
    return next
  }

  /// The requests that XMOS documents beside the class (sw_usb_audio 8.1, sw_dfu.rst):
  /// RESETDEVICE enters DFU mode at once, REVERTFACTORY in dfuIDLE makes the factory image the
  /// one that boots.
  func extended(_ asked: Request, _ parameters: ReferenceParameters) -> Step {
    let request =
      asked.setup.requestType == .classInterfaceOut
      ? XMOSRequest(rawValue: asked.setup.request) : nil
    switch request {
    case .resetDevice:
      return (entered(), ModelReply(.acknowledged, reboot: Reboot(into: .dfuMode)))
    case .revertFactory where phase == .dfuIDLE:
      var step = acknowledged(.dfuIDLE)
      step.next.firmware = parameters.firmware
      step.next.isFirmwareValid = true
      return step
    case .revertFactory, .resetIntoDFU, .resetFromDFU, .selectImage, .saveState, .restoreState,
      nil:
      return requested(asked, parameters)
    }
  }
}
