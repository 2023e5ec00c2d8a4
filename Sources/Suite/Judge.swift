import Checker
public import DFU
public import Report
import SpecTable
import USB

/// Judges captures against one set of tables: the entry of the module.
///
/// The module combines the lower modules. Its folders: `Reading` reads captures, `Judging` judges
/// each session, `Reporting` turns the result into a report, `Descriptors`, `Firmware` and
/// `Conversations` add to it the descriptors, the images and the exchanges, `Gate` marks the
/// findings that waivers or a baseline accept, `Sharding` says which captures a shard judges,
/// `Live` watches a bus, `Replay` replays a capture against a model, `Diff` compares two captures,
/// `Redaction` copies one without its images, `Vectors`, `Models` and `Scripts` run vectors on
/// models, and `Hardware` runs them on devices. The module never decides what DFU allows: the
/// tables do. It never prints: the program does. Read `check` first, then `SessionJudge` and
/// `SessionReport`.
public struct Judge: Sendable {
  let tables: TableSet
  private let explicit: (profile: SpecTable.Profile, rules: CompiledTable)?
  /// How captures are read.
  let reading: ReadingOptions
  private let options: CheckOptions

  /// Loads the tables; fails with status 64 for a wrong argument and 65 for a broken table.
  public init(_ options: CheckOptions) throws(CheckFailure) {
    self.options = options
    do throws(TableError) {
      tables = try TableSet(directory: options.specsDirectory)
    } catch {
      throw CheckFailure(tables: options.specsDirectory, error)
    }
    do throws(TableError) {
      explicit = try Self.chosen(options.profile, tables)
    } catch {
      throw CheckFailure(usage: error.description)
    }
    reading = try ReadingOptions(address: options.address, dialect: options.dialect)
  }

  /// Makes a judge for another thread, with tables of its own. Threads with the same tables slow
  /// each other down, because they count the references to them.
  public init(separate judge: Judge) throws(CheckFailure) {
    (options, reading) = (judge.options, judge.reading)
    do throws(TableError) {
      tables = try judge.tables.separate()
      explicit = try Self.chosen(options.profile, tables)
    } catch {
      throw CheckFailure(tables: options.specsDirectory, error)
    }
  }

  private static func chosen(
    _ name: String?, _ tables: TableSet
  ) throws(TableError) -> (profile: SpecTable.Profile, rules: CompiledTable)? {
    guard let name else { return nil }
    let profile = try tables.profile(named: name)
    return (profile, try tables.rules(profile))
  }

  /// The devices that the operator names.
  var forced: Set<DeviceAddress> { reading.forced }

  /// The files of the tables in use, with their digests.
  public var tableReferences: [Report.TableReference] { tables.references }

  /// The paths of the files that the tables were read from; none for the built-in ones.
  package var tableFiles: [String] {
    options.specsDirectory.map { folder in tables.files.map { "\(folder)/\($0)" } } ?? []
  }

  /// Judges one capture file, or standard input for `-`.
  ///
  /// A file without DFU traffic gives a capture without sessions; then `hint` may name traffic that
  /// looks like DFU. `progress` is called from time to time with the number of bytes read so far.
  public func check(
    _ path: String, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) -> (capture: Report.Capture, hint: String?) {
    try check(path, telling: nil, progress: progress)
  }

  /// The same; tells a copy what is found, on the way.
  package func check(
    _ path: String, telling comments: EarlyComments?, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) -> (capture: Report.Capture, hint: String?) {
    var judged = JudgedSessions(sessionJudge(), start: 0)
    var comments = comments
    let result = try run(
      path, progress, advance: { comments?.advance(to: $0, judged) }, hashing: wantsHashes,
      start: { judged.start = $0 },
      tell: { judged.take($0) },
      { session, observation in judged.observe(observation, of: session) },
      exchange: { session, transfer in judged.exchange(transfer, of: session) })
    judged.doubt(waiting: result.waiting, result.sessions)
    if result.file.hasUnplacedLoss { judged.doubtHistory() }
    let sessions = judged.reports(result.sessions)
    return (capture(path, result, sessions), sessions.isEmpty ? result.hint : nil)
  }

  /// Whether a file that begins with these bytes is a text that captures are read from.
  package static func readsText(_ beginning: [UInt8]) -> Bool {
    DialectRegistry.shipped.reader(ofText: beginning) != nil
  }

  /// Whether the report shall carry the SHA-256 of each capture.
  var wantsHashes: Bool { options.wantsHashes }

  /// Whether the report shall carry the descriptors of the devices.
  var wantsDescriptors: Bool { options.wantsDescriptors }

  /// Whether the report shall carry the conversations, and what the tables say.
  var wantsConversation: Bool { options.wantsConversation }

  /// Makes the judge of a new session. Its copies share the room for conversations.
  func sessionJudge() -> SessionJudge {
    let checkerOptions = Checker.Options(toleranceMilliseconds: options.toleranceMilliseconds)
    return SessionJudge(
      tables: tables, explicit: explicit, options: checkerOptions,
      conversation: wantsConversation
        ? ConversationRecorder(RowBudget(), head: SessionJudge.earlyLimit) : nil)
  }

  /// Makes a checker that uses the base table without an overlay.
  func baseChecker() -> Checker {
    Checker(
      tables.base,
      options: Checker.Options(toleranceMilliseconds: options.toleranceMilliseconds))
  }

  /// Reads a capture once and passes each session's observations to `observe`, in order.
  func run(
    _ path: String, _ progress: (Int) -> Void, start: (Int64) -> Void = { _ in },
    tell: (SourceFact) -> Void = { _ in }, _ observe: SessionTracker.Emit
  ) throws(CheckFailure) -> CapturePassResult {
    try run(path, progress, start: start, tell: tell, observe) {
      observe($0, Observation(exchange: $1))
    }
  }

  /// The same; most exchanges go to `exchange` instead, which is cheaper.
  func run(
    _ path: String, _ progress: (Int) -> Void, advance: (ReadingPlace) -> Void = { _ in },
    hashing: Bool = false, start: (Int64) -> Void = { _ in },
    tell: (SourceFact) -> Void = { _ in }, _ observe: SessionTracker.Emit,
    exchange: TransferPass.Exchange
  ) throws(CheckFailure) -> CapturePassResult {
    try reading.run(
      path, progress, advance: advance, hashing: hashing, start: start, tell: tell, observe,
      exchange: exchange)
  }

  /// Passes the DFU conversation of a capture to `body`, line by line, in order. Fails with status
  /// 66 where there is none.
  package func show(_ path: String, body: (ShowLine) -> Void) throws(CheckFailure) {
    var conversations = Conversations(rules: tables.base, start: 0)
    let start = { conversations = Conversations(rules: tables.base, start: $0) }
    var isEmpty = true
    let result = try run(path, { _ in }, start: start) { session, observation in
      guard let line = conversations.line(observation, of: session) else { return }
      isEmpty = false
      body(line)
    }
    if isEmpty { throw noTraffic(path, result) }
  }

  /// Reads a capture without judging it: passes what happened to each DFU device to `body`, in
  /// order, with the number of its session, from 0.
  public func observe(
    _ path: String, body: (SessionID, Observation) -> Void
  ) throws(CheckFailure) {
    _ = try run(path, { _ in }, body)
  }

  /// Parses the prefix of the rules that a report shall show; nil shows all rules.
  /// Fails with status 64 when the prefix is malformed or no rule begins with it.
  public func filter(_ prefix: String?) throws(CheckFailure) -> RulePrefix? {
    guard let prefix else { return nil }
    let names = try ruleNames()
    func refusal(_ why: String) -> CheckFailure {
      CheckFailure(usage: "\(why); near it: \(names.near(prefix).joined(separator: ", "))")
    }
    do throws(RulePrefix.Malformation) {
      let wanted = try RulePrefix(prefix)
      if names.contains(wanted) { return wanted }
    } catch {
      throw refusal("'\(prefix)' is no path of rules: \(error.reason)")
    }
    throw refusal("there is no rule below \(prefix)")
  }

  func ruleNames() throws(CheckFailure) -> RuleNames {
    do throws(TableError) {
      return try tables.ruleNames()
    } catch {
      throw CheckFailure(file: "", status: .unreadable, message: error.description)
    }
  }
}
