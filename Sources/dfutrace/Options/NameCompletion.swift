import ArgumentParser
import Suite

/// The words that a shell offers for the value of an option. They are looked up when the shell asks
/// for them, so that no other run waits for them.
extension CompletionKind {
  /// The models of devices, and these words before them.
  static func models(after words: [String] = []) -> CompletionKind {
    .custom { _, _, _ in words + VectorBench.models }
  }

  /// The shipped overlays.
  static var profiles: CompletionKind { .custom { _, _, _ in OptionNames.profiles } }

  /// The dialects of captures.
  static var dialects: CompletionKind { .custom { _, _, _ in OptionNames.dialects } }
}
