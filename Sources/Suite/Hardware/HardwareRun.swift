import DFU
import HostUSB
package import Report
import USB
import Vectors

/// The results of a run on hardware.
package struct HardwareResult {
  /// First the sessions of the vectors as libusb reported them, then those of usbmon's recording.
  package var captures: [Report.Capture] = []
  /// What prevented the run, ended it early, or makes its results doubtful.
  package var failures: [CheckFailure] = []
  /// Whether the accounts of libusb and usbmon differ; then no verdict of the run counts.
  package var isHarnessAtFault = false
  /// The file of the recording; nil when nothing was recorded.
  package var recording: String?
  /// What was done beside the vectors, and the state the device was left in; one line each.
  package var remarks: [String] = []
}

/// The operator's settings for a run on hardware.
package struct HardwareOptions: Sendable {
  /// The device to run on.
  package var selection: HardwareSelection
  /// Whether vectors that change the device may run.
  package var allowsWrites = false
  /// The file that gets the device's content before the first vector; nil: it is not read.
  package var save: String?
  /// The file for the recording; nil: the name is made from the date and the time.
  package var recording: String?
  /// Whether the bus is recorded.
  package var records = true
  /// The size of the kernel's ring, in KiB; nil for the largest.
  package var ringKiB: Int?

  /// Makes settings for a run that changes nothing on the device.
  package init(_ selection: HardwareSelection) { self.selection = selection }
}

/// Runs vectors on one open device, one after the other.
struct HardwareRun<Host: USBHost> {
  private(set) var runner: VectorRunner<HostPort<Host>>
  private let makeJudge: () -> SessionJudge
  private let name: String
  private(set) var capture: Report.Capture
  private(set) var failure: CheckFailure?
  private let start: Int64
  private var bins = RecordLedger.Totals()
  /// The device's mode at the start of the run. A vector that names no mode begins in this mode.
  private var home: Mode?

  init(
    _ port: HostPort<Host>, name: String, _ makeJudge: @escaping () -> SessionJudge
  ) {
    runner = VectorRunner(port, isFresh: false)
    start = port.nanoseconds
    self.name = name
    self.makeJudge = makeJudge
    capture = Report.Capture(file: name, dialect: "vectors through libusb", dropped: 0)
  }

  /// Runs the chosen vectors in order and reports those that cannot run. After a failure that ends
  /// the run, all later vectors are skipped.
  mutating func run(_ plan: RunPlan) {
    for entry in plan.entries {
      if let refusal = entry.refusal {
        skip(entry, refusal)
      } else if failure != nil {
        skip(entry, "the run had ended before")
      } else {
        run(entry, mayReset: plan.allowsWrites)
      }
    }
    capture.records = Report.Records(bins)
  }

  /// Brings the device to a defined state, then runs one vector.
  ///
  /// A model is powered up anew for each vector. A real device is still in the state that the
  /// vector before left it in.
  private mutating func run(_ entry: RunPlan.Entry, mayReset: Bool) {
    _ = runner.take()
    var lacking: String?
    do throws(PortError) {
      _ = try runner.run(Vector())
      var settlement = runner.settle()
      if mayReset, isAway(for: entry.vector) {
        try runner.perform(.busReset())
        settlement = runner.settle()
      }
      guard settlement.isDefined else { return end(settlement.text, in: entry, isGone: true) }
      if mayReset, isAway(for: entry.vector) {
        return skip(entry, "a bus reset did not bring the device back to run-time mode")
      }
      lacking = try runner.run(entry.vector)
    } catch {
      if case .unsupported(let why) = error { return skip(entry, why) }
      end(error.sentence + ".", in: entry, isGone: error.isGone)
    }
    if let lacking { return skip(entry, lacking) }
    judge(runner.take(), as: entry.name)
  }

  /// Whether the device is in DFU mode although the vector begins in run-time mode.
  private func isAway(for vector: Vector) -> Bool {
    runner.described?.mode == .dfuMode && (vector.needs.mode ?? home) == .runTime
  }

  private mutating func end(_ what: String, in entry: RunPlan.Entry, isGone: Bool) {
    let status = isGone ? ExitStatus.noDevice : ExitStatus.harness
    failure = CheckFailure(
      file: name, status: runner.port.isInterrupted ? ExitStatus.inputOutput : status,
      message: "The run ended in vector \(entry.name): \(what)")
  }

  private mutating func judge(_ records: [PortRecord], as vector: String) {
    var witness = PortJudge(makeJudge)
    witness.observe(records)
    witness.finish()
    bins.add(witness.bins)
    capture.sessions += witness.sessions(start: start).map { session in
      var session = session
      session.isHostScripted = true
      session.vector = vector
      return session
    }
  }

  private mutating func skip(_ entry: RunPlan.Entry, _ reason: String) {
    capture.skipped.append(Report.Skip(vector: entry.name, reason: reason))
  }

  /// Reads the descriptors; the other steps need to know the device's mode and DFU interface.
  mutating func look() {
    do throws(PortError) {
      _ = try runner.run(Vector())
      home = runner.described?.mode
    } catch {
      failure = CheckFailure(
        file: name, status: .noDevice, message: error.sentence + ".")
    }
  }

  /// Brings the device to a defined state.
  mutating func settle() -> Settlement { runner.settle() }

  /// Reads the firmware that is stored on the device.
  mutating func upload() throws(UploadFailure) -> [UInt8] { try runner.upload() }
}

extension PortError {
  fileprivate var isGone: Bool {
    switch self {
    case .gone: true
    case .unsupported, .broken: false
    }
  }
}
