import Checksums

/// The end of a shard's report: a checksum of all bytes before it, which are written one after the
/// other.
///
/// It finds what was damaged or changed by hand, in a small part of the time of reading JSON. It
/// does not resist somebody who forges a report.
package final class Seal {
  private var checksum = Checksum()

  /// Begins without bytes.
  package init() {}

  /// Adds bytes.
  package func add(_ bytes: [UInt8]) { checksum.add(bytes.span) }

  /// The checksum of all bytes so far, as 16 hexadecimal digits.
  package var text: String {
    let digits = String(checksum.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
