import Foundation
import Report
import Testing

/// A page with as many rows as it may have, all of hostile texts.
@Suite struct HTMLVolumeTests {
  private static let hostile = [
    "</script><script>window.hacked=1</script>", "]]>|`<!--",
    "\u{202E}\u{2066}\u{61C}\u{85}\u{1B}[2J",
  ]

  @Test func `a hundred thousand transfers with hostile texts leave the page whole`() throws {
    var report = Sample.report
    let rows = (0..<Report.ConversationRows.limit).map { index in
      Report.ConversationRow(
        frame: 2 * index + 1, completionFrame: 2 * index + 2, nanoseconds: Int64(index), device: 0,
        text: Int32(index % 3), reply: Int32((index + 1) % 3), statesBefore: 4, statesAfter: 4)
    }
    report.captures[0].sessions[0].conversation = .init(texts: Self.hostile, rows: rows)
    let text = report.html
    let page = try #require(HTMLPage(text))
    #expect(!page.data.utf8.contains { [0x3C, 0x3E, 0x26, 0x1B, 0x85].contains($0) })
    #expect(!page.data.unicodeScalars.contains { [0x202E, 0x2066, 0x61C].contains($0.value) })
    // As many as a page without a row has.
    report.captures[0].sessions[0].conversation = nil
    func scripts(_ text: String) -> Int { text.split(separator: "<script").count }
    #expect(scripts(text) == scripts(report.html))
    let document = try JSONSerialization.jsonObject(with: Data(page.data.utf8)) as? [String: Any]
    let conversations = document?["conversations"] as? [[[String: Any]]]
    let first = try #require(conversations?.first?.first)
    #expect((first["rows"] as? [Any])?.count == rows.count)
    #expect(first["strings"] as? [String] == Self.hostile)
  }
}
