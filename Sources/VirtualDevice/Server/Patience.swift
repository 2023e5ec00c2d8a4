import NIOCore

/// Guards a connection against a slow peer, whether the peer is slow on purpose or by accident.
///
/// A peer is late while it has sent only a part of a message, or does not read its data. If this
/// lasts too long, the connection is closed. While the peer does not read, nothing is read from it
/// either.
final class Patience {
  private let limit: TimeAmount
  private let expired: () -> Void
  private var deadline: Scheduled<Void>?

  /// `expired` is called before the connection is closed.
  init(_ limit: TimeAmount, expired: @escaping () -> Void) {
    self.limit = limit
    self.expired = expired
  }

  /// Stops the clock: the peer is not late any more.
  func satisfied() {
    deadline?.cancel()
    deadline = nil
  }

  /// Starts the clock if the peer is late and the clock does not run; else stops it.
  ///
  /// - Parameter owes: whether the peer must send something. Whether it must read is checked here.
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
