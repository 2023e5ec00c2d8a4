import ArgumentParser
import Suite

/// A command line of `check` that holds names and the options of a shard, and is read without the
/// parser: to look at all options takes a third of the start.
///
/// It only takes what the parser would take, and never complains. All else is the parser's.
struct PlainCheck {
  private var captures: [String] = []
  private var formats: [FormattedOutput<ReportFormat>] = []
  private var output: String?
  private var shard: ShardNumber?
  private var isBalanced = false

  /// Reads a command line; nil where it is another command, or has more than this knows.
  init?(_ arguments: [String]) {
    guard arguments.first == CheckCommand.configuration.commandName else { return nil }
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      guard word.hasPrefix("-") else {
        captures.append(word)
        continue
      }
      guard take(word, &rest) else { return nil }
    }
    guard !captures.isEmpty, shard != nil || !isBalanced,
      output == nil || formats.isEmpty || formats.contains(where: { $0.path == nil }),
      shard == nil || ShardOptions.fault(in: outputs) == nil, (try? outputs.validate()) != nil
    else { return nil }
  }

  /// Takes an option, and its value from `rest`. Returns whether it could.
  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    if word == "--balance" {
      isBalanced = true
      return true
    }
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    let isLong = word.hasPrefix("--") && parts.count == 2
    guard let value = isLong ? parts[1] : rest.popFirst(), isLong || !value.hasPrefix("-"),
      isLong || parts == [word]
    else { return false }
    switch parts[0] {
    case "--format":
      guard let format = FormattedOutput<ReportFormat>(argument: value) else { return false }
      formats.append(format)
    case "--output" where output == nil, "-o" where output == nil && !isLong: output = value
    case "--shard" where shard == nil:
      shard = ShardNumber(argument: value)
      return shard != nil
    default: return false
    }
    return true
  }

  private var outputs: FormattedOutputs<ReportFormat> {
    FormattedOutputs(formats.isEmpty ? [FormattedOutput(.text)] : formats, unnamed: output)
  }

  /// The run that it asks for.
  var asked: CheckRun {
    var run = CheckRun(captures: captures)
    run.judgement.outputs = outputs
    run.plan = ShardOptions.plan(shard, isBalanced: isBalanced)
    return run
  }
}
