import NIOCore

/// Guards a connection against a peer that is slow on purpose or by accident.
///
/// A peer owes something while it has sent a part of a message, or does not read what it was sent.
/// Where it owes something for too long, the connection is closed. While it does not read, nothing
/// is read from it either.
final class Patience {
  private let limit: TimeAmount
  private let expired: () -> Void
  private var deadline: Scheduled<Void>?

  /// `expired` is called before the connection is closed.
  init(_ limit: TimeAmount, expired: @escaping () -> Void) {
    self.limit = limit
    self.expired = expired
  }

  /// Stops the clock: the peer has given what it owed.
  func satisfied() {
    deadline?.cancel()
    deadline = nil
  }

  /// Starts the clock where the peer owes something and the clock stands; else stops it.
  ///
  /// - Parameter owes: whether the peer has to send something. Whether it has to read is seen here.
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
