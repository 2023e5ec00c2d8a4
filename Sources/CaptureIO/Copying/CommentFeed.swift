import Dispatch
import Synchronization

/// Comments on their way from who judges a capture to its copy, which may be made meanwhile.
///
/// The judge tells them in the order of packets, and the copy waits for those that it needs. What
/// holds is known only in the end: if other comments were told until then, the copy is abandoned.
package final class CommentFeed: Sendable {
  private enum Stage {
    case judging
    case finished(section: [String])
    case abandoned
  }

  private struct State {
    var stage = Stage.judging
    /// The comments that were told, by frame, and the frame up to which they are all that there is.
    var told: [PacketComments.Packet] = []
    var toldUpTo = 0
  }

  private let state = Mutex(State())
  /// Signalled when there is something new for the copy.
  private let news = DispatchSemaphore(value: 0)

  /// Begins with no comment told.
  package init() {}

  /// Tells all comments at once.
  package convenience init(_ comments: PacketComments) {
    self.init()
    finish(comments)
  }

  /// Tells the comments of the packets behind those that were told before, up to `frame`.
  package func tell(_ packets: [PacketComments.Packet], upTo frame: Int) {
    state.withLock { state in
      guard case .judging = state.stage else { return }
      state.told += packets
      state.toldUpTo = frame
    }
    news.signal()
  }

  /// Tells the comments that hold in the end.
  package func finish(_ comments: PacketComments) {
    state.withLock { state in
      guard case .judging = state.stage else { return }
      let known = state.toldUpTo
      if comments.packets.prefix(while: { $0.frame <= known }).elementsEqual(state.told) {
        state.stage = .finished(section: comments.section)
        (state.told, state.toldUpTo) = (comments.packets, .max)
      } else {
        state.stage = .abandoned
      }
    }
    news.signal()
  }

  /// There will be no copy.
  package func abandon() {
    state.withLock { $0.stage = .abandoned }
    news.signal()
  }

  /// Whether there will be no copy.
  package var isAbandoned: Bool {
    state.withLock { state in
      if case .abandoned = state.stage { true } else { false }
    }
  }
}

// MARK: - What the copy hears

extension CommentFeed {
  /// The comments behind the first `count`, and the frame up to which they are all; waits until
  /// that is not before `frame`. Where the copy is abandoned there are no further comments.
  func hear(after count: Int, upTo frame: Int) -> (ArraySlice<PacketComments.Packet>, Int) {
    waitFor { state in
      if case .abandoned = state.stage { return ([], .max) }
      return state.toldUpTo >= frame ? (state.told[count...], state.toldUpTo) : nil
    }
  }

  /// The comments of the section, as far as they are known now.
  var section: [String] {
    state.withLock { state in
      if case .finished(let section) = state.stage { section } else { [] }
    }
  }

  /// The comments of the section; waits for them. nil where the copy is abandoned.
  func hearSection() -> [String]? {
    waitFor { state -> [String]?? in
      switch state.stage {
      case .judging: nil
      case .finished(let section): .some(section)
      case .abandoned: .some(nil)
      }
    }
  }

  private func waitFor<Value: Sendable>(_ value: (State) -> Value?) -> Value {
    while true {
      if let found = state.withLock({ value($0) }) { return found }
      news.wait()
    }
  }
}
