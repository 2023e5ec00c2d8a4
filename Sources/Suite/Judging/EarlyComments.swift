package import CaptureIO
import Checker
package import Report
import SpecTable
import USB

/// Tells a copy what is found while the capture is judged (`check --annotate`).
///
/// A finding may be made long after its packet, and may change. So what is told lies some way
/// behind the place up to which the capture is read. What changes later all the same makes the copy
/// useless: `CommentFeed` notices it at the end.
package struct EarlyComments: Sendable {
  private let feed: CommentFeed
  /// The report as it begins: how its findings are written, and which of them it shows.
  private let report: Report.Document
  private let maybeAccepted: Bool
  /// The bytes between two steps. So much lies between a finding and what it is about at most: the
  /// traffic of some seconds, as long as hosts wait for a transfer.
  private let step: Int
  /// The frame up to which all was told, and the place of the last step.
  private var told = 0
  private var last = ReadingPlace(frame: 0, bytes: 0)

  /// Begins with nothing told. `maybeAccepted`: whether a gate may mark findings in the end.
  package init(
    _ feed: CommentFeed, in report: Report.Document, maybeAccepted: Bool, step: Int = 16 << 20
  ) {
    self.step = step
    self.feed = feed
    self.report = report
    self.maybeAccepted = maybeAccepted
  }

  /// Takes note of how far the capture is read and judged.
  mutating func advance(to place: ReadingPlace, _ judged: borrowing JudgedSessions) {
    guard place.bytes >= last.bytes + step else { return }
    let frames = told + 1..<last.frame + 1
    (told, last) = (last.frame, place)
    let lines = judged.findings(at: frames).compactMap {
      report.annotation($0.finding, profile: $0.profile)
    }
    if maybeAccepted, !lines.isEmpty { return feed.abandon() }
    let comments = PacketComments(
      section: [], packets: lines.map { (frame: $0.frame, comment: $0.line) })
    feed.tell(comments.packets, upTo: told)
  }
}

extension JudgedSessions {
  /// What was found so far at the packets of these frames, each with the overlay that applies.
  fileprivate func findings(
    at frames: Range<Int>
  ) -> [(finding: Report.Finding, profile: String?)] {
    judges.flatMap { judge in
      let found = judge.findings(behind: frames.lowerBound - 1)
        .filter { frames.contains($0.finding.at.frame) }
      guard !found.isEmpty else { return [] as [(Report.Finding, String?)] }
      let report = SessionReport(judge: judge, start: start)
      return found.map { (report.finding($0), judge.overlay?.profile.name) }
    }
  }
}
