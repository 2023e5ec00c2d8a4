import Dispatch
import FoundationEssentials
import Synchronization

/// Does the same work for many items on several threads, and hands on the results in order.
enum OrderedWork {
  /// How many threads can run at once on this machine.
  static var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Calls `work` for each item, on at most `jobs` threads, and `take` with each result, in the
  /// order of the items, on this thread. One job is done on this thread too. `tool` makes what a
  /// thread works with.
  static func run<Item: Sendable, Tool, Output: Sendable>(
    _ items: [Item], jobs: Int, tool: @escaping @Sendable () -> Tool,
    _ work: @escaping @Sendable (Item, Tool) -> Output, take: (Output) -> Void
  ) {
    let threads = min(jobs, items.count)
    guard threads > 1 else {
      let tool = tool()
      return items.forEach { take(work($0, tool)) }
    }
    let board = Board<Item, Output>(items)
    let queue = DispatchQueue(label: "OrderedWork", attributes: .concurrent)
    for _ in 0..<threads {
      queue.async {
        let tool = tool()
        board.workOn { work($0, tool) }
      }
    }
    for index in items.indices { take(board.output(of: index)) }
  }

  /// The items that are still to do, and the results that nobody has taken.
  private final class Board<Item: Sendable, Output: Sendable>: Sendable {
    private let items: [Item]
    private let state = Mutex(State())
    /// Signalled for each result.
    private let finished = DispatchSemaphore(value: 0)

    private struct State: Sendable {
      var next = 0
      var outputs: [Int: Output] = [:]
    }

    init(_ items: [Item]) { self.items = items }

    /// Does one item after the other until none is left.
    func workOn(_ work: (Item) -> Output) {
      while let index = nextIndex() {
        let output = work(items[index])
        state.withLock { $0.outputs[index] = output }
        finished.signal()
      }
    }

    private func nextIndex() -> Int? {
      state.withLock { state in
        guard state.next < items.count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    /// Waits for the result of an item, and takes it.
    func output(of index: Int) -> Output {
      while true {
        if let output = state.withLock({ $0.outputs.removeValue(forKey: index) }) {
          return output
        }
        finished.wait()
      }
    }
  }
}
