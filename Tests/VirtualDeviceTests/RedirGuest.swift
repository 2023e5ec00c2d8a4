import CUsbredir
import Foundation
import TestSupport
import USB

/// The guest's side of usbredir, as in QEMU's usb-redir device. It uses the same library at the
/// other end of the connection.
@safe
final class RedirGuest {
  /// Something that the other side has sent and the test has not read yet.
  enum Event: Hashable {
    case hello, disconnected
    case connected(vendor: UInt16, product: UInt16, speed: UInt8)
    case interfaces([UInt8])
    case configuration(id: UInt64, status: UInt8, UInt8)
    case alternate(id: UInt64, status: UInt8, interface: UInt8, UInt8)
    case control(id: UInt64, status: UInt8, length: UInt16, [UInt8])
  }

  let peer: TestPeer
  private let parser: UnsafeMutablePointer<usbredirparser>
  private var input: ArraySlice<UInt8> = []
  private var output: [UInt8] = []
  private var events: [Event] = []

  init(_ peer: TestPeer) {
    self.peer = peer
    unsafe parser = usbredirparser_create()
    unsafe parser.pointee.priv = Unmanaged.passUnretained(self).toOpaque()
    unsafe Self.setCallbacks(parser)
    // The capabilities of QEMU's xHCI: connect version, packet sizes, 64-bit ids, long bulk.
    var capabilities: UInt32 = 0x72
    unsafe usbredirparser_init(parser, "a test", &capabilities, 1, 0)
    flush()
  }

  deinit { unsafe usbredirparser_destroy(parser) }

  /// The next event; nil when the time is over or the connection has ended.
  func next(within seconds: Double = 10) -> Event? {
    let end = Date(timeIntervalSinceNow: seconds)
    while events.isEmpty {
      // The end is checked first, so that no event before it is missed.
      let isOver = Date() > end || peer.ends(within: 0.001)
      input += peer.receiveAll()
      while !input.isEmpty, unsafe usbredirparser_do_read(parser) == 0 {}
      if events.isEmpty, isOver { return nil }
    }
    return events.removeFirst()
  }

  /// The next event for which `isWanted` is true. Events before it are dropped.
  func next(where isWanted: (Event) -> Bool) -> Event? {
    while let event = next() { if isWanted(event) { return event } }
    return nil
  }

  func reset() {
    unsafe usbredirparser_send_reset(parser)
    flush()
  }

  func setConfiguration(_ id: UInt64, _ value: UInt8) {
    var header = usb_redir_set_configuration_header(configuration: value)
    unsafe usbredirparser_send_set_configuration(parser, id, &header)
    flush()
  }

  func getConfiguration(_ id: UInt64) {
    unsafe usbredirparser_send_get_configuration(parser, id)
    flush()
  }

  func setAlternate(_ id: UInt64, interface: UInt8, _ alternate: UInt8) {
    var header = usb_redir_set_alt_setting_header(interface: interface, alt: alternate)
    unsafe usbredirparser_send_set_alt_setting(parser, id, &header)
    flush()
  }

  func getAlternate(_ id: UInt64, interface: UInt8) {
    var header = usb_redir_get_alt_setting_header(interface: interface)
    unsafe usbredirparser_send_get_alt_setting(parser, id, &header)
    flush()
  }

  func cancel(_ id: UInt64) {
    unsafe usbredirparser_send_cancel_data_packet(parser, id)
    flush()
  }

  func control(_ id: UInt64, _ setup: SetupPacket, payload: [UInt8] = []) {
    var header = usb_redir_control_packet_header(
      endpoint: setup.requestType.rawValue & 0x80, request: setup.request,
      requesttype: setup.requestType.rawValue, status: 0, value: setup.value,
      index: setup.index, length: setup.length)
    var bytes = payload
    unsafe bytes.withUnsafeMutableBufferPointer { data in
      unsafe usbredirparser_send_control_packet(
        parser, id, &header, data.isEmpty ? nil : data.baseAddress, Int32(data.count))
    }
    flush()
  }

  private func flush() {
    while unsafe usbredirparser_has_data_to_write(parser) > 0 {
      unsafe usbredirparser_do_write(parser)
    }
    peer.send(output)
    output = []
  }

  // MARK: - Callbacks

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> RedirGuest? {
    unsafe pointer.map { unsafe Unmanaged<RedirGuest>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func setCallbacks(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.log_func = { _, _, _ in }
    unsafe parser.pointee.read_func = { pointer, data, count in
      guard let this = unsafe RedirGuest.of(pointer), let data = unsafe data else { return -1 }
      let piece = this.input.prefix(Int(count))
      _ = unsafe UnsafeMutableBufferPointer(start: data, count: Int(count))
        .update(fromContentsOf: piece)
      this.input = this.input.dropFirst(piece.count)
      return Int32(piece.count)
    }
    unsafe parser.pointee.write_func = { pointer, data, count in
      unsafe RedirGuest.of(pointer)?.output += UnsafeBufferPointer(
        start: data, count: Int(count))
      return count
    }
    unsafe parser.pointee.hello_func = { pointer, _ in
      unsafe RedirGuest.of(pointer)?.events.append(.hello)
    }
    unsafe parser.pointee.device_disconnect_func = { pointer in
      unsafe RedirGuest.of(pointer)?.events.append(.disconnected)
    }
    unsafe parser.pointee.device_connect_func = { pointer, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirGuest.of(pointer)?.events.append(
        .connected(
          vendor: header.vendor_id, product: header.product_id, speed: header.speed))
    }
    unsafe parser.pointee.ep_info_func = { _, _ in }
    unsafe setStatusCallbacks(parser)
  }

  private static func setStatusCallbacks(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.interface_info_func = { pointer, header in
      guard var header = unsafe header?.pointee else { return }
      let numbers = unsafe withUnsafeBytes(of: &header.interface) { unsafe Array($0) }
      unsafe RedirGuest.of(pointer)?.events.append(
        .interfaces(Array(numbers.prefix(Int(header.interface_count)))))
    }
    unsafe parser.pointee.configuration_status_func = { pointer, id, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirGuest.of(pointer)?.events.append(
        .configuration(id: id, status: header.status, header.configuration))
    }
    unsafe parser.pointee.alt_setting_status_func = { pointer, id, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirGuest.of(pointer)?.events.append(
        .alternate(id: id, status: header.status, interface: header.interface, header.alt))
    }
    unsafe parser.pointee.control_packet_func = { pointer, id, header, data, count in
      guard let this = unsafe RedirGuest.of(pointer) else { return }
      let bytes = unsafe Array(
        UnsafeBufferPointer(start: data, count: data == nil ? 0 : Int(count)))
      unsafe usbredirparser_free_packet_data(this.parser, data)
      guard let header = unsafe header?.pointee else { return }
      this.events.append(
        .control(id: id, status: header.status, length: header.length, bytes))
    }
  }
}
