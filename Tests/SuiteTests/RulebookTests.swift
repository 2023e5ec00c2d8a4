import DFU
import Foundation
import Report
import SpecTable
import TestSupport
import Testing

@testable import Suite

/// What a page tells of the tables.
@Suite struct RulebookTests {
  private func report(
    _ names: [String], specs directory: String? = nil
  ) throws -> Report.Document {
    let judge = try Judge(CheckOptions(specsDirectory: directory, wantsConversation: true))
    var report = Report.Document(tables: judge.tableReferences)
    for shipped in ShippedCapture.all where names.contains(shipped.name) || names.isEmpty {
      report.add(try judge.check(shipped.file).capture)
    }
    judge.addRulebook(to: &report)
    return report
  }

  @Test func `every row of the base table is in one cell`() throws {
    let table = try Table.shipped()
    let drawn = table.stateTable
    #expect(drawn.states == State.allCases.map(\.name))
    #expect(Set(drawn.cells.flatMap(\.rules)) == Set(table.rows.map(\.path)))
    let places = drawn.cells.map { "\($0.state) \($0.event)" }
    #expect(Set(places).count == places.count)
    #expect(drawn.cells.allSatisfy { !$0.allowed.isEmpty && !$0.clause.isEmpty })
    let detach = drawn.cells.first { $0.state == 0 && $0.event == "DFU_DETACH" }
    #expect(detach?.allowed.first == "ACK, then appDETACH (when wTimeout<=wDetachTimeOut)")
    #expect(detach?.clause.hasPrefix("DFU 1.1, A.2.1 r1, p. 29") == true)
  }

  /// DFU 1.1, Figure A.1, by its numbers: two of the moves of a download, and those of a reset.
  @Test func `the moves are those of the table`() throws {
    let edges = try Table.shipped().stateTable.edges
    func move(_ from: State, _ to: State, _ event: String) -> Report.StateTable.Edge? {
      edges.first {
        $0.from == Int(from.rawValue) && $0.to == Int(to.rawValue) && $0.event == event
      }
    }
    #expect(move(.dfuIDLE, .dfuDNLOADSYNC, "DFU_DNLOAD")?.isNote == false)
    #expect(move(.dfuDNBUSY, .dfuDNLOADSYNC, "POLL_TIMEOUT")?.isNote == false)
    #expect(move(.dfuERROR, .dfuIDLE, "DFU_CLRSTATUS")?.isNote == false)
    #expect(move(.dfuIDLE, .dfuMANIFEST, "DFU_DNLOAD") == nil)
    #expect(edges.allSatisfy { $0.from != $0.to })
    let moves = edges.map { "\($0.from) \($0.to) \($0.event)" }
    #expect(Set(moves).count == moves.count)
  }

  @Test func `the text that the program carries is that of its table`() throws {
    let shipped = try #require(try report(["will-detach"]).rulebook).stateTable
    #expect(shipped == Report.StateTable.shipped)
    #expect(shipped == (try Table.shipped().stateTable.json))
  }

  @Test func `tables of a folder are drawn as they are`() throws {
    let folder = try TemporaryFolder()
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: tests.appending(path: "../specs/dfu-1.1.yaml"), encoding: .utf8)
    let other = text.replacing("section: A.2.1 r1, page: 29", with: "section: A.2.1 r1, page: 30")
    _ = try folder.write(Array(other.utf8), as: "dfu-1.1.yaml")
    let drawn = try #require(report(["will-detach"], specs: folder.path).rulebook)
    #expect(drawn.stateTable != Report.StateTable.shipped)
    #expect(drawn.stateTable.contains("DFU 1.1, A.2.1 r1, p. 30"))
  }

  @Test func `every rule that is used or named has its words`() throws {
    let report = try report([])
    let rulebook = try #require(report.rulebook)
    #expect(report.namedRules.count > 100)
    #expect(report.namedRules.subtracting(rulebook.rules.keys) == [])
    #expect(rulebook.rules.values.allSatisfy { !$0.clause.isEmpty && !$0.says.isEmpty })
    let duties = try Table.shipped().obligations.filter { report.namedRules.contains($0.path) }
    #expect(!duties.isEmpty)
    for duty in duties { #expect(rulebook.rules[duty.path]?.says == duty.says) }
  }

  @Test func `a profile is made of its tables`() throws {
    let rulebook = try #require(try report(["xua-5.3.0-vhci-dfu-util"]).rulebook)
    #expect(rulebook.tablesOfProfiles == ["xmos/lib_xua-5": ["xmos", "xmos/lib_xua-5"]])
  }

  @Test func `a report that nobody looks at has no rulebook`() throws {
    let judge = try Judge(CheckOptions())
    var report = Report.Document()
    judge.addRulebook(to: &report)
    #expect(report.rulebook == nil)
  }
}
