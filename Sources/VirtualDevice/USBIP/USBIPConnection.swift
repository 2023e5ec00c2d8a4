import NIOCore
import USB

/// One client of the USB/IP server, from its first byte to its last.
///
/// The connection is closed if the client's bytes are not USB/IP, and if the client leaves a
/// message unfinished or its answers unread for too long.
final class USBIPConnection: ChannelInboundHandler, HostLink {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Whether the client asks for a device, has it, or is done.
  private enum Stage { case asking, attached, ended }

  private let server: DeviceServer
  private let patience: Patience
  private var stage: Stage
  private var reader = USBIPReader()
  private var context: ChannelHandlerContext?
  /// The transfers for which the host wants an error on a short answer. A transfer's id is its
  /// seqnum.
  private var forbidsShort: Set<UInt64> = []

  /// - Parameters:
  ///   - isAttached: whether the client has the device from the beginning. The kernel has, when
  ///     vhci plugged the device in.
  ///   - patience: how long the client may leave a message unfinished or an answer unread.
  init(_ server: DeviceServer, isAttached: Bool, patience: TimeAmount) {
    self.server = server
    self.patience = Patience(patience) {
      server.refused("a message or its answer did not get through in time")
    }
    stage = isAttached ? .attached : .asking
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if stage == .attached, !server.attach(self) { end() }
    watch()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard stage != .ended else { return }
    reader.append(unwrapInboundIn(data).readableBytesView)
    process()
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { process() }
    watch()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stage = .ended
    patience.satisfied()
    server.detach(self)
    self.context = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  // MARK: - Messages

  /// Handles the complete messages, while the client reads its answers.
  private func process() {
    do throws(USBIPError) {
      var hasMore = true
      while hasMore, stage != .ended, let context, context.channel.isWritable {
        switch stage {
        case .asking: hasMore = try takeRequest()
        case .attached: hasMore = try takeCommand()
        case .ended: hasMore = false
        }
        if hasMore { patience.satisfied() }
      }
    } catch {
      refuse(error.description)
    }
    watch()
  }

  private func takeRequest() throws(USBIPError) -> Bool {
    switch try reader.nextRequest() {
    case nil: return false
    case .listDevices?:
      write(USBIPReply.deviceList(server.isPresent ? server.summary : nil))
      end()
    case .importDevice(let busID)?:
      let isGranted = busID == server.summary.busID && server.attach(self)
      write(USBIPReply.imported(isGranted ? server.summary : nil))
      if isGranted { stage = .attached } else { end() }
    }
    return true
  }

  private func takeCommand() throws(USBIPError) -> Bool {
    switch try reader.nextCommand() {
    case nil: return false
    case .submit(let submit)?:
      if let reason = server.objection(to: UInt64(submit.number)) {
        refuse(reason)
      } else {
        take(submit)
      }
    case .unlink(let number, let target)?:
      let isWithdrawn = server.withdraw(UInt64(target), from: self)
      forbidsShort.remove(UInt64(target))
      write(USBIPReply.unlinked(number, isWithdrawn: isWithdrawn))
      flush()
    }
    return true
  }

  private func take(_ submit: USBIPSubmit) {
    let transfer = Transfer(
      id: UInt64(submit.number), setup: submit.setup, payload: submit.payload)
    if submit.endpoint != 0 {
      // The device has only endpoint 0, so the answer is STALL.
      return answer(submit, status: LinuxStatus.stalled)
    }
    guard submit.length == Int(submit.setup.length), transfer.isIn == submit.isIn else {
      // A Linux host itself refuses such a request.
      return answer(submit, status: LinuxStatus.invalid)
    }
    if submit.forbidsShort, submit.isIn { forbidsShort.insert(transfer.id) }
    server.submit(transfer, from: self)
  }

  private func answer(_ submit: USBIPSubmit, status: Int32) {
    write(USBIPReply.submitted(submit.number, status: status, actualLength: 0))
    flush()
  }

  // MARK: - The device's side

  func completed(_ transfer: Transfer, _ completion: Completion) {
    let isShort = completion.actualLength < Int(transfer.setup.length)
    let isRefused = forbidsShort.remove(transfer.id) != nil && isShort && completion.status == 0
    let status = isRefused ? LinuxStatus.shortAnswer : completion.status
    write(
      USBIPReply.submitted(
        UInt32(truncatingIfNeeded: transfer.id), status: status,
        actualLength: completion.actualLength, data: completion.data))
    flush()
  }

  /// Ends the connection. USB/IP has no message for a departure; the client sees only the end.
  func deviceLeft() { end() }

  // MARK: - The connection

  private func write(_ bytes: [UInt8]) {
    guard let context else { return }
    var buffer = context.channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    context.write(wrapOutboundOut(buffer), promise: nil)
  }

  private func flush() { context?.flush() }

  private func refuse(_ reason: String) {
    server.refused(reason)
    end()
  }

  /// Ends the connection after everything written has been sent.
  private func end() {
    stage = .ended
    guard let context else { return }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
      bound.value.close(promise: nil)
    }
    watch()
  }

  private func watch() {
    guard let context else { return }
    patience.watch(context, owes: stage != .attached || reader.isWithinMessage)
  }
}
