import NIOCore
import USB

/// One usbredir guest, such as QEMU's usb-redir device. The device may leave and come back while
/// the connection stays.
final class RedirConnection: ChannelInboundHandler, HostLink {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let server: DeviceServer
  private let patience: Patience
  private let parser = RedirParser()
  private var frames = RedirFrames()
  private var hasHello = false
  private var context: ChannelHandlerContext?
  /// The packet that will answer each transfer.
  private var answers: [UInt64: RedirAnswer] = [:]

  init(_ server: DeviceServer, patience: TimeAmount) {
    self.server = server
    self.patience = Patience(patience) {
      server.refused("a packet or its answer did not get through in time")
    }
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    flush()
    watch()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard self.context != nil else { return }
    frames.append(unwrapInboundIn(data).readableBytesView)
    process()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { process() }
    watch()
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    patience.satisfied()
    if hasHello { server.onReturn = {} }
    server.detach(self)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  // MARK: - The guest's side

  private func process() {
    do throws(RedirError) {
      while let parser, let context, context.channel.isWritable, let packet = try frames.next() {
        for request in try parser.take(packet) { take(request) }
        frames.hasLongIDs = parser.hasLongIDs
        patience.satisfied()
        flush()
      }
    } catch {
      refuse(error.description)
    }
    watch()
  }

  private func take(_ request: RedirRequest) {
    switch request {
    case .hello: begin()
    case .reset:
      server.resetBus(from: self)
      if server.isPresent { parser?.describe(server.summary) }
    case .setConfiguration(let id, let value):
      submit(id, .standardDeviceOut, StandardRequest.setConfiguration, value, .configuration(value))
    case .getConfiguration(let id):
      submit(id, .standardDeviceIn, Self.getConfiguration, 0, length: 1, .configuration(0))
    case .setAlternate(let id, let interface, let alternate):
      submit(
        id, .standardInterfaceOut, StandardRequest.setInterface, alternate, index: interface,
        .alternate(interface: interface, alternate))
    case .getAlternate(let id, let interface):
      submit(
        id, .standardInterfaceIn, Self.getInterface, 0, index: interface, length: 1,
        .alternate(interface: interface, 0))
    case .control(let id, let endpoint, let setup, let payload):
      let answer = RedirAnswer.control(endpoint: endpoint, setup: setup, length: 0, data: [])
      if endpoint & 0x7F == 0 {
        submit(Transfer(id: id, setup: setup, payload: payload), answer)
      } else {
        parser?.answer(id, answer, status: Completion(.stalled).redirStatus)
      }
    case .cancel(let id):
      if server.withdraw(id, from: self), let answer = answers.removeValue(forKey: id) {
        parser?.answer(id, answer, status: Completion(.cancelled).redirStatus)
      }
    }
  }

  /// GET_CONFIGURATION and GET_INTERFACE (USB 2.0, 9.4).
  private static let getConfiguration: UInt8 = 8
  private static let getInterface: UInt8 = 10

  private func begin() {
    guard !hasHello else { return refuse("a second hello") }
    guard server.isFree || !server.isPresent else { return refuse("the device is taken") }
    hasHello = true
    server.onReturn = { [weak self] in self?.plugIn() }
    if server.isPresent { plugIn() }
  }

  private func plugIn() {
    guard server.attach(self) else { return }
    parser?.connect(server.summary)
    flush()
  }

  private func submit(
    _ id: UInt64, _ type: RequestType, _ request: UInt8, _ value: UInt8, index: UInt8 = 0,
    length: UInt16 = 0, _ answer: RedirAnswer
  ) {
    let setup = SetupPacket(
      requestType: type, request: request, value: UInt16(value),
      index: UInt16(index), length: length)
    submit(Transfer(id: id, setup: setup), answer)
  }

  private func submit(_ transfer: Transfer, _ answer: RedirAnswer) {
    if let reason = server.objection(to: transfer.id) { return refuse(reason) }
    answers[transfer.id] = answer
    server.submit(transfer, from: self)
  }

  // MARK: - The device's side

  func completed(_ transfer: Transfer, _ completion: Completion) {
    guard var answer = answers.removeValue(forKey: transfer.id) else { return }
    switch answer {
    case .configuration where transfer.isIn:
      answer = .configuration(completion.data.first ?? 0)
    case .alternate(let interface, _) where transfer.isIn:
      answer = .alternate(interface: interface, completion.data.first ?? 0)
    case .configuration, .alternate: break
    case .control(let endpoint, let setup, _, _):
      answer = .control(
        endpoint: endpoint, setup: setup, length: completion.actualLength, data: completion.data)
    }
    parser?.answer(transfer.id, answer, status: completion.redirStatus)
    flush()
  }

  func deviceLeft() {
    answers = [:]
    parser?.disconnect()
    flush()
  }

  // MARK: - The connection

  private func flush() {
    guard let context, let bytes = parser?.takeOutput(), !bytes.isEmpty else { return }
    var buffer = context.channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
  }

  private func refuse(_ reason: String) {
    server.refused(reason)
    context?.close(promise: nil)
    context = nil
  }

  private func watch() {
    guard let context else { return }
    patience.watch(context, owes: !hasHello || frames.isWithinPacket)
  }
}

extension Completion {
  /// usbredir's number for the ending (usbredir protocol 0.7, the usb_redir_status values).
  fileprivate var redirStatus: UInt8 {
    switch ending {
    case .acknowledged: 0
    case .cancelled: 1
    case .disconnected: 3
    case .stalled: 4
    case .overflowed: 6
    }
  }
}
