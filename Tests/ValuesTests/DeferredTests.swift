import Synchronization
import Testing
import Values

@Suite struct DeferredTests {
  @Test func `a value is made only when it is asked for`() {
    let made = Counter()
    let deferred = Deferred<Int> { made.next() }
    let changed = deferred.changed { $0 *= 10 }
    #expect(made.count == 0)
    #expect(changed.value == 10)
    #expect(made.count == 1)
  }

  @Test func `two are equal when their values are`() {
    let one = Deferred { "a" }
    #expect(one == Deferred { "b" }.changed { $0 = "a" })
    #expect(one != Deferred { "b" })
    #expect(Set([one, Deferred { "a" }]).count == 1)
  }
}

/// Counts how often something was made.
private final class Counter: Sendable {
  private let state = Mutex(0)

  var count: Int { state.withLock { $0 } }

  func next() -> Int {
    state.withLock {
      $0 += 1
      return $0
    }
  }
}
