import Files
package import Report

/// Which inputs of a run a shard judges.
///
/// Inputs are told apart by their paths below the folder that all of them share. So the plan is the
/// same on every machine, wherever the captures lie.
package struct ShardPlan: Sendable {
  /// From 1.
  private let index: Int
  private let count: Int
  private let isBalanced: Bool

  /// Makes the plan of shard `index` of `count`. `isBalanced`: the shards get about the same number
  /// of bytes; otherwise the hash of the path chooses the shard.
  package init(index: Int, count: Int, isBalanced: Bool) {
    self.index = index
    self.count = count
    self.isBalanced = isBalanced
  }

  /// The numbers of the inputs that this shard judges, in order, and the part of a report that says
  /// which shard it is. `settings`: all that changes the report.
  package func part(
    of paths: [String], settings: [String]
  ) -> (positions: [Int], shard: Report.Shard) {
    let names = paths.partsBelowSharedFolder.map { $0.joined(separator: "/") }
    let shards = isBalanced ? Self.balanced(paths, names, count) : names.map(hashed)
    let shard = Report.Shard(
      run: digest(settings + names), count: count, inputs: paths.count, shards: [index])
    return (paths.indices.filter { shards[$0] == index }, shard)
  }

  private func digest(_ words: [String]) -> String {
    var text = ""
    for word in ["\(count)", "\(isBalanced)"] + words { text += "\(word.utf8.count):" + word }
    return SHA256Digest.text(of: Array(text.utf8))
  }

  /// The shard of a name, by its hash (FNV-1a, 64 bits), which is the same on every machine.
  private func hashed(_ name: String) -> Int {
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return Int(hash % UInt64(count)) + 1
  }

  /// The shard of each input: the largest first, each to the shard that has the least so far.
  private static func balanced(_ paths: [String], _ names: [String], _ count: Int) -> [Int] {
    let sizes = paths.map { (InputFile.size(of: $0) ?? 0) + overhead }
    let order = paths.indices.sorted {
      (-sizes[$0], names[$0], $0) < (-sizes[$1], names[$1], $1)
    }
    var loads = [Int](repeating: 0, count: count)
    var shards = paths.map { _ in 1 }
    for position in order {
      let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[least] += sizes[position]
      shards[position] = least + 1
    }
    return shards
  }

  /// To open a capture takes about as long as to judge so many bytes.
  private static let overhead = 4096
}
