import CaptureIO
import DFU
import Files
import FoundationEssentials
import HostUSB
import JSON
package import Report
import Synchronization
import USB
import Vectors

/// Runs vectors on hardware and judges what happens, as libusb reports it and as usbmon sees it.
package struct HardwareBench {
  private let judge: Judge
  private let settings: CheckOptions
  private let options: HardwareOptions
  private let stop: StopSwitch

  /// Prepares a run; `isInterrupted` tells whether the operator has asked to end it.
  package init(
    judge: Judge, settings: CheckOptions, options: HardwareOptions,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.judge = judge
    self.settings = settings
    self.options = options
    stop = StopSwitch(isInterrupted)
  }

  /// Runs the vectors of these files on the device; `tell` gets the plan first, then the progress.
  package func run(
    _ paths: [String], tell: (String) -> Void
  ) throws(CheckFailure) -> HardwareResult {
    let plan = RunPlan(try Self.vectors(paths), allowsWrites: options.allowsWrites)
    let stop = stop
    let host = LibUSBHost(isInterrupted: { stop.isOn })
    let device = try options.selection.locate(host)
    var result = HardwareResult()
    let port = try open(host)
    let companion = try record(device, &result)
    let mode = port.interface.isDFUMode ? "DFU mode" : "run-time mode"
    let name = "\(device), interface \(port.interface.number), \(mode)"
    for line in plan.lines(
      device: name, recording: result.recording ?? "nothing", saving: options.save)
    {
      tell(line)
    }
    var run = HardwareRun(port, name: "\(device)") { judge.sessionJudge() }
    run.look()
    if save(&run, &result) { run.run(plan) }
    stop.ignore()
    let settlement = run.settle()
    result.captures.append(run.capture)
    if let failure = run.failure { result.failures.append(failure) }
    if settlement.isDefined {
      result.remarks.append(settlement.text)
    } else if run.failure == nil {
      result.failures.append(
        CheckFailure(file: "\(device)", status: .noDevice, message: settlement.text))
    }
    if let companion { try compare(run.runner.port.transfers, companion, &result) }
    return result
  }

  private static func vectors(_ paths: [String]) throws(CheckFailure) -> [Vector] {
    var vectors: [Vector] = []
    for path in paths {
      let bytes = try VectorBench.bytes(of: path)
      do throws(VectorError) {
        vectors += try VectorFile(reading: bytes).vectors
      } catch {
        throw CheckFailure(file: path, status: .unreadable, message: error.message)
      }
    }
    return vectors
  }

  private func open(_ host: LibUSBHost) throws(CheckFailure) -> HostPort<LibUSBHost> {
    do throws(HostError) {
      return try HostPort(host, options.selection.selection)
    } catch {
      throw CheckFailure(error)
    }
  }

  // MARK: - The device's content

  /// Saves the device's content to a file before any vector runs, if the operator wants it.
  /// Returns false when this failed; then no vector may run.
  private func save(
    _ run: inout HardwareRun<LibUSBHost>, _ result: inout HardwareResult
  ) -> Bool {
    guard let path = options.save else { return true }
    do throws(UploadFailure) {
      _ = run.settle()
      let image = try run.upload()
      try Self.keep(image, path)
      result.remarks.append("\(path): \(image.count) bytes were read from the device.")
      return true
    } catch {
      result.failures.append(
        CheckFailure(
          file: path, status: .inputOutput,
          message: "The device's content was not saved, so that nothing was run: "
            + "\(error.reason)."))
      return false
    }
  }

  /// Writes the image to a new file; an existing file is never overwritten.
  private static func keep(_ image: [UInt8], _ path: String) throws(UploadFailure) {
    do {
      try Data(image).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw UploadFailure(SystemError(of: error).reason)
    }
  }

  // MARK: - The recording

  /// Starts the recording; nil when none is wanted.
  ///
  /// When the bus cannot be read, throws if the operator named a file, and returns nil if not.
  private func record(
    _ device: FoundDevice, _ result: inout HardwareResult
  ) throws(CheckFailure) -> BackgroundRecorder? {
    guard options.records else { return nil }
    let interface = "usbmon\(device.address.bus)"
    let path = options.recording ?? Self.recordingName()
    do throws(CheckFailure) {
      let companion = try BackgroundRecorder(
        LiveOptions(interface: interface, ringKiB: options.ringKiB, file: path), settings)
      result.recording = path
      return companion
    } catch {
      guard options.recording == nil else { throw error }
      result.remarks.append(
        "Nothing was recorded, so that libusb's account stands alone. "
          + "\(error.file): \(error.message)")
      return nil
    }
  }

  private static func recordingName() -> String {
    "dfutrace-\(FileTime.now).pcapng"
  }

  /// Ends the recording and compares libusb's account of the transfers with usbmon's.
  private func compare(
    _ made: [ControlTransfer], _ companion: BackgroundRecorder, _ result: inout HardwareResult
  ) throws(CheckFailure) {
    var capture = try companion.end()
    for index in capture.sessions.indices { capture.sessions[index].isHostScripted = true }
    result.captures.append(capture)
    guard let path = result.recording else { return }
    do throws(CaptureError) {
      let seen = try AccountCheck.transfers(in: path, of: Set(made.map(\.device)))
      let check = AccountCheck(
        libusb: made, usbmon: seen, isWhole: capture.integrity == .complete)
      result.remarks.append(check.summary)
      result.isHarnessAtFault = !check.disagreements.isEmpty
      result.failures += check.disagreements.map {
        CheckFailure(
          file: path, status: .harness,
          message: "A fault of the harness, not of the device: \($0).")
      }
    } catch {
      throw CheckFailure(file: path, error)
    }
  }
}

extension AccountCheck {
  /// The result of the comparison as a sentence for the operator.
  var summary: String {
    "libusb and usbmon agree on \(agreed) of \(agreed + incomparable + disagreements.count) "
      + "transfers"
      + (incomparable > 0 ? "; \(incomparable) are not in the recording, which lost records" : "")
      + "."
  }
}

/// Tells whether the operator has asked to end the run. After `ignore` it always says no, so that
/// the device can be brought to a defined state.
final class StopSwitch: Sendable {
  private let isInterrupted: @Sendable () -> Bool
  private let isIgnored = Atomic<Bool>(false)

  init(_ isInterrupted: @escaping @Sendable () -> Bool) { self.isInterrupted = isInterrupted }

  var isOn: Bool { !isIgnored.load(ordering: .relaxed) && isInterrupted() }

  func ignore() { isIgnored.store(true, ordering: .relaxed) }
}
