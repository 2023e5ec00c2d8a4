import CaptureIO
import DFU
package import Report
import USB

/// How captures are read: what the operator tells of them. No tables are needed for it.
package struct ReadingOptions: Sendable {
  /// The devices that the operator names.
  let forced: Set<DeviceAddress>
  private let dialect: ForcedDialect?

  /// Takes the address of a device, as `BUS.ADDR`, and the name of a dialect; nil: what the
  /// captures show. Fails with status 64 for a wrong one.
  package init(address: String? = nil, dialect: String? = nil) throws(CheckFailure) {
    forced = try Self.addresses(address)
    self.dialect = try Self.dialect(dialect)
  }

  /// What is wrong with the text of `--address`; nil: nothing.
  package static func fault(ofAddress text: String) -> String? {
    DeviceAddress(text) == nil ? noAddress(text) : nil
  }

  private static func noAddress(_ text: String) -> String {
    "--address takes BUS.ADDR, such as 1.5 (Wireshark shows it); got '\(text)'."
  }

  private static func addresses(_ text: String?) throws(CheckFailure) -> Set<DeviceAddress> {
    guard let text else { return [] }
    guard let address = DeviceAddress(text) else { throw CheckFailure(usage: noAddress(text)) }
    return [address]
  }

  private static func dialect(_ name: String?) throws(CheckFailure) -> ForcedDialect? {
    guard let name else { return nil }
    guard let dialect = ForcedDialect(rawValue: name) else {
      let all = ForcedDialect.allCases.map(\.rawValue).joined(separator: ", ")
      throw CheckFailure(usage: "--dialect takes one of \(all); got '\(name)'.")
    }
    return dialect
  }

  /// Reads a capture once and passes each session's observations to `observe`, in order. Most
  /// exchanges go to `exchange` instead, which is cheaper. See `CapturePass.run`.
  func run(
    _ path: String, _ progress: (Int) -> Void, advance: (ReadingPlace) -> Void = { _ in },
    hashing: Bool = false, start: (Int64) -> Void = { _ in },
    tell: (SourceFact) -> Void = { _ in }, _ observe: SessionTracker.Emit,
    exchange: TransferPass.Exchange
  ) throws(CheckFailure) -> CapturePassResult {
    do throws(CaptureError) {
      return try CapturePass.run(
        path, dialects: dialect?.registry ?? .shipped, hashing: hashing,
        forcedAddresses: forced, start: start, tell: tell,
        progress: {
          progress($0.bytes)
          advance($0)
        }, observe: observe, exchange: exchange)
    } catch {
      throw CheckFailure(file: path, error, asked: dialect)
    }
  }
}
