// VirtualDevice serves a device model as a USB device to real hosts. It never judges what a host
// does and never sees the tables.
//
// The path of a byte from USB/IP to the model and back:
// 1. Service listens, or plugs into the kernel (VHCI), and puts a USBIPConnection on each channel.
// 2. USBIPConnection passes the bytes to USBIPReader, and makes a Transfer of each submission.
// 3. DeviceServer records it (BusRecorder) and passes it to VirtualPort. VirtualPort passes it to
//    the model when endpoint 0 is free, and holds the answer for as long as the model needs.
// 4. DeviceServer records the Completion and passes it to the connection (HostLink), which writes
//    it with USBIPReply.
// usbredir takes the same path through RedirConnection and RedirParser. Everything behind a channel
// runs on one event loop, so nothing runs in parallel.

import CaptureIO
import Files
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A device that is being served, from `init` to `stop`.
package final class Service: Sendable {
  /// The most open connections. A further connection is closed at once.
  package static let connectionLimit = 16

  private let group: MultiThreadedEventLoopGroup
  private let server: NIOLoopBound<DeviceServer>
  private let listener: (any Channel)?
  private let hasStopped = Mutex(false)

  /// Begins to serve. `report` is called on another thread with each event.
  ///
  /// Throws if the recording or the image's file cannot be opened, if listening at the address is
  /// not possible, and if the kernel does not accept the device. Then nothing stays open.
  package init(
    _ options: ServeOptions, report: @escaping @Sendable (ServeEvent) -> Void
  ) throws(ServeFailure) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    do {
      server = try loop.submit {
        NIOLoopBound(try DeviceServer(options, loop: loop, report: report), eventLoop: loop)
      }.wait()
      listener = try Self.open(options, server, loop)
    } catch {
      try? group.syncShutdownGracefully()
      throw Self.failure(error, options)
    }
  }

  /// The TCP port of the service; the real one if 0 was requested. Nil without TCP.
  package var port: Int? { listener?.localAddress?.port }

  /// Ends all connections, and finishes the recording and the image's file.
  ///
  /// Throws the first failure of the recording or the image, including earlier failures during the
  /// service. A second call does nothing.
  package func stop() throws(ServeFailure) {
    let isFirst = hasStopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    guard isFirst else { return }
    let server = server
    let failure = try? server.eventLoop.submit {
      server.value.finish()
      return server.value.failure
    }.wait()
    try? listener?.close().wait()
    try? group.syncShutdownGracefully()
    if let failure = failure.flatMap(\.self) { throw failure }
  }

  private static func failure(_ error: any Error, _ options: ServeOptions) -> ServeFailure {
    switch error {
    case let error as ServeError: .serve(error)
    case let error as CaptureError: .capture(error)
    case let error as IOError:
      .serve(cannotListen(options.transport.place, SystemError(code: error.errnoCode)))
    case is UnixDomainSocketPathWrongType:
      .serve(
        .cannotListen(
          options.transport.place, reason: "this is there, and is no socket; name another one"))
    case SocketAddressError.unixDomainSocketPathTooLong:
      .serve(
        .cannotListen(
          options.transport.place, reason: "a socket's name has at most 107 bytes; name another one"
        ))
    default: .serve(.cannotListen(options.transport.place, reason: "\(error)"))
    }
  }

  private static func cannotListen(_ place: String, _ error: SystemError) -> ServeError {
    if error.isForbidden { return .mayNotListen(place) }
    let isTaken = error.code == EADDRINUSE
    return .cannotListen(
      place,
      reason: isTaken
        ? "another program has this address; end it or name another one"
        : error.reason)
  }
}

extension ServeOptions.Transport {
  /// Where a host can find the device, in words.
  var place: String {
    switch self {
    case .usbip(let address, let port): "\(address):\(port)"
    case .vhci: "vhci_hcd"
    case .usbredirSocket(let path): path
    case .usbredirPort(let port): "127.0.0.1:\(port)"
    }
  }
}

// MARK: - Transports

extension Service {
  private static func open(
    _ options: ServeOptions, _ server: NIOLoopBound<DeviceServer>, _ loop: any EventLoop
  ) throws -> (any Channel)? {
    switch options.transport {
    case .usbip(let address, let port):
      return try overTCP(bootstrap(options, server, loop, usbip))
        .bind(host: address, port: port).wait()
    case .usbredirPort(let port):
      return try overTCP(bootstrap(options, server, loop, usbredir))
        .bind(host: "127.0.0.1", port: port).wait()
    case .usbredirSocket(let path):
      guard !isServed(path, loop) else { throw ServeError.socketTaken(path) }
      return try bootstrap(options, server, loop, usbredir)
        .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).wait()
    case .vhci:
      try loop.submit {
        server.value.onReturn = { plugIn(options, server.value, loop) }
        try attachToKernel(options, server.value, loop)
      }.wait()
      return nil
    }
  }

  /// Whether a program takes connections on a Unix socket. A socket that a program left behind
  /// takes none, and is replaced.
  private static func isServed(_ path: String, _ loop: any EventLoop) -> Bool {
    let peer = try? ClientBootstrap(group: loop).connect(unixDomainSocketPath: path).wait()
    try? peer?.close().wait()
    return peer != nil
  }

  private static func usbip(
    _ server: DeviceServer, _ options: ServeOptions
  ) -> any ChannelInboundHandler {
    USBIPConnection(server, isAttached: false, patience: options.patienceAmount)
  }

  private static func usbredir(
    _ server: DeviceServer, _ options: ServeOptions
  ) -> any ChannelInboundHandler {
    RedirConnection(server, patience: options.patienceAmount)
  }

  private static func bootstrap(
    _ options: ServeOptions, _ server: NIOLoopBound<DeviceServer>, _ loop: any EventLoop,
    _ handler:
      @escaping @Sendable (DeviceServer, ServeOptions) -> any ChannelInboundHandler
  ) -> ServerBootstrap {
    ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: Int32(connectionLimit))
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let server = server.value
          guard server.connections < connectionLimit else { throw ChannelError.ioOnClosedChannel }
          server.connections += 1
          channel.closeFuture.assumeIsolated().whenComplete { _ in server.connections -= 1 }
          try channel.pipeline.syncOperations.addHandler(handler(server, options))
        }
      }
  }

  /// Settings for TCP. Small messages are sent at once (TCP_NODELAY). A host that has disappeared
  /// is noticed after a minute: three probes, 10 s apart, the first after 30 s of silence.
  private static func overTCP(_ bootstrap: ServerBootstrap) -> ServerBootstrap {
    let times = [(TCP_KEEPIDLE, 30), (TCP_KEEPINTVL, 10), (TCP_KEEPCNT, 3)] as [(Int32, Int)]
    let start = bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
    return times.reduce(start) { bootstrap, time in
      bootstrap.childChannelOption(
        .tcpOption(NIOBSDSocket.Option(rawValue: time.0)), value: time.1)
    }
  }

  /// Plugs the device into this machine's kernel, over a pair of sockets. The kernel uses USB/IP on
  /// its end, like a client that has already imported the device.
  private static func attachToKernel(
    _ options: ServeOptions, _ server: DeviceServer, _ loop: any EventLoop
  ) throws {
    let (ours, theirs) = try VHCI.makeConnection()
    defer { VHCI.closeSocket(theirs) }
    let bound = NIOLoopBound(server, eventLoop: loop)
    let channel = ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            USBIPConnection(bound.value, isAttached: true, patience: options.patienceAmount))
        }
      }
      .withConnectedSocket(ours)
    do throws(ServeError) {
      try VHCI.attach(theirs, speed: options.speed)
    } catch {
      channel.whenSuccess { $0.close(promise: nil) }
      throw error
    }
  }

  /// Plugs the device in again after its absence.
  private static func plugIn(
    _ options: ServeOptions, _ server: DeviceServer, _ loop: any EventLoop
  ) {
    do {
      try attachToKernel(options, server, loop)
    } catch {
      server.fail(failure(error, options))
    }
  }
}
