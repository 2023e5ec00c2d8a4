import NIOCore

/// Closes a connection whose peer owes something for too long, and reads from it only while what
/// it is sent finds room.
final class Patience {
  private let limit: TimeAmount
  private let expired: () -> Void
  private var deadline: Scheduled<Void>?

  init(_ limit: TimeAmount, expired: @escaping () -> Void) {
    self.limit = limit
    self.expired = expired
  }

  /// What the peer owed it has given.
  func satisfied() {
    deadline?.cancel()
    deadline = nil
  }

  /// Starts the clock when the peer owes something: what it has begun to send, or to read what
  /// it was sent.
  func watch(_ context: ChannelHandlerContext, owes: Bool) {
    let isWritable = context.channel.isWritable
    try? context.channel.syncOptions?.setOption(.autoRead, value: isWritable)
    guard owes || !isWritable else { return satisfied() }
    guard deadline == nil else { return }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [expired] in
      expired()
      bound.value.close(promise: nil)
    }
  }
}
