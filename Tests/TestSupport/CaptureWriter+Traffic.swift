package import USB

/// Whole transfers, filled in as each writer of captures does it.
extension CaptureWriter {
  /// Lets time pass.
  package mutating func wait(milliseconds: Double) {
    nanoseconds += Int64(milliseconds * 1_000_000)
  }

  /// Writes a control transfer: its submission and its completion.
  ///
  /// - Parameters:
  ///   - data: the data on the bus, in the direction of the setup packet.
  ///   - status: Linux's status of the completion; -32 is a STALL. For QEMU it is converted to
  ///   QEMU's
  ///     code; for sigrok it is left out.
  ///   - wait: milliseconds before the submission.
  ///   - taking: milliseconds from submission to completion.
  package mutating func control(
    _ setup: SetupPacket, data: [UInt8] = [], status: Int32 = 0, wait: Double = 1,
    taking: Double = 0.1
  ) {
    self.wait(milliseconds: wait)
    submit(setup, data: data)
    self.wait(milliseconds: taking)
    complete(setup, data: data, status: status)
  }

  /// Writes the submission of a control transfer, with a new id or with the id given.
  package mutating func submit(_ setup: SetupPacket, data: [UInt8] = [], id: UInt64? = nil) {
    self.id = id ?? newID()
    let isIn = setup.requestType.direction == .deviceToHost
    var record = UsbmonRecord(
      kind: .submit, id: self.id, isIn: showsIn(isIn), device: device, setup: setup, status: 0,
      urbLength: 0, data: isIn ? [] : data)
    switch flavour {
    case .usbmon:
      record.status = -115
      record.urbLength = Int(setup.length)
    case .qemu:
      record.urbLength = record.data.count
      record.dataLength = record.urbLength + 64
    case .sigrok: break
    }
    append(record)
  }

  /// Writes the completion of the last submitted control transfer, or of the transfer with this
  /// `id`.
  package mutating func complete(
    _ setup: SetupPacket, data: [UInt8] = [], status: Int32 = 0, id: UInt64? = nil
  ) {
    let isIn = setup.requestType.direction == .deviceToHost
    let moved = status == 0 || status == -121 ? data : []
    var record = UsbmonRecord(
      kind: .complete, id: id ?? self.id, isIn: showsIn(isIn), device: device, status: status,
      urbLength: moved.count, data: isIn ? moved : [])
    switch flavour {
    case .usbmon: break
    case .qemu:
      record.status = status == -32 ? -121 : status
      record.dataLength = record.data.count + 64
    case .sigrok:
      record.setup = setup
      record.status = 0
      record.urbLength = 0
      record.data = isIn ? moved : data
      record.dataLength = record.data.count
    }
    append(record)
  }

  /// Writes the submission and completion of another kind of transfer.
  ///
  /// - Parameter type: 0 isochronous, 1 interrupt, 3 bulk.
  package mutating func transfer(type: UInt8, endpoint: UInt8, data: [UInt8] = []) {
    id = newID()
    let isIn = endpoint & 0x80 != 0
    var record = UsbmonRecord(
      kind: .submit, id: id, isIn: isIn, device: device, status: -115, urbLength: data.count,
      data: isIn ? [] : data)
    record.transferType = type
    record.endpoint = endpoint
    append(record)
    wait(milliseconds: 0.1)
    record.kind = .complete
    record.status = 0
    record.data = isIn ? data : []
    record.dataLength = record.data.count
    append(record)
  }

  // MARK: - Enumeration

  /// GET_DESCRIPTOR and its reply, cut to `length` (USB 2.0, 9.4.3).
  package mutating func getDescriptor(
    type: UInt8, index: UInt8 = 0, language: UInt16 = 0, reply: [UInt8], length: Int? = nil
  ) {
    let asked = length ?? reply.count
    let setup = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6,
      value: UInt16(type) << 8 | UInt16(index), index: language, length: UInt16(asked))
    control(setup, data: Array(reply.prefix(asked)))
  }

  /// SET_ADDRESS to the default address. From here on the device has the address `address` (USB
  /// 2.0, 9.4.6).
  package mutating func setAddress(_ address: UInt8) {
    device.address = 0
    control(SetupPacket(requestType: RequestType(rawValue: 0), request: 5, value: UInt16(address)))
    device.address = address
  }

  /// SET_CONFIGURATION (USB 2.0, 9.4.7).
  package mutating func setConfiguration(_ value: UInt8) {
    control(SetupPacket(requestType: RequestType(rawValue: 0), request: 9, value: UInt16(value)))
  }

  /// SET_INTERFACE (USB 2.0, 9.4.10).
  package mutating func setInterface(_ interface: UInt16, alternate: UInt16) {
    control(
      SetupPacket(
        requestType: RequestType(rawValue: 1), request: 11, value: alternate, index: interface))
  }

  // MARK: - The hub's side

  /// SET_FEATURE(PORT_RESET) to the root hub, device 1 of the bus (USB 2.0, 11.24.2.13).
  package mutating func portReset(_ port: UInt16) {
    toHub {
      $0.control(
        SetupPacket(
          requestType: RequestType(rawValue: 0x23), request: 3, value: 4, index: port))
    }
  }

  /// CLEAR_FEATURE(C_PORT_RESET) to the root hub (USB 2.0, 11.24.2.2).
  package mutating func clearPortReset(_ port: UInt16) {
    toHub {
      $0.control(
        SetupPacket(
          requestType: RequestType(rawValue: 0x23), request: 1, value: 20, index: port))
    }
  }

  /// GET_STATUS of a port of the root hub, and its reply (USB 2.0, 11.24.2.7). `status` is
  /// wPortStatus, with bit 0 for "connected"; `change` is wPortChange.
  package mutating func portStatus(_ port: UInt16, status: UInt16, change: UInt16 = 0) {
    let reply = [status, change].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    toHub {
      $0.control(
        SetupPacket(
          requestType: RequestType(rawValue: 0xA3), request: 0, index: port, length: 4),
        data: reply)
    }
  }

  private mutating func toHub(_ talk: (inout CaptureWriter) -> Void) {
    let talkedTo = device
    device.address = 1
    talk(&self)
    device = talkedTo
  }

  // MARK: - Ids

  /// The next id: a kernel address, reused as the kernel reuses it; 0 for QEMU; 0, 1, 2… for
  /// sigrok.
  private mutating func newID() -> UInt64 {
    defer { submissions += 1 }
    switch flavour {
    case .usbmon: return 0xFFFF_8880_0000_0000 + submissions % 7 * 0xC0
    case .qemu: return 0
    case .sigrok: return submissions
    }
  }

  /// Whether the record marks its endpoint as towards the host. sigrok never does.
  private func showsIn(_ isIn: Bool) -> Bool { isIn && flavour != .sigrok }
}
