import Testing

/// Two conversations that differ in one thing. One keeps a rule; the other breaks it at the line
/// that ends in `;`.
struct RulePair: CustomTestStringConvertible, Sendable {
  /// The rule's id in the table.
  var id: String
  var kept: String
  var broken: String
  var testDescription: String { id }

  /// Both begin with `start`.
  init(_ id: String, _ start: Start, kept: String, broken: String) {
    self.init(id, kept: (start, kept), broken: (start, broken))
  }

  /// The two begin differently.
  init(_ id: String, kept: (Start, String), broken: (Start, String)) {
    self.id = id
    self.kept = kept.0.text + kept.1
    self.broken = broken.0.text + broken.1
  }

  /// The enumeration before the conversation: a descriptor set in the transcript's words.
  struct Start {
    var set: String
    var text: String { "attached left\n\(set)\nconfigured 1\n" }

    static let runTime = Start(set: "run-time dnload upload tolerant detach=1000")
    static let runTimeWillDetach = Start(set: "run-time dnload tolerant will-detach detach=1000")
    static let dfu = Start(set: "dfu dnload upload tolerant size=64 detach=1000")
    static let uploadOnly = Start(set: "dfu upload tolerant size=64 detach=1000")
    static let downloadOnly = Start(set: "dfu dnload tolerant size=64 detach=1000")
    static let intolerant = Start(set: "dfu dnload upload size=64 detach=1000")
    static let willDetach = Start(set: "dfu dnload upload tolerant will-detach detach=1000")
  }

  /// A download of one block, which the device has written.
  static let block = "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
  /// A download up to the answer that announces manifestation.
  static let download = block + "DNLOAD 1 0 -> ACK\nGETSTATUS -> OK 50 dfuMANIFEST\n"
  /// Sixteen bytes that are a DFU suffix with the right CRC, and the same with a wrong one.
  static let suffix = "00 01 09 00 B1 20 00 01 55 46 44 10 08 9F 56 50"
  static let noSuffix = "00 01 09 00 B1 20 00 01 55 46 44 10 08 9F 56 51"
}
