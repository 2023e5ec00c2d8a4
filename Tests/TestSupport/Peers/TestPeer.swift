import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A connection that a test makes itself, with blocking calls.
package final class TestPeer: Sendable {
  private final class Received: Sendable {
    let bytes = Mutex<[UInt8]>([])
    let hasEnded = Mutex(false)
  }

  private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let received: Received

    init(_ received: Received) { self.received = received }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      received.bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func channelInactive(context: ChannelHandlerContext) {
      received.hasEnded.withLock { $0 = true }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  private let received = Received()
  private let channel: any Channel

  /// Connects to a port of the loopback interface.
  package init(port: Int) throws {
    channel = try Self.bootstrap(received).connect(host: "127.0.0.1", port: port).wait()
  }

  /// Connects to a Unix socket.
  package init(path: String) throws {
    channel = try Self.bootstrap(received).connect(unixDomainSocketPath: path).wait()
  }

  deinit { channel.close(promise: nil) }

  private static func bootstrap(_ received: Received) -> ClientBootstrap {
    ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelInitializer { channel in
        channel.pipeline.addHandler(Collector(received))
      }
  }

  /// Sends bytes. They are lost if the other side is gone.
  package func send(_ bytes: [UInt8]) {
    try? channel.writeAndFlush(ByteBuffer(bytes: bytes)).wait()
  }

  /// Sends bytes without waiting until they are sent.
  package func post(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  /// The next bytes; nil when the connection ends or the time is over before they arrive.
  package func receive(_ count: Int, within seconds: Double = 10) -> [UInt8]? {
    let isThere = waits(seconds) {
      received.bytes.withLock { $0.count >= count } || received.hasEnded.withLock { $0 }
    }
    return received.bytes.withLock { bytes in
      guard isThere, bytes.count >= count else { return nil }
      defer { bytes.removeFirst(count) }
      return Array(bytes[..<count])
    }
  }

  /// Everything that has arrived.
  package func receiveAll() -> [UInt8] {
    received.bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }

  /// Whether the other side ends the connection in time.
  package func ends(within seconds: Double = 10) -> Bool {
    waits(seconds) { received.hasEnded.withLock { $0 } }
  }

  /// Stops reading for the rest of the connection.
  package func stopReading() { try? channel.setOption(.autoRead, value: false).wait() }

  package func close() { try? channel.close().wait() }

  private func waits(_ seconds: Double, _ isDone: () -> Bool) -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    while !isDone() {
      guard Date() < end else { return false }
      Thread.sleep(forTimeInterval: 0.001)
    }
    return true
  }
}
