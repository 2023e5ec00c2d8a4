import TestSupport
import Testing
import USB

/// What the receiver did not get, and what the capture does not hold.
@Suite struct `Lost packets on the wire` {
  private static let reply: [UInt8] = [0, 0, 0, 0, 2, 0]
  private static let long = SetupPacket(requestType: .classInterfaceIn, request: 2, length: 32)

  @Test func `data whose ACK was lost come again and count once`() {
    // USB 2.0, 8.6.4: the toggle of the second is that of the first.
    let reading = WireReading { traffic in
      traffic.setup(Self.long)
      traffic.in(.data1, Array(1...8))
      traffic.in(.data1, Array(1...8))
      traffic.in(.data0, [9])
      traffic.out(.data1)
    }
    #expect(reading.transfers[0].data == Array(1...9))
    #expect(reading.transfers[0].dataIsComplete)
  }

  @Test func `data that were not acknowledged come again and count once`() {
    // USB 2.0, 8.6.3.
    let reading = WireReading { traffic in
      traffic.setup(.dnload(0, length: 8))
      traffic.out(.data1, Array(1...8), answer: nil)
      traffic.out(.data1, Array(1...8))
      traffic.in(.data1)
    }
    #expect(reading.summary == ["2-11 acknowledged"])
    #expect(reading.transfers[0].data == Array(1...8))
  }

  @Test func `a status that was acknowledged unheard comes again after the end`() {
    let reading = WireReading { traffic in
      traffic.read(.getState, [2])
      traffic.out(.data1)
      traffic.read(.getState, [3])
    }
    #expect(reading.summary == ["2-9 acknowledged", "14-21 acknowledged"])
    #expect(reading.bins.copies == 3)
    #expect(reading.lost.isEmpty)
  }

  @Test func `a SETUP without answer comes again and is one request`() {
    let reading = WireReading { traffic in
      traffic.setup(.getState, answer: nil)
      traffic.read(.getState, [2])
    }
    #expect(reading.summary == ["2-11 acknowledged"])
    #expect(reading.bins.used == 11)
  }

  @Test func `a host gives up after three attempts without answer`() {
    // USB 2.0, 10.2.6.
    let reading = WireReading { traffic in
      for _ in 0..<6 { traffic.setup(.getState, answer: nil) }
      traffic.setup(.getStatus)
      for _ in 0..<3 { traffic.in(answer: nil) }
      traffic.read(.getState, [2])
    }
    #expect(
      reading.summary == [
        "2-6 wireError", "8-12 wireError", "14-18 wireError", "20-27 acknowledged",
      ])
  }

  @Test func `a SETUP interrupts a transfer that the device puts off`() {
    // USB 2.0, 8.5.3: a SETUP begins anew in any stage.
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.in(answer: .nak)
      traffic.in(answer: .nak)
      traffic.read(.getState, [2])
    }
    #expect(reading.summary == ["2-7 cancelled", "9-16 acknowledged"])
    #expect(reading.transfers[0].actualLength == 0)
  }

  @Test func `a transfer still put off at the end waits`() {
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.in(answer: .nak)
    }
    #expect(reading.summary == ["2- unknown"])
    #expect(reading.bins.unpaired == 5)
  }

  @Test func `a host that asks no more has given up before the next enumeration`() {
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.in(answer: .nak)
      traffic.wait(milliseconds: 100)
      traffic.device = 0
      traffic.read(.getState, [2])
    }
    #expect(reading.summary == ["2-5 cancelled", "7-14 acknowledged"])
  }

  @Test func `a device that sends more than wLength babbles`() {
    // USB 2.0, 8.7.4.
    let reading = WireReading { traffic in
      traffic.setup(.getState)
      traffic.in(.data1, Array(1...8), acknowledged: false)
      traffic.read(.getStatus, Self.reply)
    }
    #expect(reading.transfers.map(\.outcome) == [.overflowed, .acknowledged])
    #expect(reading.transfers[0].actualLength == nil)
  }

  @Test(arguments: [false, true])
  func `a damaged data packet was received only if it is acknowledged`(isAcknowledged: Bool) {
    var traffic = PacketTraffic { traffic in
      traffic.setup(Self.long)
      traffic.in(.data1, Array(1...8), acknowledged: isAcknowledged)
      if !isAcknowledged { traffic.in(.data1, Array(1...8)) }
      traffic.in(.data0, [9])
      traffic.out(.data1)
    }
    traffic.change(frame: 5) { $0[3] ^= 0x10 }
    let reading = WireReading(traffic)
    #expect(reading.summary == [isAcknowledged ? "2- unknown" : "2-14 acknowledged"])
    #expect(reading.transfers[0].data == (isAcknowledged ? [] : Array(1...9)))
    #expect(reading.transfers[0].actualLength == (isAcknowledged ? nil : 9))
    #expect(reading.bins.undecodable == 1)
  }

  @Test func `damaged data that the device has acknowledged are missing in the download`() {
    var traffic = PacketTraffic { $0.write(.dnload(0, length: 20), Array(1...20)) }
    traffic.change(frame: 8) { $0[3] ^= 0x10 }
    let reading = WireReading(traffic)
    #expect(reading.summary == ["2-15 acknowledged"])
    #expect(reading.transfers[0].data == Array(1...8))
    #expect(reading.transfers[0].actualLength == 20)
  }

  @Test func `a damaged token was received by nobody`() {
    var traffic = PacketTraffic { traffic in
      traffic.setup(.dnload(0, length: 8))
      traffic.out(.data1, Array(2...9), answer: nil)
      traffic.out(.data1, Array(1...8))
      traffic.in(.data1)
    }
    traffic.change(frame: 4) { $0[1] ^= 1 }
    let reading = WireReading(traffic)
    #expect(reading.summary == ["2-11 acknowledged"])
    #expect(reading.transfers[0].data == Array(1...8))
    #expect(reading.bins.undecodable == 1)
    #expect(reading.bins.unpaired == 1)
  }

  @Test func `a capture that begins in a transfer says so once`() {
    let traffic = PacketTraffic { $0.read(.getStatus, Self.reply) }
    let reading = WireReading(traffic.without(frame: 1).without(frame: 1).without(frame: 1))
    #expect(reading.transfers.isEmpty)
    #expect(reading.lost == [4])
    #expect(reading.bins.unpaired == 6)
  }

  @Test func `packets without their token make every transfer doubtful`() {
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.startOfFrame()
      traffic.data(.data1, Self.reply)
      traffic.handshake(.ack)
      traffic.out(.data1)
    }
    #expect(reading.summary == ["2- unknown"])
    #expect(reading.lost == [6, 7])
  }

  @Test func `equal packets in a row that differ hide a third`() {
    let reading = WireReading { traffic in
      traffic.setup(Self.long)
      traffic.in(.data1, Array(1...8))
      traffic.in(.data1, Array(11...18))
      traffic.in(.data0, [9])
      traffic.out(.data1)
    }
    #expect(reading.summary == ["2- unknown"])
    #expect(reading.transfers[0].data == Array(1...8))
  }

  @Test func `an answer that ends with a full packet hides another`() {
    // USB 2.0, 8.5.3.2: a shorter packet ends a shorter answer.
    let reading = WireReading { traffic in
      traffic.setup(Self.long)
      traffic.in(.data1, Array(1...8))
      traffic.in(.data0, Array(1...8))
      traffic.out(.data1)
    }
    #expect(reading.summary == ["2- unknown"])
  }

  @Test(arguments: 1...20)
  func `a packet left out makes no completed transfer with wrong data`(seed: UInt64) {
    let traffic = Self.mixed(seed: seed)
    let whole = WireReading(traffic).transfers
    #expect(whole.allSatisfy { $0.completed != nil })
    let known = Dictionary(uniqueKeysWithValues: whole.map { ($0.submitted.frame, $0) })
    for frame in traffic.records.indices.map({ $0 + 1 }) {
      let reading = WireReading(traffic.without(frame: frame))
      #expect(reading.bins.sum == traffic.records.count - 1)
      for transfer in reading.transfers where transfer.completed != nil {
        let right = known[transfer.submitted.frame]
        #expect(transfer.setup == right?.setup)
        #expect(transfer.outcome == right?.outcome, "without \(frame)")
        #expect(right?.data.starts(with: transfer.data) == true, "without \(frame)")
        #expect(transfer.actualLength == right?.actualLength, "without \(frame)")
      }
    }
  }

  /// Traffic of two devices with NAK, STALL and repetitions, in whole transactions.
  private static func mixed(seed: UInt64) -> PacketTraffic {
    var random = SeededRandom(seed)
    return PacketTraffic { traffic in
      for _ in 0..<12 {
        traffic.device = UInt8.random(in: 5...6, using: &random)
        if Bool.random(using: &random) { traffic.startOfFrame() }
        let payload = (0..<Int.random(in: 1...30, using: &random)).map { _ in
          UInt8.random(in: 0...1, using: &random)
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: traffic.write(.clrStatus, [])
        case 1: traffic.write(.dnload(1, length: UInt16(payload.count)), payload)
        case 2: traffic.read(long, payload)
        case 3:
          traffic.setup(.getState)
          traffic.in(answer: .stall)
        case 4:
          traffic.setup(.getState)
          traffic.in(answer: .nak)
          traffic.in(.data1, [payload[0]])
          traffic.in(.data1, [payload[0]])
          traffic.out(.data1)
        default:
          traffic.setup(.dnload(1, length: 8))
          traffic.out(.data1, Array(1...8), answer: .nak)
          traffic.out(.data1, Array(1...8))
          traffic.in(answer: .nak)
          traffic.in(.data1)
        }
      }
    }
  }

  @Test(arguments: 1...20)
  func `any bytes are counted in one bin each`(seed: UInt64) {
    var random = SeededRandom(seed)
    var traffic = Self.mixed(seed: seed)
    for frame in 1...traffic.records.count where Int.random(in: 0..<4, using: &random) == 0 {
      traffic.change(frame: frame) { bytes in
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        if !bytes.isEmpty { bytes[0] = UInt8.random(in: 0...255, using: &random) }
      }
    }
    #expect(WireReading(traffic).bins.sum == traffic.records.count)
  }
}
