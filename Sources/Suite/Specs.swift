public import Report
import SpecTable

/// Describes the tables in text for a person.
public struct Specs {
  private let library: SpecLibrary
  private let profile: String?

  /// Loads and checks the tables of a folder; `directory` nil: the shipped tables.
  ///
  /// `profile`: the overlay to merge, nil for none. Fails with status 65 for a broken table and 64
  /// for an unknown profile.
  public init(directory: String?, profile: String?) throws(CheckFailure) {
    self.profile = profile
    do throws(TableError) {
      library =
        if let directory {
          try SpecLibrary.load(directory: directory, digest: SHA256Digest.text)
        } else {
          try SpecLibrary.shipped()
        }
      _ = try library.table(profile: profile)
    } catch {
      guard case .unknownProfile = error else { throw CheckFailure(tables: directory, error) }
      throw CheckFailure(usage: error.description)
    }
  }

  /// Describes what the tables contain and leave out: first the base, then the base with each
  /// overlay.
  public func overview() throws(CheckFailure) -> String {
    var text = try table(profile).overview
    if profile == nil {
      for overlay in library.profiles {
        text += "\(overlay.name): \(overlay.title); extends \(overlay.extends)\n"
      }
    }
    return text
  }

  /// The state tables as a Markdown table.
  public func matrix() throws(CheckFailure) -> String { try table(profile).matrix }

  /// Explains a rule, or all rules below a path; nil when there is none.
  ///
  /// When the base table does not have the rule and no profile was given, looks in every overlay.
  /// The text then names the overlays that have the rule; overlays with the same text are named
  /// together. Fails with status 64 for a text that cannot be the beginning of a path.
  public func explanation(of rule: String) throws(CheckFailure) -> String? {
    let prefix: RulePrefix
    do throws(RulePrefix.Malformation) {
      prefix = try RulePrefix(rule)
    } catch {
      throw CheckFailure(
        usage: "'\(rule)' is no path of rules: \(error.reason); "
          + "dfutrace spec explain dfu lists them all.")
    }
    if let text = try table(profile).explanation(of: rule, isMeant: prefix.takes) { return text }
    guard profile == nil else { return nil }
    var found: [(profiles: [String], text: String)] = []
    for name in library.profiles.map(\.name).sorted() {
      guard let text = try table(name).explanation(of: rule, isMeant: prefix.takes) else {
        continue
      }
      if let index = found.firstIndex(where: { $0.text == text }) {
        found[index].profiles.append(name)
      } else {
        found.append(([name], text))
      }
    }
    guard !found.isEmpty else { return nil }
    return found.map { "with --profile \($0.profiles.joined(separator: " or ")):\n\n\($0.text)" }
      .joined(separator: "\n")
  }

  /// Shows as a matrix and in figures which rules the sessions of these captures put to the test.
  public func coverage(of captures: [Report.Capture]) throws(CheckFailure) -> String {
    var counts: [String: Int] = [:]
    var sights: [String: Set<String>] = [:]
    for use in captures.flatMap(\.sessions).flatMap(\.rules) {
      counts[use.rule, default: 0] += use.count
      sights[use.rule, default: []].formUnion(use.outcomes)
    }
    return try table(profile).coverage(counts, sights: sights)
  }

  private func table(_ profile: String?) throws(CheckFailure) -> Table {
    do throws(TableError) {
      return try library.table(profile: profile)
    } catch {
      throw CheckFailure(file: "", status: .unreadable, message: error.description)
    }
  }
}
