import Testing
import USB

/// Control transfers as the packets of USB 2.0, 8.5.3 make them.
@Suite struct `Control transfers on the wire` {
  private static let reply: [UInt8] = [0, 0, 0, 0, 2, 0]
  private static let block: [UInt8] = Array(1...20)

  @Test func `the first packets of an enumeration are those that every analyser shows`() {
    let getDescriptor = SetupPacket(
      requestType: RequestType(rawValue: 0x80), request: 6, value: 0x0100, length: 64)
    let traffic = PacketTraffic { traffic in
      traffic.device = 0
      traffic.read(getDescriptor, [])
    }
    #expect(traffic.records[0].bytes == [0x2D, 0x00, 0x10])
    #expect(
      traffic.records[1].bytes == [0xC3, 0x80, 6, 0, 1, 0, 0, 0x40, 0, 0xDD, 0x94])
    #expect(traffic.records[4].bytes == [0x4B, 0, 0])
  }

  @Test func `data come in, and the status goes out`() {
    let reading = WireReading { $0.read(.getStatus, Self.reply) }
    #expect(reading.summary == ["2-9 acknowledged"])
    #expect(reading.transfers[0].setup == .getStatus)
    #expect(reading.transfers[0].device == DeviceAddress(bus: 0, address: 5))
    #expect(reading.transfers[0].data == Self.reply)
    #expect(reading.transfers[0].actualLength == 6)
    #expect(reading.bins.used == 9)
  }

  @Test func `data go out in several packets, and the status comes in`() {
    let reading = WireReading { $0.write(.dnload(3, length: 20), Self.block) }
    #expect(reading.summary == ["2-15 acknowledged"])
    #expect(reading.transfers[0].data == Self.block)
    #expect(reading.transfers[0].dataIsComplete)
  }

  @Test func `without a data stage the status comes in`() {
    let reading = WireReading { $0.write(.clrStatus, []) }
    #expect(reading.summary == ["2-6 acknowledged"])
    #expect(reading.transfers[0].actualLength == 0)
  }

  @Test func `an answer of no bytes is an empty data stage`() {
    let reading = WireReading { $0.read(.getStatus, []) }
    #expect(reading.summary == ["2-9 acknowledged"])
    #expect(reading.transfers[0].actualLength == 0)
  }

  @Test func `a shorter packet ends the data stage`() {
    let setup = SetupPacket(requestType: .classInterfaceIn, request: 2, length: 64)
    let reading = WireReading { $0.read(setup, Array(1...11)) }
    #expect(reading.transfers[0].data == Array(1...11))
    #expect(reading.transfers[0].dataIsComplete)
  }

  @Test func `NAK, NYET and PING put the answer off`() {
    let reading = WireReading { traffic in
      traffic.setup(.dnload(0, length: 16))
      traffic.out(.data1, Array(1...8), answer: .nak)
      for answer in [PacketTraffic.PID.nak, .ack] {
        traffic.token(.ping)
        traffic.handshake(answer)
      }
      traffic.out(.data1, Array(1...8), answer: .notYet)
      traffic.out(.data0, Array(9...16))
      traffic.in(answer: .nak)
      traffic.in(.data1)
    }
    #expect(reading.summary == ["2-21 acknowledged"])
    #expect(reading.transfers[0].data == Array(1...16))
  }

  @Test(arguments: [1, 2, 3])
  func `STALL ends a transfer in each stage`(stage: Int) {
    let reading = WireReading { traffic in
      traffic.setup(.dnload(0, length: 16))
      if stage == 1 { return traffic.out(.data1, Array(1...8), answer: .stall) }
      traffic.out(.data1, Array(1...8))
      if stage == 2 { return traffic.out(.data0, Array(9...16), answer: .stall) }
      traffic.out(.data0, Array(9...16))
      traffic.in(answer: .stall)
    }
    #expect(reading.transfers.map(\.outcome) == [.stalled])
    #expect(reading.transfers[0].data.count == 8 * (stage - 1))
    #expect(reading.transfers[0].completed?.frame == [6, 9, 11][stage - 1])
  }

  @Test func `a STALL at the data stage of an answer`() {
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.in(answer: .stall)
      traffic.read(.getState, [10])
    }
    #expect(reading.summary == ["2-5 stalled", "7-14 acknowledged"])
  }

  @Test func `devices and endpoints between do not disturb`() {
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.device = 6
      traffic.setup(.getState)
      traffic.startOfFrame(7)
      traffic.endpoint = 2
      traffic.in(.data0, [9, 9])
      traffic.endpoint = 0
      traffic.in(.data1, [4])
      traffic.device = 5
      traffic.in(.data1, Self.reply)
      traffic.out(.data1)
      traffic.device = 6
      traffic.out(.data1)
    }
    #expect(reading.summary == ["2-19 acknowledged", "5-22 acknowledged"])
    #expect(reading.transfers.map(\.data) == [Self.reply, [4]])
    #expect(reading.bins.bus == 1)
    #expect(reading.bins.otherDevice == 3)
    #expect(reading.wasOvertaken)
  }

  @Test func `an address that is used again begins anew`() {
    let setAddress = SetupPacket(
      requestType: RequestType(rawValue: 0), request: 5, value: 5, index: 0, length: 0)
    let reading = WireReading { traffic in
      traffic.setup(.getStatus)
      traffic.in(answer: .nak)
      traffic.device = 0
      traffic.write(setAddress, [])
      traffic.device = 5
      traffic.read(.getState, [2])
    }
    #expect(reading.summary == ["7-11 acknowledged", "2-5 cancelled", "13-20 acknowledged"])
    #expect(reading.transfers[0].device.address == 0)
  }

  @Test func `low speed behind a hub has a preamble before each packet of the host`() {
    let reading = WireReading { traffic in
      for step in 0..<3 {
        traffic.handshake(.preamble)
        traffic.token([PacketTraffic.PID.setup, .in, .out][step])
        if step != 1 { traffic.handshake(.preamble) }
        traffic.data(
          step == 0 ? .data0 : .data1, [SetupPacket.getState.bytes, [2], []][step])
        if step == 1 { traffic.handshake(.preamble) }
        traffic.handshake(.ack)
      }
    }
    #expect(reading.summary == ["4-15 acknowledged"])
    #expect(reading.transfers[0].data == [2])
    #expect(reading.bins.bus == 6)
  }

  @Test func `a hub splits transactions`() {
    let reading = WireReading { traffic in
      func split(_ pid: PacketTraffic.PID, _ data: PacketTraffic.PID?, _ payload: [UInt8] = []) {
        traffic.split(complete: false)
        traffic.token(pid)
        if let data { traffic.data(data, payload) }
        traffic.handshake(.ack)
        traffic.split(complete: true)
        traffic.token(pid)
        traffic.handshake(.notYet)
        traffic.split(complete: true)
        traffic.token(pid)
      }
      split(.setup, .data0, SetupPacket.getStatus.bytes)
      traffic.handshake(.ack)
      split(.in, nil)
      traffic.handshake(.nak)
      split(.in, nil)
      traffic.data(.data1, Self.reply)
      // The host did not get the data from the hub, and asks the hub again.
      traffic.split(complete: true)
      traffic.token(.in)
      traffic.data(.data1, Self.reply)
      split(.out, .data1)
      traffic.handshake(.ack)
    }
    #expect(reading.summary == ["3-41 acknowledged"])
    #expect(reading.transfers[0].data == Self.reply)
    #expect(reading.transfers[0].dataIsComplete)
    #expect(reading.lost.isEmpty)
  }
}
