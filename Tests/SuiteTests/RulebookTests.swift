import DFU
import Report
import SpecTable
import Testing

@testable import Suite

/// What a page tells of the tables.
@Suite struct RulebookTests {
  private func report(_ names: [String]) throws -> Report.Document {
    let judge = try Judge(CheckOptions(wantsConversation: true))
    var report = Report.Document(tables: judge.tableReferences)
    for shipped in ShippedCapture.all where names.contains(shipped.name) || names.isEmpty {
      report.add(try judge.check(shipped.file).capture)
    }
    judge.addRulebook(to: &report)
    return report
  }

  @Test func `every row of the base table is in one cell`() throws {
    let rulebook = try #require(try report(["will-detach"]).rulebook)
    let table = try Table.shipped()
    #expect(rulebook.states == State.allCases.map(\.name))
    #expect(Set(rulebook.cells.flatMap(\.rules)) == Set(table.rows.map(\.path)))
    let places = rulebook.cells.map { "\($0.state) \($0.event)" }
    #expect(Set(places).count == places.count)
    #expect(rulebook.cells.allSatisfy { !$0.allowed.isEmpty && !$0.clause.isEmpty })
    let detach = rulebook.cells.first { $0.state == 0 && $0.event == "DFU_DETACH" }
    #expect(detach?.allowed.first == "ACK, then appDETACH (when wTimeout<=wDetachTimeOut)")
    #expect(detach?.clause.hasPrefix("DFU 1.1, A.2.1 r1, p. 29") == true)
  }

  /// DFU 1.1, Figure A.1, by its numbers: two of the moves of a download, and those of a reset.
  @Test func `the moves are those of the table`() throws {
    let rulebook = try #require(try report(["will-detach"]).rulebook)
    func move(_ from: State, _ to: State, _ event: String) -> Report.Rulebook.Edge? {
      rulebook.edges.first {
        $0.from == Int(from.rawValue) && $0.to == Int(to.rawValue) && $0.event == event
      }
    }
    #expect(move(.dfuIDLE, .dfuDNLOADSYNC, "DFU_DNLOAD")?.isNote == false)
    #expect(move(.dfuDNBUSY, .dfuDNLOADSYNC, "POLL_TIMEOUT")?.isNote == false)
    #expect(move(.dfuERROR, .dfuIDLE, "DFU_CLRSTATUS")?.isNote == false)
    #expect(move(.dfuIDLE, .dfuMANIFEST, "DFU_DNLOAD") == nil)
    #expect(rulebook.edges.allSatisfy { $0.from != $0.to })
    let moves = rulebook.edges.map { "\($0.from) \($0.to) \($0.event)" }
    #expect(Set(moves).count == moves.count)
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
