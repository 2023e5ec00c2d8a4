import Report
import TestSupport
import Testing

@testable import Suite

/// Which inputs a shard judges.
@Suite struct ShardPlanTests {
  private func shards(_ paths: [String], _ count: Int, isBalanced: Bool = false) -> [[Int]] {
    (1...count).map {
      ShardPlan(index: $0, count: count, isBalanced: isBalanced)
        .part(of: paths, settings: []).positions
    }
  }

  private func paths(_ root: String, _ count: Int) -> [String] {
    (0..<count).map { "\(root)/\($0 % 7)/c\($0).pcap" }
  }

  @Test(arguments: [1, 2, 3, 8, 100], [false, true])
  func `every input is in one shard`(count: Int, isBalanced: Bool) {
    for number in [0, 1, 5, 300] {
      let all = shards(paths("a", number), count, isBalanced: isBalanced)
      #expect(all.flatMap(\.self).sorted() == Array(0..<number))
    }
  }

  @Test(arguments: [false, true])
  func `the plan is the same wherever the folder lies`(isBalanced: Bool) {
    let here = shards(paths("/mnt/host1/data", 200), 8, isBalanced: isBalanced)
    #expect(here == shards(paths("captures", 200), 8, isBalanced: isBalanced))
  }

  @Test func `a name stays in its shard when others come and go`() {
    let all = paths("a", 200)
    let some = all.enumerated().filter { $0.offset % 3 != 1 }
    let plan = ShardPlan(index: 2, count: 5, isBalanced: false)
    let taken = Set(plan.part(of: all, settings: []).positions.map { all[$0] })
    let positions = plan.part(of: some.map(\.element), settings: []).positions
    for (index, input) in some.enumerated() {
      #expect(positions.contains(index) == taken.contains(input.element))
    }
  }

  @Test func `the hash spreads names about evenly`() {
    let sizes = shards(paths("a", 4000), 8).map(\.count)
    #expect(sizes.allSatisfy { 400...600 ~= $0 }, "\(sizes)")
  }

  @Test func `a balanced plan gives each shard about the same number of bytes`() throws {
    let folder = try TemporaryFolder()
    let sizes = (0..<40).map { $0 < 4 ? 900_000 : 3000 * $0 }
    var files: [String] = []
    for (index, size) in sizes.enumerated() {
      files.append(try folder.write([UInt8](repeating: 0, count: size), as: "f\(index)"))
    }
    let loads = shards(files, 4, isBalanced: true).map { $0.reduce(0) { $0 + sizes[$1] } }
    let most = try #require(loads.max())
    let least = try #require(loads.min())
    #expect(most - least < 120_000, "\(loads)")
  }

  @Test func `the shard that has the least gets the next, and of equals the first`() {
    var random = SeededRandom(22)
    for count in [1, 2, 3, 8, 61] {
      var loads = ShardLoads(count: count)
      var sums = [Int](repeating: 0, count: count)
      for _ in 0..<300 {
        let size = Int.random(in: 1...9, using: &random)
        let least = sums.indices.min { (sums[$0], $0) < (sums[$1], $1) } ?? 0
        sums[least] += size
        #expect(loads.addToLeast(size) == least)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `many inputs in as many shards are planned in a moment`() {
    let all = paths("a", 20_000)
    let plan = ShardPlan(index: 19_999, count: 100_000, isBalanced: true)
    #expect(plan.part(of: all, settings: []).positions.count == 1)
  }

  @Test func `another list, count or setting is another run`() {
    func run(_ paths: [String], _ count: Int, _ isBalanced: Bool, _ settings: [String]) -> String {
      ShardPlan(index: 1, count: count, isBalanced: isBalanced)
        .part(of: paths, settings: settings).shard.run
    }
    let all = paths("a", 9)
    let own = run(all, 4, false, ["x", ""])
    #expect(own == run(paths("/b/c", 9), 4, false, ["x", ""]))
    let other = ShardPlan(index: 3, count: 4, isBalanced: false)
    #expect(own == other.part(of: all, settings: ["x", ""]).shard.run)
    for other in [
      run(Array(all.dropLast()), 4, false, ["x", ""]), run(all, 5, false, ["x", ""]),
      run(all, 4, true, ["x", ""]), run(all, 4, false, ["", "x"]), run(all, 4, false, ["x", "y"]),
    ] {
      #expect(own != other)
    }
  }
}
