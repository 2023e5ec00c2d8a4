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
    let names = paths.namesBelowSharedFolder
    let shards = isBalanced ? Self.balanced(paths, names, count) : names.map(hashed)
    let shard = Report.Shard(
      run: digest(settings + names), count: count, inputs: paths.count, shards: [index])
    return (paths.indices.filter { shards[$0] == index }, shard)
  }

  private func digest(_ words: [String]) -> String {
    var bytes: [UInt8] = []
    for word in ["\(count)", "\(isBalanced)"] + words {
      bytes += String(word.utf8.count).utf8
      bytes.append(UInt8(ascii: ":"))
      bytes += word.utf8
    }
    return SHA256Digest.text(of: bytes)
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
    let order = paths.indices.sorted { one, other in
      if sizes[one] != sizes[other] { return sizes[one] > sizes[other] }
      return (names[one], one) < (names[other], other)
    }
    // No more shards than inputs get anything.
    var loads = ShardLoads(count: min(count, paths.count))
    var shards = paths.map { _ in 1 }
    for position in order { shards[position] = loads.addToLeast(sizes[position]) + 1 }
    return shards
  }

  /// To open a capture takes about as long as to judge so many bytes.
  private static let overhead = 4096
}

/// What the shards have so far: a heap, with the least on top and of equals the first.
struct ShardLoads {
  private var heap: [(load: Int, shard: Int)]

  /// Shards that have nothing.
  init(count: Int) { heap = (0..<count).map { (0, $0) } }

  /// Adds to the shard that has the least, and gives its number, from 0.
  mutating func addToLeast(_ size: Int) -> Int {
    guard let least = heap.first else { return 0 }
    heap[0].load += size
    var place = 0
    while 2 * place + 1 < heap.count {
      let left = 2 * place + 1
      let isRightLess = left + 1 < heap.count && heap[left + 1] < heap[left]
      let next = isRightLess ? left + 1 : left
      guard heap[next] < heap[place] else { break }
      heap.swapAt(place, next)
      place = next
    }
    return least.shard
  }
}
