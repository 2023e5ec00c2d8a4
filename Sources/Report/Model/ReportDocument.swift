extension Report {
  /// What one run of the program found: every capture that was judged, and every file that could
  /// not be. All writers print this value.
  public struct Document: Equatable, Sendable {
    /// The schema that the JSON form follows.
    public static let schema = "dfutrace.report/1"

    /// The program that wrote it.
    public var tool: Tool
    /// The tables that the captures were judged by.
    public var tables: [TableReference]
    /// The captures, in the order given.
    public var captures: [Capture]
    /// The files that could not be judged, in the order given.
    public var failures: [CheckFailure]
    /// The group of rules whose findings are shown; nil shows all. It changes no verdict and no
    /// exit status.
    public var filter: RulePrefix?

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
  /// A program by name and version.
  public struct Tool: Hashable, Sendable {
    /// The name on the command line.
    public var name: String
    /// Semantic version.
    public var version: String

    /// Names this program, unless told otherwise.
    public init(name: String = "dfutrace", version: String = "0.1.0") {
      self.name = name
      self.version = version
    }
  }

  /// A table of rules, and which edition of it.
  public struct TableReference: Hashable, Sendable {
    /// `dfu-1.1`, or an overlay's name.
    public var id: String
    /// SHA-256 of the table's YAML, in lower-case hex.
    public var sha256: String

    /// Makes a reference.
    public init(id: String, sha256: String) {
      self.id = id
      self.sha256 = sha256
    }
  }
}
