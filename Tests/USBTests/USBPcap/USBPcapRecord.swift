/// A control record of USBPcap, written from its capture-format page and USBPcap.h.
struct USBPcapRecord {
  var id: UInt64 = 0xFFFF_C283_2D49_8010
  var status: UInt32 = 0
  /// URB_FUNCTION_CONTROL_TRANSFER.
  var function: UInt16 = 8
  /// Whether the request is on its way back.
  var isBack = false
  var bus: UInt16 = 1
  var device: UInt16 = 4
  var endpoint: UInt8 = 0
  var transferType: UInt8 = 2
  /// 0 setup, 1 data, 2 status, 3 complete; nil in records of other transfers.
  var stage: UInt8?
  var data: [UInt8] = []

  var bytes: [UInt8] {
    number(UInt16(stage == nil ? 27 : 28)) + number(id) + number(status) + number(function)
      + [isBack ? 1 : 0] + number(bus) + number(device) + [endpoint, transferType]
      + number(UInt32(data.count)) + (stage.map { [$0] } ?? []) + data
  }

  /// The request, with the data towards the device as USBPcap writes it since 1.5.
  static func setup(_ packet: [UInt8], sent data: [UInt8] = []) -> USBPcapRecord {
    USBPcapRecord(stage: 0, data: packet + data)
  }

  /// The data stage, as USBPcap writes it up to 1.4.
  static func data(_ data: [UInt8], isBack: Bool) -> USBPcapRecord {
    USBPcapRecord(isBack: isBack, stage: 1, data: data)
  }

  /// The end, up to 1.4.
  static func status(_ status: UInt32 = 0) -> USBPcapRecord {
    USBPcapRecord(status: status, isBack: true, stage: 2)
  }

  /// The end, since 1.5.
  static func complete(_ status: UInt32 = 0, data: [UInt8] = []) -> USBPcapRecord {
    USBPcapRecord(status: status, isBack: true, stage: 3, data: data)
  }
}

/// A number in little-endian order.
func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
  (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// The setup packets of the dialects' tests.
enum SetupBytes {
  /// DFU_GETSTATUS (DFU 1.1, 6.1.2).
  static let getStatus: [UInt8] = [0xA1, 3, 0, 0, 0, 0, 6, 0]
  /// DFU_DNLOAD of block 2 with four bytes (DFU 1.1, 6.1.1).
  static let dnload: [UInt8] = [0x21, 1, 2, 0, 0, 0, 4, 0]
  /// DFU_CLRSTATUS (DFU 1.1, 6.1.3).
  static let clrStatus: [UInt8] = [0x21, 4, 0, 0, 0, 0, 0, 0]
  /// dfuDNLOAD-IDLE, OK, 10 ms.
  static let answer: [UInt8] = [0, 10, 0, 0, 5, 0]
}
