import DFU
import HostUSB
public import Report
import USB
import Vectors

/// What a run on hardware gave.
public struct HardwareResult {
  /// The vectors' sessions by libusb's account; then the recording's, by usbmon's.
  public var captures: [Report.Capture] = []
  /// What stood in the way: of the run, or of believing it.
  public var failures: [CheckFailure] = []
  /// Whether the accounts contradict each other, so that no verdict of the run counts.
  public var isHarnessAtFault = false
  /// The file of the recording; nil where none was made.
  public var recording: String?
  /// What was done beside the vectors, and how the device was left; a line each.
  public var remarks: [String] = []
}

/// How vectors are run on hardware.
public struct HardwareOptions: Sendable {
  /// The device.
  public var selection: HardwareSelection
  /// Whether vectors that change the device are run.
  public var allowsWrites = false
  /// The file for the device's content before that; nil for none.
  public var save: String?
  /// The file for the recording; nil for one that is named by the time.
  public var recording: String?
  /// Whether the bus is recorded at all.
  public var records = true
  /// The size of the kernel's ring; nil for the largest.
  public var ringKiB: Int?

  /// Runs on that device, and changes nothing on it.
  public init(_ selection: HardwareSelection) { self.selection = selection }
}

/// The vectors on one open device, step by step.
struct HardwareRun<Host: USBHost> {
  private(set) var runner: VectorRunner<HostPort<Host>>
  private let makeJudge: () -> SessionJudge
  private let name: String
  private(set) var capture: Report.Capture
  private(set) var failure: CheckFailure?
  private let start: Int64
  private var bins = RecordLedger.Totals()
  /// The mode that the device was in at first, which vectors that name none begin in.
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

  /// Runs the chosen vectors; what cannot be run is told, and what stops the run ends it.
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

  /// A model begins each vector with its power. A device goes on from the vector before, so that
  /// it is brought to a defined state, and shows it, before the vector begins.
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

  /// Whether the device is in DFU mode, and the vector begins in run-time mode.
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

  /// Reads the descriptors, so that the device can be told and settled.
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

  /// Reads what is on the device.
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
