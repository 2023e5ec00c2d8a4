import DFU
import USB

// Events other than class requests: time, resets, power.

extension ReferenceMachine {
  /// Handles the next event that is due by `now`. Returns false if none is due.
  mutating func settle(at now: VirtualTime, _ parameters: ReferenceParameters) -> Bool {
    if let departure, departure.time <= now {
      if departure.mode == .dfuMode { enter() } else { boot(parameters) }
      return true
    }
    switch phase {
    case .appDETACH(let until?) where until <= now: phase = .appIDLE
    case .dnBusy(let work) where work.until <= now: phase = .dnloadSync(work)
    case .manifest(let until) where until <= now: manifest(at: until, parameters)
    case .appIDLE, .appDETACH, .dfuIDLE, .dnloadSync, .dnBusy, .dnloadIDLE, .manifestSync,
      .manifest, .manifestWaitReset, .uploadIDLE, .error:
      return false
    }
    return true
  }

  /// Ends the manifestation.
  ///
  /// Without bitManifestationTolerant the device then waits for a reset, after success and after
  /// failure. With bitWillDetach it leaves by itself (DFU 1.1, 7 and A.2.8 r3).
  private mutating func manifest(at time: VirtualTime, _ parameters: ReferenceParameters) {
    firmware = download
    isFirmwareValid = !isSpoiled
    guard !parameters.attributes.contains(.manifestationTolerant) else {
      phase = .manifestSync(isSpoiled ? .errVERIFY : .ok)
      return
    }
    if parameters.attributes.contains(.willDetach) {
      departure = Departure(time: time + parameters.selfDetachTime, mode: .runTime)
    }
    phase = .manifestWaitReset
  }

  /// Enters DFU mode.
  private mutating func enter() { (phase, departure) = (.dfuIDLE, nil) }

  /// Handles a bus reset: after DETACH into DFU mode, in DFU mode out of it (DFU 1.1, 5.1).
  mutating func reset(_ parameters: ReferenceParameters) {
    switch mode {
    case .runTime where state == .appDETACH: enter()
    case .runTime: break
    case .dfuMode: boot(parameters)
    }
  }

  /// Starts the firmware if it is valid. Else the device stays in DFU mode, in dfuERROR.
  mutating func boot(_ parameters: ReferenceParameters) {
    departure = nil
    download = []
    if parameters.faults.corruptsImage { isFirmwareValid = false }
    if !isFirmwareValid, parameters.isXMOS {
      firmware = parameters.firmware
      isFirmwareValid = true
    }
    phase = isFirmwareValid ? .appIDLE : .error(.errFIRMWARE)
  }

  /// Handles the requests that XMOS documents in addition to the class (sw_usb_audio 8.1,
  /// sw_dfu.rst).
  ///
  /// RESETDEVICE enters DFU mode at once. REVERTFACTORY in dfuIDLE selects the factory image for
  /// the boot.
  mutating func extended(_ asked: Request, _ parameters: ReferenceParameters) -> ModelReply {
    let request =
      asked.setup.requestType == .classInterfaceOut
      ? XMOSRequest(rawValue: asked.setup.request) : nil
    switch request {
    case .resetDevice:
      enter()
      return ModelReply(.acknowledged, reboot: Reboot(into: .dfuMode))
    case .revertFactory where phase == .dfuIDLE:
      firmware = parameters.firmware
      isFirmwareValid = true
      return ModelReply(.acknowledged)
    case .revertFactory, .resetIntoDFU, .resetFromDFU, .selectImage, .saveState, .restoreState,
      nil:
      return requested(asked, parameters)
    }
  }
}
