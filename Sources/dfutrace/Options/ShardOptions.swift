import ArgumentParser
import Suite

/// The part of the inputs that a run judges (docs/sharding.md).
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Judge only the part I of N, for example 3/8, and write its report for merge.",
      valueName: "I/N"), transform: number)
  var shard: ShardNumber?

  @Flag(help: "Give each shard about the same number of bytes, not of files.")
  var balance = false

  private static func number(_ text: String) throws -> ShardNumber {
    guard let number = ShardNumber(argument: text) else {
      throw ValidationError(
        "It takes two numbers: which part, from 1, and of how many, to \(ShardNumber.most).")
    }
    return number
  }

  func validate() throws {
    guard shard != nil || !balance else {
      throw ValidationError("--balance is for --shard.")
    }
  }

  /// The part to judge; nil for all.
  var plan: ShardPlan? {
    Self.plan(shard, isBalanced: balance)
  }

  /// The plan of a shard; nil for none.
  static func plan(_ shard: ShardNumber?, isBalanced: Bool) -> ShardPlan? {
    shard.map { ShardPlan(index: $0.index, count: $0.count, isBalanced: isBalanced) }
  }

  /// Why the reports of a shard cannot go to these outputs; nil when they can.
  static func fault(in outputs: FormattedOutputs<ReportFormat>) -> String? {
    if outputs.formats != [.json] {
      return "--shard writes one report, for merge: add --format json alone."
    }
    guard outputs.paths.contains(where: OutputFile.isFolder) else { return nil }
    return "--shard writes one report: name a file with -o, not a folder."
  }
}

/// `3/8`: the third of eight parts.
struct ShardNumber {
  let index: Int
  let count: Int

  /// The most parts of a run.
  static let most = 100_000

  /// Reads it as it is written; nil where it is none.
  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1],
      1...Self.most ~= count, 1...count ~= index
    else { return nil }
    self.index = index
    self.count = count
  }
}
