import CaptureIO
import Checker
import Crypto
import DFU
import Foundation
public import Report
import SpecTable
import USB

/// What an operator can ask of a judgement.
public struct CheckOptions: Sendable {
  /// The overlay to judge by as well; nil to take the one that the descriptors select.
  public var profile: String?
  /// How far a measured time may be off, in milliseconds.
  public var toleranceMilliseconds: Double
  /// A folder with edited tables; nil for the shipped ones.
  public var specsDirectory: String?
  /// The device to judge, as `BUS.ADDR`; nil for all.
  public var address: String?
  /// Whether the capture's SHA-256 is wanted.
  public var wantsHashes: Bool

  /// Asks for the defaults unless told otherwise.
  public init(
    profile: String? = nil, toleranceMilliseconds: Double = 1, specsDirectory: String? = nil,
    address: String? = nil, wantsHashes: Bool = false
  ) {
    self.profile = profile
    self.toleranceMilliseconds = toleranceMilliseconds
    self.specsDirectory = specsDirectory
    self.address = address
    self.wantsHashes = wantsHashes
  }
}

/// Why something could not be judged.
public struct CheckFailure: Error, Hashable, Sendable {
  /// The file, as it was named.
  public var file: String
  /// The exit status it stands for, from sysexits.h.
  public var status: Int32
  /// What happened and what to do.
  public var message: String

  /// Makes a failure.
  public init(file: String, status: Int32, message: String) {
    self.file = file
    self.status = status
    self.message = message
  }

  /// The same in a report.
  public var reported: Report.Failure {
    Report.Failure(file: file, status: status, message: message)
  }

  /// Tables that cannot be read: those of a folder, or the shipped ones for nil.
  init(tables directory: String?, _ error: TableError) {
    let file = directory ?? "shipped tables"
    let message = error.description
    let isAboutFolder = message.hasPrefix("\(file): ")
    self.init(
      file: file, status: ExitStatus.unreadable,
      message: isAboutFolder ? String(message.dropFirst(file.count + 2)) : message)
  }
}

/// Judges captures against one set of tables.
public struct Judge {
  let tables: TableSet
  private let explicit: (profile: SpecTable.Profile, rules: CompiledTable)?
  let forced: Set<DeviceAddress>
  private let options: CheckOptions

  /// Prepares the tables; fails with 64 for a wrong argument and 65 for a broken table.
  public init(_ options: CheckOptions) throws(CheckFailure) {
    self.options = options
    do throws(TableError) {
      tables = try TableSet(directory: options.specsDirectory)
    } catch {
      throw CheckFailure(tables: options.specsDirectory, error)
    }
    do throws(TableError) {
      explicit =
        if let name = options.profile {
          try Self.chosen(name, tables)
        } else {
          nil
        }
    } catch {
      throw CheckFailure(file: "", status: 64, message: error.description)
    }
    forced = try Self.addresses(options.address)
  }

  private static func chosen(
    _ name: String, _ tables: TableSet
  ) throws(TableError) -> (profile: SpecTable.Profile, rules: CompiledTable) {
    let profile = try tables.profile(named: name)
    return (profile, try tables.rules(profile))
  }

  private static func addresses(_ text: String?) throws(CheckFailure) -> Set<DeviceAddress> {
    guard let text else { return [] }
    let parts = text.split(separator: ".")
    guard parts.count == 2, let bus = UInt16(parts[0]), let address = UInt8(parts[1]),
      address < 128
    else {
      throw CheckFailure(
        file: "", status: 64,
        message: "--address takes BUS.ADDR, such as 1.5 (Wireshark shows it); got '\(text)'.")
    }
    return [DeviceAddress(bus: bus, address: address)]
  }

  /// The tables that were judged by.
  public var tableReferences: [Report.TableReference] { tables.references }

  /// Judges one capture file, or standard input for `-`.
  ///
  /// A file without DFU traffic gives a capture without sessions; `hint` then says what may be
  /// in it. `progress` is told now and then how many bytes were read.
  public func check(
    _ path: String, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) -> (capture: Report.Capture, hint: String?) {
    var judges: [SessionJudge] = []
    var dropped: Int?
    let result = try run(
      path, progress, opened: { dropped = $0 },
      { session, observation in
        while judges.count <= session {
          judges.append(sessionJudge(hasUnplacedLoss: dropped ?? 0 > 0))
        }
        judges[session].observe(observation)
      },
      exchange: { session, transfer in judges[session].exchange(transfer) })
    let sessions = zip(judges, result.sessions).map { judge, summary in
      SessionReport(judge: judge, start: result.start).session(summary)
    }
    var capture = capture(path, result, sessions)
    capture.sha256 = try digest(path)
    capture.dropped = dropped
    return (capture, sessions.isEmpty ? hint(result) : nil)
  }

  /// Whether the SHA-256 of what is judged is wanted.
  var wantsHashes: Bool { options.wantsHashes }

  /// A judge of one more session; `hasUnplacedLoss` tells that transfers are missing, and nobody
  /// knows where.
  func sessionJudge(hasUnplacedLoss: Bool = false) -> SessionJudge {
    let checkerOptions = Checker.Options(
      toleranceMilliseconds: options.toleranceMilliseconds, hasUnplacedLoss: hasUnplacedLoss)
    return SessionJudge(tables: tables, explicit: explicit, options: checkerOptions)
  }

  /// A checker by the base table alone.
  func baseChecker() -> Checker {
    Checker(
      tables.base,
      options: Checker.Options(toleranceMilliseconds: options.toleranceMilliseconds))
  }

  /// Reads a capture once, and hands each session's observations out in order.
  func run(
    _ path: String, _ progress: (Int) -> Void, opened: (Int?) -> Void = { _ in },
    start: (Int64) -> Void = { _ in }, _ observe: SessionTracker.Emit
  ) throws(CheckFailure) -> CapturePassResult {
    try run(path, progress, opened: opened, start: start, observe) {
      observe($0, Observation(exchange: $1))
    }
  }

  private func run(
    _ path: String, _ progress: (Int) -> Void, opened: (Int?) -> Void,
    start: (Int64) -> Void = { _ in }, _ observe: SessionTracker.Emit,
    exchange: TransferPass.Exchange
  ) throws(CheckFailure) -> CapturePassResult {
    do throws(CaptureError) {
      return try CapturePass.run(
        path, forcedAddresses: forced, opened: opened, start: start, progress: progress,
        observe: observe, exchange: exchange)
    } catch {
      throw CheckFailure(file: path, error)
    }
  }

  /// Hands out the DFU conversation of a capture, in order.
  public func show(_ path: String, body: (ShowLine) -> Void) throws(CheckFailure) {
    var conversations: [Conversation] = []
    var start: Int64 = 0
    _ = try run(path, { _ in }, start: { start = $0 }) { session, observation in
      while conversations.count <= session {
        conversations.append(Conversation(rules: tables.base, start: start))
      }
      if let line = conversations[session].line(observation) { body(line) }
    }
  }
}

// MARK: - The capture's own facts

extension Judge {
  /// A capture, or a watched bus, that gave these sessions.
  func capture(
    _ name: String, _ result: CapturePassResult, _ sessions: [Report.Session]
  ) -> Report.Capture {
    Report.Capture(
      file: name, linkType: result.linkType?.rawValue,
      dialect: result.dialect ?? "unknown", gaps: gaps(result),
      records: records(result), sessions: sessions)
  }

  /// The file's SHA-256, where the report carries it.
  func digest(_ path: String) throws(CheckFailure) -> String? {
    guard options.wantsHashes, path != "-" else { return nil }
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    var hash = SHA256()
    while let chunk = try? handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      hash.update(data: chunk)
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private func gaps(_ result: CapturePassResult) -> [Report.Gap] {
    var gaps: [Report.Gap] = []
    let cut = result.cutRecords
    if cut.count > 0 {
      let reason =
        "the recorder kept only the beginning of \(cut.count) control records, from frame "
        + "\(cut.firstFrame) on; record with a larger snap length "
        + "(tcpdump -s 0; check --live without --ring)"
      gaps.append(Report.Gap(frame: cut.firstFrame, reason: reason))
    }
    if case .damaged(let frame, let reason) = result.end {
      gaps.append(
        Report.Gap(
          frame: frame, reason: "the capture is cut or damaged after frame \(frame): \(reason)"))
    }
    return gaps
  }

  private func records(_ result: CapturePassResult) -> Report.Records {
    let bins = result.bins
    return Report.Records(
      total: result.recordCount, used: bins.used, otherDevice: bins.otherDevice,
      otherEndpoint: bins.otherEndpoint, notDFU: bins.notDFU, undecodable: bins.undecodable,
      unpaired: bins.unpaired)
  }

  /// What may be DFU in a capture that has no session; nil when nothing is.
  func hint(_ result: CapturePassResult) -> String? {
    let found = result.candidates.sorted { $0.key < $1.key }
    guard let first = found.first else { return nil }
    let list = found.map { "\($0.value) at \($0.key)" }.joined(separator: ", ")
    return "Requests that look like DFU were seen (\(list)), but no answer proves it; "
      + "judge them with --address \(first.key)."
  }
}

extension CaptureError {
  var exitStatus: Int32 {
    switch self {
    case .missing: 66
    case .noPermission, .mayNotWrite: 77
    case .cannotOpen, .cannotWrite: 74
    case .isDirectory, .empty, .compressed, .usbmonText, .notACapture, .unsupportedLinkType,
      .severalLinkTypes, .severalSnapLengths:
      65
    }
  }
}
