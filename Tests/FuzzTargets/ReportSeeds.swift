import Report
import Suite
import TestSupport

/// Reports and waivers to begin with.
enum ReportSeeds {
  /// A report of each story, short enough to be changed often.
  static func documents() -> [Report.Document] {
    guard let judge = try? Judge(CheckOptions()), let folder = try? TemporaryFolder() else {
      return []
    }
    var documents: [Report.Document] = []
    for story in DFUStory.allCases {
      let file = WrittenDialect.reference.file(of: story.told())
      guard let path = try? folder.write(file, as: story.rawValue),
        var capture = try? judge.check(path).capture
      else { continue }
      capture.file = "captures/\(story.rawValue).pcap"
      for index in capture.sessions.indices { shorten(&capture.sessions[index]) }
      documents.append(
        Report.Document(
          tables: Array(judge.tableReferences.prefix(1)), captures: [capture],
          failures: [CheckFailure(file: "notes.txt", status: .unreadable, message: "none")]))
    }
    return documents
  }

  private static func shorten(_ session: inout Report.Session) {
    session.rules = Array(session.rules.prefix(3))
    session.findings = Array(session.findings.prefix(2))
    session.unlisted = [
      Report.Unlisted(
        rule: "dfu/host/H09", actor: .host, verdict: .warning, profileVerdict: .note, count: 7)
    ]
  }

  /// The reports of the shards of a run, one after the other.
  static func shards(of documents: [Report.Document]) -> [UInt8] {
    let texts = documents.indices.map { index in
      var document = documents[index]
      document.failures = []
      document.shard = Report.Shard(
        run: "r", count: documents.count, inputs: documents.count, shards: [index + 1],
        captures: [index])
      return Array(document.json.utf8)
    }
    return Array(texts.joined(separator: [ReportRun.separator]))
  }

  /// Files of waivers with every key.
  static let waivers = [
    "schema: dfutrace.waivers/1\nwaivers: []\n",
    """
    schema: dfutrace.waivers/1
    waivers:
      - rule: dfu/host
        side: host
        capture: ["captures/*", clean.pcap]
        device: [20B1:0008, 1209]
        reason: known
        expires: 2027-03-31
      - { rule: dfu/time/T1, profile: xmos, vector: a-*, reason: "old", expires: never }

    """,
  ].map { Array($0.utf8) }
}
