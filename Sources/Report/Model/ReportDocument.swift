extension Report {
  /// The report of one run: all judged captures, and all files that could not be judged. All
  /// writers print this value.
  public struct Document: Equatable, Sendable {
    /// The schema that the JSON form follows.
    public static let schema = "dfutrace.report/1"

    /// The program that made the report.
    public var tool: Tool
    /// The tables that were used to judge the captures.
    public var tables: [TableReference]
    /// The captures, in the order given.
    public var captures: [Capture]
    /// The files that could not be judged, in the order given.
    public var failures: [CheckFailure]
    /// The group of rules whose findings are shown; nil shows all. The filter never changes a
    /// verdict or the exit status.
    public var filter: RulePrefix?
    /// What the tables say, for a page; nil when no format shows it.
    package var rulebook: Rulebook?
    /// What waivers and a baseline made of the findings; nil when there are neither.
    package var gate: Gate?
    /// Which part of a run it holds; nil for a whole run.
    package var shard: Shard?
    /// The rows of the conversations that were added so far.
    var conversationRows = 0

    /// Makes a report.
    public init(
      tool: Tool = Tool(), tables: [TableReference] = [], captures: [Capture] = [],
      failures: [CheckFailure] = [], filter: RulePrefix? = nil
    ) {
      self.tool = tool
      self.tables = tables
      self.captures = captures
      self.failures = failures
      self.filter = filter
    }
  }
}

extension Report {
  /// The name and the version of a program.
  public struct Tool: Hashable, Sendable {
    /// The name on the command line.
    public var name: String
    /// The semantic version, such as `1.2.3`.
    public var version: String

    /// Makes a tool; the defaults name this program.
    public init(name: String = "dfutrace", version: String = "0.1.0") {
      self.name = name
      self.version = version
    }
  }

  /// A table of rules, with the digest of its exact content.
  public struct TableReference: Hashable, Sendable {
    /// The name of the table: `dfu-1.1`, or the name of an overlay.
    public var id: String
    /// SHA-256 of the table's YAML, in lower-case hex.
    public var sha256: String

    /// Makes a reference.
    package init(id: String, sha256: String) {
      self.id = id
      self.sha256 = sha256
    }
  }
}
