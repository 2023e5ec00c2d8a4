import DFU
import SpecTable
import Testing

@Suite struct ShippedTests {
  @Test func `the program carries what the YAML says`() throws {
    let shipped = try SpecLibrary.shipped()
    let written = try SpecFolder.library()
    #expect(shipped.files.map(\.name) == written.files.map(\.name))
    for profile in [nil] + written.profiles.map({ Optional($0.name) }) {
      #expect(try shipped.table(profile: profile) == written.table(profile: profile))
    }
    #expect(shipped.profiles == written.profiles)
  }

  @Test func `the table is not empty`() throws {
    let table = try Table.shipped()
    #expect(table.rows.count > 200)
    #expect(table.obligations.count >= 25)
    #expect(table.descriptors.count >= 15)
  }

  @Test func `dfuse is taken by its version`() throws {
    let library = try SpecLibrary.shipped()
    let profile = try #require(library.profiles.first { $0.name == "dfuse" })
    func set(_ version: UInt16?) -> DescriptorSet {
      DescriptorSet(
        device: nil, interfaceCount: 1, alternates: [.init(number: 0, interfaceProtocol: 2)],
        functionals: [
          FunctionalDescriptor(
            attributes: [], detachTimeoutMilliseconds: 0, transferSize: 64, version: version)
        ])
    }
    #expect(profile.applies(to: set(0x011A)))
    #expect(!profile.applies(to: set(0x0110)))
    #expect(!profile.applies(to: set(nil)))
  }

  @Test func `every rule can be explained by its path and its id`() throws {
    let table = try Table.shipped()
    for row in table.rows {
      let text = try #require(table.explanation(of: row.path))
      #expect(text.contains(row.path))
    }
    for id in table.obligations.map(\.id) + table.timing.map(\.id) + table.descriptors.map(\.id) {
      #expect(table.explanation(of: id)?.contains("clause") == true)
    }
    #expect(table.explanation(of: "AMB-05")?.contains("bwPollTimeout") == true)
    #expect(table.explanation(of: "dfu/B.9") == nil)
  }

  @Test func `coverage counts the rows of a cell that were exercised`() throws {
    let table = try Table.shipped()
    let clear = try #require(table.rows.first { $0.id == "dfuERROR.CLRSTATUS" })
    let text = table.coverage([clear.path: 3, "dfu/host/H09": 1, "dfu/host/H08": 0], sights: [:])
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("| dfuERROR |") })
    #expect(line.split(separator: "|")[5] == " 1/2 ")
    #expect(text.contains("rows: 1 of "))
    #expect(text.contains("host rules: 1 of \(table.obligations.count) exercised"))
  }

  @Test func `the overview tells what is left out`() throws {
    let table = try Table.shipped()
    for omission in table.omissions { #expect(table.overview.contains(omission.id + ":")) }
    #expect(table.matrix.split(separator: "\n").count == 13)
  }
}

extension Table {
  /// What the table says of the rule or reading of exactly that path or id.
  func explanation(of name: String) -> String? { explanation(of: name) { $0 == name } }
}
