import CUsbredir
import Glibc
import USB

/// The usbredir parser of one connection, based on libusbredirparser.
///
/// It turns packets into requests, and answers into bytes.
@safe
final class RedirParser {
  private let parser: UnsafeMutablePointer<usbredirparser>
  private var input: ArraySlice<UInt8> = []
  private var output: [UInt8] = []
  private var requests: [RedirRequest] = []

  /// The capabilities that QEMU's USB 3 host controller requires of its peer.
  private static let capabilities = [
    usb_redir_cap_connect_device_version, usb_redir_cap_ep_info_max_packet_size,
    usb_redir_cap_64bits_ids, usb_redir_cap_32bits_bulk_length,
  ]

  /// Makes a parser; nil when there is too little memory.
  init?() {
    guard let parser = unsafe usbredirparser_create() else { return nil }
    unsafe self.parser = parser
    unsafe parser.pointee.priv = Unmanaged.passUnretained(self).toOpaque()
    unsafe Self.setCallbacks(parser)
    var mask: UInt32 = Self.capabilities.reduce(into: 0) { $0 |= 1 << UInt32($1) }
    unsafe usbredirparser_init(
      parser, "dfutrace", &mask, 1, Int32(usbredirparser_fl_usb_host))
  }

  deinit { unsafe usbredirparser_destroy(parser) }

  /// Whether packets now have 64-bit ids. Before the hello messages ids have 32 bits.
  var hasLongIDs: Bool {
    unsafe usbredirparser_have_peer_caps(parser) != 0
      && usbredirparser_peer_has_cap(parser, Int32(usb_redir_cap_64bits_ids)) != 0
  }

  /// Takes one whole packet and returns its requests. Throws if it is not usbredir.
  func take(_ packet: [UInt8]) throws(RedirError) -> [RedirRequest] {
    input = packet[...]
    while !input.isEmpty {
      guard unsafe usbredirparser_do_read(parser) == 0 else { throw .malformed }
    }
    defer { requests = [] }
    return requests
  }

  /// Returns the bytes to send, and removes them here.
  func takeOutput() -> [UInt8] {
    while unsafe usbredirparser_has_data_to_write(parser) > 0 {
      guard unsafe usbredirparser_do_write(parser) == 0 else { break }
    }
    defer { output = [] }
    return output
  }

  // MARK: - Answers

  /// Announces a device: first its endpoints and interfaces, then the device itself.
  func connect(_ device: DeviceSummary) {
    describe(device)
    var header = usb_redir_device_connect_header()
    header.speed = UInt8(
      device.speed == .high ? usb_redir_speed_high : usb_redir_speed_full)
    header.device_class = device.class
    header.device_subclass = device.subclass
    header.device_protocol = device.protocol
    header.vendor_id = device.vendor
    header.product_id = device.product
    header.device_version_bcd = device.release
    unsafe usbredirparser_send_device_connect(parser, &header)
  }

  /// Sends the device's present endpoints and interfaces. It has only endpoint 0.
  func describe(_ device: DeviceSummary) {
    var endpoints = usb_redir_ep_info_header()
    unsafe withUnsafeMutableBytes(of: &endpoints.type) { types in
      for index in types.indices {
        unsafe types[index] = UInt8(usb_redir_type_invalid)
      }
      // Endpoint 0 in both directions.
      unsafe types[0] = 0
      unsafe types[16] = 0
    }
    unsafe withUnsafeMutableBytes(of: &endpoints.max_packet_size) { sizes in
      unsafe sizes.storeBytes(of: 64, as: UInt16.self)
      unsafe sizes.storeBytes(of: 64, toByteOffset: 32, as: UInt16.self)
    }
    unsafe usbredirparser_send_ep_info(parser, &endpoints)
    var info = usb_redir_interface_info_header()
    let interfaces = device.interfaces.prefix(32)
    info.interface_count = UInt32(interfaces.count)
    Self.fill(&info.interface, interfaces.map(\.number))
    Self.fill(&info.interface_class, interfaces.map(\.class))
    Self.fill(&info.interface_subclass, interfaces.map(\.subclass))
    Self.fill(&info.interface_protocol, interfaces.map(\.protocol))
    unsafe usbredirparser_send_interface_info(parser, &info)
  }

  /// Sends that the device has left.
  func disconnect() { unsafe usbredirparser_send_device_disconnect(parser) }

  /// Answers a request. `status` is a number of usbredir.
  func answer(_ id: UInt64, _ answer: RedirAnswer, status: UInt8) {
    switch answer {
    case .configuration(let value):
      var header = usb_redir_configuration_status_header(status: status, configuration: value)
      unsafe usbredirparser_send_configuration_status(parser, id, &header)
    case .alternate(let interface, let alternate):
      var header = usb_redir_alt_setting_status_header(
        status: status, interface: interface, alt: alternate)
      unsafe usbredirparser_send_alt_setting_status(parser, id, &header)
    case .control(let endpoint, let setup, let length, let data):
      var header = usb_redir_control_packet_header(
        endpoint: endpoint, request: setup.request, requesttype: setup.requestType.rawValue,
        status: status, value: setup.value, index: setup.index, length: UInt16(clamping: length))
      var bytes = data
      unsafe bytes.withUnsafeMutableBufferPointer { data in
        unsafe usbredirparser_send_control_packet(
          parser, id, &header, data.isEmpty ? nil : data.baseAddress, Int32(data.count))
      }
    }
  }

  private static func fill<Fields>(_ fields: inout Fields, _ values: [UInt8]) {
    unsafe withUnsafeMutableBytes(of: &fields) { unsafe $0.copyBytes(from: values) }
  }
}

// MARK: - Callbacks

extension RedirParser {
  private static func of(_ pointer: UnsafeMutableRawPointer?) -> RedirParser? {
    unsafe pointer.map { unsafe Unmanaged<RedirParser>.fromOpaque($0).takeUnretainedValue() }
  }

  private func take(_ request: RedirRequest) { requests.append(request) }

  private static func setCallbacks(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.log_func = { _, _, _ in }
    unsafe parser.pointee.read_func = { pointer, data, count in
      guard let this = unsafe RedirParser.of(pointer), let data = unsafe data else { return -1 }
      let piece = this.input.prefix(Int(count))
      _ = unsafe UnsafeMutableBufferPointer(start: data, count: Int(count)).update(
        fromContentsOf: piece)
      this.input = this.input.dropFirst(piece.count)
      return Int32(piece.count)
    }
    unsafe parser.pointee.write_func = { pointer, data, count in
      guard let this = unsafe RedirParser.of(pointer), let data = unsafe data else { return -1 }
      unsafe this.output += UnsafeBufferPointer(start: data, count: Int(count))
      return count
    }
    unsafe setControlCallbacks(parser)
    unsafe setDataCallbacks(parser)
    unsafe setIgnored(parser)
  }

  private static func setControlCallbacks(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.hello_func = { pointer, _ in unsafe RedirParser.of(pointer)?.take(.hello)
    }
    unsafe parser.pointee.reset_func = { pointer in unsafe RedirParser.of(pointer)?.take(.reset) }
    unsafe parser.pointee.set_configuration_func = { pointer, id, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirParser.of(pointer)?.take(.setConfiguration(id: id, value: header.configuration))
    }
    unsafe parser.pointee.get_configuration_func = { pointer, id in
      unsafe RedirParser.of(pointer)?.take(.getConfiguration(id: id))
    }
    unsafe parser.pointee.set_alt_setting_func = { pointer, id, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirParser.of(pointer)?.take(
        .setAlternate(id: id, interface: header.interface, alternate: header.alt))
    }
    unsafe parser.pointee.get_alt_setting_func = { pointer, id, header in
      guard let header = unsafe header?.pointee else { return }
      unsafe RedirParser.of(pointer)?.take(.getAlternate(id: id, interface: header.interface))
    }
    unsafe parser.pointee.cancel_data_packet_func = { pointer, id in
      unsafe RedirParser.of(pointer)?.take(.cancel(id: id))
    }
  }

  private static func setDataCallbacks(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.control_packet_func = { pointer, id, header, data, count in
      guard let this = unsafe RedirParser.of(pointer) else { return }
      let payload = unsafe Array(
        UnsafeBufferPointer(start: data, count: data == nil ? 0 : Int(count)))
      unsafe usbredirparser_free_packet_data(this.parser, data)
      guard let header = unsafe header?.pointee else { return }
      let setup = SetupPacket(
        requestType: RequestType(rawValue: header.requesttype), request: header.request,
        value: header.value, index: header.index, length: header.length)
      this.take(.control(id: id, endpoint: header.endpoint, setup: setup, payload: payload))
    }
    unsafe parser.pointee.bulk_packet_func = { pointer, _, _, data, _ in
      unsafe RedirParser.of(pointer).map { unsafe usbredirparser_free_packet_data($0.parser, data) }
    }
    unsafe parser.pointee.iso_packet_func = { pointer, _, _, data, _ in
      unsafe RedirParser.of(pointer).map { unsafe usbredirparser_free_packet_data($0.parser, data) }
    }
    unsafe parser.pointee.interrupt_packet_func = { pointer, _, _, data, _ in
      unsafe RedirParser.of(pointer).map { unsafe usbredirparser_free_packet_data($0.parser, data) }
    }
  }

  /// Ignores packets for endpoints that the device does not have, and for capabilities that were
  /// not offered. All callbacks are set, so that the library never calls a null pointer.
  private static func setIgnored(_ parser: UnsafeMutablePointer<usbredirparser>) {
    unsafe parser.pointee.start_iso_stream_func = { _, _, _ in }
    unsafe parser.pointee.stop_iso_stream_func = { _, _, _ in }
    unsafe parser.pointee.start_interrupt_receiving_func = { _, _, _ in }
    unsafe parser.pointee.stop_interrupt_receiving_func = { _, _, _ in }
    unsafe parser.pointee.alloc_bulk_streams_func = { _, _, _ in }
    unsafe parser.pointee.free_bulk_streams_func = { _, _, _ in }
    unsafe parser.pointee.start_bulk_receiving_func = { _, _, _ in }
    unsafe parser.pointee.stop_bulk_receiving_func = { _, _, _ in }
    unsafe parser.pointee.filter_reject_func = { _ in }
    unsafe parser.pointee.filter_filter_func = { _, rules, _ in
      unsafe free(UnsafeMutableRawPointer(rules))
    }
    unsafe parser.pointee.device_disconnect_ack_func = { _ in }
  }
}
