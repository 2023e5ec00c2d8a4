import DFU
import DeviceModel
package import Files
import FoundationEssentials
import JSON
public import Report
import SpecTable
import USB
package import Vectors

/// Runs vectors on a model and judges what happens.
public struct VectorBench {
  private let judge: Judge
  private let personality: Personality
  private let config: [String: ParameterValue]

  /// Selects the model with this name and its parameters.
  ///
  /// `words` have the form `key=value` or are JSON objects. They override the parameters of a
  /// vector. Fails with status 64 for a wrong name or parameter.
  public init(judge: Judge, model: String, config words: [String]) throws(CheckFailure) {
    self.judge = judge
    do throws(ModelError) {
      personality = try Personality.named(model)
      config = try ModelParameters.read(words)
      _ = try personality.make(config)
    } catch {
      throw CheckFailure(usage: error.message)
    }
  }

  /// Whether a file looks like vectors, that is JSON and not a capture. Reads its beginning only.
  package static func isVectors(_ path: String) -> Bool {
    guard InputFile.isRegular(path), let start = try? InputFile(path).read(upTo: 256) else {
      return false
    }
    return start.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }

  /// Whether a file has the extension `json` or `jsonl` and contains at least one vector.
  package static func holdsVectors(_ path: String) -> Bool {
    guard path.hasSuffix(".json") || path.hasSuffix(".jsonl"),
      let bytes = try? InputFile.bytes(of: path, atMost: mostBytes),
      let file = try? VectorFile(reading: bytes)
    else { return false }
    return !file.vectors.isEmpty
  }

  /// The names of all models.
  public static var models: [String] { Personality.all.map(\.name) }

  /// Runs each vector of a file on a new device and judges it as a session.
  public func run(_ path: String) throws(CheckFailure) -> Report.Capture {
    let bytes = try Self.bytes(of: path)
    let file: VectorFile
    do throws(VectorError) {
      file = try VectorFile(reading: bytes)
    } catch {
      throw CheckFailure(file: path, status: .unreadable, message: error.message)
    }
    var capture = run(file.vectors, named: path)
    if judge.wantsHashes { capture.sha256 = SHA256Digest.text(of: bytes) }
    return capture
  }

  /// Runs each of these vectors on a new device and judges it as a session.
  package func run(_ vectors: [Vector], named path: String) -> Report.Capture {
    var capture = Report.Capture(file: path, dialect: "vectors on \(personality.name)")
    var bins = RecordLedger.Totals()
    var shared = SharedParts()
    capture.sessions.reserveCapacity(vectors.count)
    for (index, vector) in vectors.enumerated() {
      let name = vector.name(number: index + 1)
      do throws(VectorSkip) {
        let witness = try run(vector)
        bins.add(witness.bins)
        capture.sessions += witness.sessions(start: ModelPort.start).map { session in
          var session = session
          session.isHostScripted = true
          session.vector = name
          shared.share(&session)
          return session
        }
      } catch {
        capture.skipped.append(Report.Skip(vector: name, reason: error.reason))
      }
    }
    capture.dropped = 0
    capture.records = Report.Records(bins)
    return capture
  }

  /// Runs one vector on a new device.
  func run(_ vector: Vector) throws(VectorSkip) -> PortJudge {
    var runner = VectorRunner(ModelPort(try device(vector)), isFresh: true)
    var witness = PortJudge { judge.sessionJudge() }
    let lacking: String?
    do throws(PortError) {
      lacking = try runner.run(vector)
    } catch {
      throw VectorSkip(error)
    }
    if let lacking { throw VectorSkip(reason: lacking) }
    witness.observe(runner.take())
    witness.finish()
    return witness
  }

  private func device(_ vector: Vector) throws(VectorSkip) -> any DeviceModel {
    let own = vector.config.mapValues(ParameterValue.init)
    do throws(ModelError) {
      return try personality.make(own.merging(config) { $1 })
    } catch {
      throw VectorSkip(reason: error.message)
    }
  }

  /// The most bytes that a file of vectors may have: 512 MiB. It is read as a whole.
  private static let mostBytes = 512 << 20

  static func bytes(of path: String) throws(CheckFailure) -> [UInt8] {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try InputFile.bytes(of: path, atMost: mostBytes)
    } catch {
      guard path != "-" else {
        throw CheckFailure(
          file: "standard input", status: .inputOutput,
          message: "The vectors cannot be read: \(error.reason).")
      }
      throw failure(path, error)
    }
    guard let bytes else {
      throw CheckFailure(tooLong: path, as: "file of vectors", most: mostBytes)
    }
    return bytes
  }

  /// The failure for a file of vectors that cannot be opened or read.
  package static func failure(_ path: String, _ error: SystemError) -> CheckFailure {
    CheckFailure(opening: path, as: "file of vectors", error)
  }
}

/// Parts of reports that many vectors have alike; each is kept once.
private struct SharedParts {
  private var rules: Set<[Report.RuleUse]> = []
  private var devices: Set<[Report.Device]> = []
  private var facts: Set<Report.Facts> = []

  /// Replaces parts of a session by the equal ones of an earlier session.
  mutating func share(_ session: inout Report.Session) {
    session.rules = rules.insert(session.rules).memberAfterInsert
    session.devices = devices.insert(session.devices).memberAfterInsert
    session.facts = facts.insert(session.facts).memberAfterInsert
  }
}

/// Why a vector was not run.
struct VectorSkip: Error {
  var reason: String

  init(reason: String) { self.reason = reason }

  init(_ error: PortError) { reason = error.sentence }
}

extension RecordLedger.Totals {
  mutating func add(_ other: RecordLedger.Totals) {
    used += other.used
    otherDevice += other.otherDevice
    otherEndpoint += other.otherEndpoint
    notDFU += other.notDFU
    undecodable += other.undecodable
    unpaired += other.unpaired
    copies += other.copies
    bus += other.bus
    otherLinkType += other.otherLinkType
  }
}

extension Report.Records {
  init(_ bins: RecordLedger.Totals) {
    self.init(
      used: bins.used, otherDevice: bins.otherDevice, otherEndpoint: bins.otherEndpoint,
      notDFU: bins.notDFU, undecodable: bins.undecodable, unpaired: bins.unpaired,
      copies: bins.copies, bus: bins.bus, otherLinkType: bins.otherLinkType)
  }
}
