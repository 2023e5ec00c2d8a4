import CaptureIO
import DeviceModel
import NIOCore
import USB

/// A host's connection, as the server uses it.
protocol HostLink: AnyObject {
  /// Tells the host how one of its transfers ended.
  func completed(_ transfer: Transfer, _ completion: Completion)
  /// Tells the host that the device has left the bus.
  func deviceLeft()
}

/// One device and its present host. The server connects the port with the host's connection, the
/// recording and the image's file.
///
/// All its code runs on one event loop, so nothing runs in parallel.
final class DeviceServer {
  private let loop: any EventLoop
  private var port: VirtualPort
  private let speed: DeviceSpeed
  private(set) var summary: DeviceSummary
  private var recorder: BusRecorder?
  private var flash: FlashFile?
  private let start = NIODeadline.now()
  private let report: @Sendable (ServeEvent) -> Void
  private var host: (any HostLink)?
  private var timer: Scheduled<Void>?
  /// Called when the device comes back to the bus.
  var onReturn: () -> Void = {}
  /// The number of open connections.
  var connections = 0
  /// The first failure of the recording or of the image's file.
  private(set) var failure: ServeFailure?

  init(
    _ options: ServeOptions, loop: any EventLoop, report: @escaping @Sendable (ServeEvent) -> Void
  ) throws {
    self.loop = loop
    self.report = report
    speed = options.speed
    var device = options.device
    if let path = options.flash { flash = try FlashFile(path, into: &device) }
    if let path = options.record { recorder = try BusRecorder(path, epoch: options.epoch) }
    port = VirtualPort(device)
    summary = DeviceSummary(device, speed: options.speed)
  }

  /// Nanoseconds since serving began.
  private var now: Int64 { (NIODeadline.now() - start).nanoseconds }

  /// Whether a host can take the device now.
  var isFree: Bool { host == nil && port.isPresent }
  /// Whether the device is on the bus.
  var isPresent: Bool { port.isPresent }

  /// Why a host may not submit a transfer with this id; nil when it may.
  func objection(to id: UInt64) -> String? {
    if port.isPending(id) { return "transfer \(id) was submitted twice" }
    let isFull = port.pendingCount >= VirtualPort.limit
    return isFull ? "more than \(VirtualPort.limit) transfers at once" : nil
  }

  // MARK: - What a host does

  /// Gives the device to a host. Returns false when another host has it or it is away.
  func attach(_ link: any HostLink) -> Bool {
    handle(port.advance(to: now))
    guard isFree else { return false }
    host = link
    tell(.attached)
    record { recorder, now throws(CaptureError) in try recorder.attached(at: now) }
    schedule()
    return true
  }

  /// The host is gone, so the device loses power.
  func detach(_ link: any HostLink) {
    guard host === link else { return }
    unplug()
    handle(port.advance(to: now))
    settle()
  }

  /// Submits a transfer. The host is told later how it ended, or at once if it does not have the
  /// device.
  func submit(_ transfer: Transfer, from link: any HostLink) {
    handle(port.advance(to: now))
    guard host === link else { return link.completed(transfer, Completion(.disconnected)) }
    record { recorder, now throws(CaptureError) in try recorder.submitted(transfer, at: now) }
    handle(port.submit(transfer, at: now))
    settle()
  }

  /// Withdraws a transfer. Returns false when it has ended.
  func withdraw(_ id: UInt64, from link: any HostLink) -> Bool {
    handle(port.advance(to: now))
    guard host === link, let withdrawn = port.withdraw(id, at: now) else { return false }
    tell(.transfer(withdrawn, Completion(.cancelled)))
    record(withdrawn, Completion(.cancelled))
    handle(port.advance(to: now))
    settle()
    return true
  }

  /// Handles a bus reset by the host.
  func resetBus(from link: any HostLink) {
    handle(port.advance(to: now))
    guard host === link else { return }
    tell(.reset)
    handle(port.resetBus(at: now))
    record { recorder, now throws(CaptureError) in try recorder.reset(at: now) }
    summary = DeviceSummary(port.device, speed: speed)
    settle()
  }

  /// Takes the device from its host, writes the image and ends the recording.
  func finish() {
    timer?.cancel()
    if host != nil { unplug() }
    saveImage()
    guard let recorder = recorder.take() else { return }
    do throws(CaptureError) { try recorder.finish() } catch { fail(.capture(error)) }
  }

  private func unplug() {
    host = nil
    for case .completed(let transfer, let completion) in port.unplug(at: now) {
      record(transfer, completion)
    }
    tell(.detached)
    record { recorder, now throws(CaptureError) in try recorder.left(at: now) }
  }

  // MARK: - What happens

  private func handle(_ changes: [VirtualPortEvent]) {
    for change in changes {
      switch change {
      case .completed(let transfer, let completion):
        tell(.transfer(transfer, completion))
        record(transfer, completion)
        host?.completed(transfer, completion)
      case .left:
        tell(.left)
        record { recorder, now throws(CaptureError) in try recorder.left(at: now) }
        let left = host
        host = nil
        left?.deviceLeft()
      case .returned:
        summary = DeviceSummary(port.device, speed: speed)
        tell(.returned)
        onReturn()
      }
    }
  }

  private func settle() {
    saveImage()
    schedule()
  }

  /// Sets the timer for the next moment at which the device acts by itself.
  private func schedule() {
    timer?.cancel()
    guard let next = port.nextChange(isAttached: host != nil, now: now) else { return }
    let delay = TimeAmount.nanoseconds(max(0, next - now))
    timer = loop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
      guard let self else { return }
      handle(port.advance(to: now))
      settle()
    }
  }

  /// Reports that a peer's connection was closed.
  func refused(_ reason: String) { tell(.refused(reason)) }

  private func tell(_ event: ServeEvent.Kind) {
    report(ServeEvent(nanoseconds: now, kind: event))
  }

  /// Stores and reports the first failure. Serving continues.
  func fail(_ failure: ServeFailure) {
    guard self.failure == nil else { return }
    self.failure = failure
    tell(.failed(failure))
  }

  private func saveImage() {
    do throws(ServeError) { try flash?.save(port.device) } catch { fail(.serve(error)) }
  }

  private func record(_ transfer: Transfer, _ completion: Completion) {
    record { recorder, now throws(CaptureError) in
      try recorder.completed(transfer, completion, at: now)
    }
  }

  /// Lets `body` write to the recording. If this fails, the recording ends, and the failure is
  /// reported once.
  private func record(
    _ body: (inout BusRecorder, Int64) throws(CaptureError) -> Void
  ) {
    let time = now
    do throws(CaptureError) {
      guard var open = recorder.take() else { return }
      try body(&open, time)
      recorder = consume open
    } catch {
      fail(.capture(error))
    }
  }
}
