extension Report {
  /// Reports of several firmware versions or hosts, side by side: the worst verdict of each rule,
  /// or of each vector, in each report.
  ///
  /// The order of the columns is the order of time: each is held against those of the same device
  /// before it.
  package struct Comparison: Sendable {
    /// The reports, in the order given.
    package var columns: [Column]
    /// What a row is about.
    package var subject: Subject
    /// The rules that any report put to the test or has a finding of, or the vectors that any
    /// report ran, in order of their ids.
    package var rows: [Row]

    /// What the rows of a comparison are about.
    package enum Subject: String, Sendable {
      /// A row for each rule.
      case rule
      /// A row for each vector that `run` ran.
      case vector
    }

    /// One report.
    package struct Column: Hashable, Sendable {
      /// What it is called: the operator's name, or the name of the file.
      package var name: String
      /// The device that the operator's name begins with: `dac` in `dac@1.1`; nil where it has no
      /// such beginning.
      package var device: String?
      /// The devices in it with their versions, in words; empty where none is known.
      package var devices: String
      /// The number of captures.
      package var captures: Int
      /// The number of sessions.
      package var sessions: Int
      /// The number of files that could not be judged.
      package var failures: Int
      /// Whether traffic is missing in one of the captures.
      package var isPartial: Bool
      /// The digest of its base table, and of its overlays: another one can give other verdicts.
      package var tables: [TableReference]
    }

    /// One rule or one vector in all reports.
    package struct Row: Hashable, Sendable {
      /// The rule's id as a path, or the vector's id.
      package var name: String
      /// A cell for each column.
      package var cells: [Cell]
    }

    /// One rule or one vector in one report.
    package struct Cell: Hashable, Sendable {
      /// The worst verdict; nil where the rule was not put to the test, or the vector was not run.
      package var verdict: Verdict?
      /// The number of findings with this verdict.
      package var count = 0
      /// How many of these are waived.
      package var waived = 0
      /// How many of these are known to a baseline.
      package var known = 0
      /// The sides that are at fault.
      package var sides: Set<Actor> = []
      /// How it compares with the last column before it that put the rule to the test.
      package var change: Change?
    }

    /// How a cell compares with an earlier one.
    package enum Change: String, Hashable, Sendable {
      /// It is a warning or a violation, and worse than before.
      case regression
      /// It is a warning or a violation, and no report before it put the rule to the test.
      case new
      /// It was a warning or a violation, and is better now. To be inconclusive is not better.
      case fix
    }
  }
}

extension Report.Comparison {
  /// The number of cells of a column with this change.
  func number(of change: Change, in column: Int) -> Int {
    rows.count { $0.cells[column].change == change }
  }

  /// The last column of each device, in their order.
  var lastColumns: [Int] {
    columns.indices.filter { index in
      !columns[(index + 1)...].contains { $0.device == columns[index].device }
    }
  }

  /// The exit status: that of a violation where the last column of a device has a warning or a
  /// violation that those before it had not. What got worse in an earlier column does not count.
  package var exitStatus: ExitStatus {
    let worse = lastColumns.map { number(of: .regression, in: $0) + number(of: .new, in: $0) }
    return worse.contains { $0 > 0 } ? .violation : .conformant
  }

  /// The rows that tell something: a finding that is worse than a note in any column.
  var tellingRows: [Row] { rows.filter { $0.cells.contains { ($0.verdict ?? .pass) > .note } } }

  /// The rows where nothing was wrong, and that only some of the columns put to the test.
  var partlyTestedRows: [Row] {
    rows.filter { row in
      row.cells.allSatisfy { ($0.verdict ?? .pass) <= .note }
        && row.cells.contains { $0.verdict == nil }
    }
  }

  /// Whether the reports were made with different tables of rules.
  var hasSeveralTables: Bool { Set(columns.map(\.tables)).count > 1 }
}
