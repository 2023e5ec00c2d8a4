import SpecTable

/// The names that options take, for those who ask which there are.
package enum OptionNames {
  /// The dialects that `--dialect` takes.
  package static var dialects: [String] { ForcedDialect.allCases.map(\.rawValue) }

  /// The shipped overlays, which `--profile` takes.
  package static var profiles: [String] {
    (try? SpecLibrary.shipped().profiles.map(\.name)) ?? []
  }
}
