/// Joins the reports of shards into the report of the whole run, byte for byte as one run writes
/// it.
///
/// The order in which the shards are named makes no difference. A merge of some shards only has the
/// member `shard` again, and can be merged on.
package struct Merge: Sendable {
  private let files: [ShardFile]
  /// What the merged report holds; nil where it holds the whole run.
  private let rest: Report.Shard?
  private let outcome: ShardOutcome

  /// A capture or a failure of a file.
  private struct Piece {
    var input: Int
    var file: Int
    var range: Range<Int>
  }

  /// Plans the merge. `isPartial`: shards may be missing.
  ///
  /// Fails with status 65, and names the report, where a shard is of another run, is there twice or
  /// is missing.
  package init(_ files: [ShardFile], isPartial: Bool) throws(CheckFailure) {
    self.files = files
    guard let first = files.first else {
      throw CheckFailure(usage: "There is no report to merge.")
    }
    try Self.refuseForeign(files, first)
    try Self.refuseDoubles(files)
    outcome = ShardOutcome(
      hasViolation: files.contains(where: \.outcome.hasViolation),
      isUndecided: files.contains(where: \.outcome.isUndecided))
    let shards = files.flatMap(\.shard.shards).sorted()
    guard shards.count < first.shard.count else {
      rest = nil
      try Self.refuseGaps(files, first)
      try Self.refuseDoubledNames(files)
      return
    }
    try Self.refuseDoubledNames(files)
    guard isPartial else { throw Self.missing(shards, of: first.shard.count) }
    var joined = first.shard
    joined.shards = shards
    joined.captures = files.flatMap(\.shard.captures).sorted()
    joined.failures = files.flatMap(\.shard.failures).sorted()
    rest = joined
  }

  /// The failure that names the shards that are not there, the first twenty of them.
  private static func missing(_ shards: [Int], of count: Int) -> CheckFailure {
    let held = Set(shards)
    let first = (1...count).lazy.filter { !held.contains($0) }.prefix(20)
    let further = count - held.count - first.count
    let list =
      first.map(String.init).joined(separator: ", ")
      + (further > 0 ? " and \(further) more" : "")
    return CheckFailure(
      file: "", status: .unreadable,
      message: "Of \(counted(count, "shard")), these are missing: \(list). Run them again, or "
        + "merge the others with --partial.")
  }

  private static func refuseForeign(
    _ files: [ShardFile], _ first: ShardFile
  ) throws(CheckFailure) {
    func isSameRun(_ file: ShardFile) -> Bool {
      file.shard.run == first.shard.run && file.shard.count == first.shard.count
        && file.shard.inputs == first.shard.inputs && file.head == first.head
    }
    if let foreign = files.first(where: { !isSameRun($0) }) {
      throw CheckFailure(
        file: foreign.file, status: .unreadable,
        message: "The report is of another run than \(first.file.printable()): captures, settings, "
          + "tables or the program differ.")
    }
  }

  private static func refuseDoubles(_ files: [ShardFile]) throws(CheckFailure) {
    var owners: [Int: ShardFile] = [:]
    for file in files {
      for shard in file.shard.shards {
        if let owner = owners[shard] {
          throw CheckFailure(
            file: file.file, status: .unreadable,
            message: "The report holds shard \(shard), which \(owner.file.printable()) holds too: "
              + "name each shard once.")
        }
        owners[shard] = file
      }
    }
  }

  /// A capture that is there twice stands for another one.
  private static func refuseDoubledNames(_ files: [ShardFile]) throws(CheckFailure) {
    var names: Set<String> = []
    for file in files {
      for name in file.names where !names.insert(name).inserted {
        throw CheckFailure(
          file: file.file, status: .unreadable,
          message: "The capture \(name.printable()) is there twice; run the shards again.")
      }
    }
  }

  /// Each input has to be in one shard.
  private static func refuseGaps(
    _ files: [ShardFile], _ first: ShardFile
  ) throws(CheckFailure) {
    var seen: Set<Int> = []
    for file in files {
      let own = Set(file.shard.captures + file.shard.failures)
      guard seen.isDisjoint(with: own) else {
        throw CheckFailure(
          file: file.file, status: .unreadable,
          message: "The report holds a capture that another shard holds too; run the shards again.")
      }
      seen.formUnion(own)
    }
    guard seen.count == first.shard.inputs else {
      throw CheckFailure(
        file: "", status: .unreadable,
        message:
          "The shards hold \(seen.count) of \(counted(first.shard.inputs, "input")); run them "
          + "again.")
    }
  }

  /// The exit status of the whole run (`ExitStatus.of`).
  package func exitStatus(strict: Bool) -> ExitStatus {
    if outcome.hasViolation { return .violation }
    let failures = files.flatMap { zip($0.shard.failures, $0.statuses) }
    if let first = failures.min(by: { $0.0 < $1.0 }) { return first.1 }
    return strict && outcome.isUndecided ? .undecided : .conformant
  }

  /// Passes the merged report to `sink`, in pieces of 256 KiB and one capture at most. `read`
  /// appends bytes of a file.
  package func write<E: Error>(
    read: Read<E>, to sink: ([UInt8]) throws(E) -> Void
  ) throws(E) {
    var text = ReportText(
      isSealed: rest != nil, pieceLength: 1 << 18, beginning: files.first?.head ?? [])
    let lengths = try write(pieces(\.captures, \.shard.captures), read, to: &text, sink)
    text.begin("failures")
    _ = try write(pieces(\.failures, \.shard.failures), read, to: &text, sink)
    try text.end(rest?.value(outcome, lengths: lengths), to: sink)
  }

  /// Appends a part of a file to bytes.
  package typealias Read<E: Error> = (String, Range<Int>, inout [UInt8]) throws(E) -> Void

  /// The captures or failures of all files, in the order of their inputs.
  private func pieces(
    _ ranges: KeyPath<ShardFile, [Range<Int>]>, _ inputs: KeyPath<ShardFile, [Int]>
  ) -> [Piece] {
    files.indices.flatMap { file in
      zip(files[file][keyPath: inputs], files[file][keyPath: ranges])
        .map { Piece(input: $0, file: file, range: $1) }
    }.enumerated().sorted { ($0.element.input, $0.offset) < ($1.element.input, $1.offset) }
      .map(\.element)
  }

  /// Copies the pieces, and gives their lengths.
  private func write<E: Error>(
    _ pieces: [Piece], _ read: Read<E>, to text: inout ReportText,
    _ sink: ([UInt8]) throws(E) -> Void
  ) throws(E) -> [Int] {
    for piece in pieces {
      try text.element(to: sink) { (bytes: inout [UInt8]) throws(E) in
        try read(files[piece.file].file, piece.range, &bytes)
      }
    }
    return text.endList()
  }
}
