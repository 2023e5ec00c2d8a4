import TestSupport
import Testing
import USB

@Suite struct `Pairing submissions and completions` {
  private let reply: [UInt8] = [0, 0, 0, 0, 2, 0]

  @Test func `queued transfers of one device complete in order`() {
    let records = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.submit(.getState, id: 20)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.complete(.getState, data: [2], id: 20)
    }
    #expect(Assembly(records).summary == ["1-3 acknowledged", "2-4 acknowledged"])
    #expect(Assembly(records).transfers.map(\.data) == [reply, [2]])
  }

  @Test func `devices do not wait for each other`() {
    let records = Records { writer in
      writer.device.address = 5
      writer.submit(.getStatus, id: 10)
      writer.device.address = 6
      writer.submit(.getState, id: 20)
      writer.complete(.getState, data: [2], id: 20)
      writer.device.address = 5
      writer.complete(.getStatus, data: reply, id: 10)
    }
    #expect(Assembly(records).summary == ["2-3 acknowledged", "1-4 acknowledged"])
  }

  @Test func `the same id on two buses is two request blocks`() {
    let records = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.device.bus = 2
      writer.submit(.getState, id: 10)
      writer.device.bus = 1
      writer.complete(.getStatus, data: reply, id: 10)
      writer.device.bus = 2
      writer.complete(.getState, data: [2], id: 10)
    }
    #expect(Assembly(records).summary == ["1-3 acknowledged", "2-4 acknowledged"])
  }

  @Test func `an id is used again after its completion`() {
    let records = Records { writer in
      for _ in 0..<3 {
        writer.submit(.getStatus, id: 10)
        writer.complete(.getStatus, data: reply)
      }
    }
    #expect(
      Assembly(records).summary == ["1-2 acknowledged", "3-4 acknowledged", "5-6 acknowledged"])
  }

  @Test func `an id used again before its completion has lost that completion`() {
    let records = Records { writer in
      writer.submit(.clrStatus, id: 10)
      writer.submit(.getStatus, id: 10)
      writer.complete(.getStatus, data: reply, id: 10)
    }
    #expect(Assembly(records).summary == ["1- unknown", "2-3 acknowledged"])
  }

  @Test func `a lost completion shows when a later transfer of the device completes`() {
    let records = Records { writer in
      writer.submit(.clrStatus, id: 10)
      writer.device.address = 6
      writer.control(.getState, data: [2])
      writer.device.address = 5
      writer.submit(.getStatus, id: 20)
      writer.complete(.getStatus, data: reply, id: 20)
      writer.complete(.clrStatus, id: 10)
    }
    #expect(
      Assembly(records).summary == [
        "2-3 acknowledged", "1- unknown", "4-5 acknowledged", "-6 lost 1.5",
      ])
  }

  @Test func `transfers withdrawn last first come out in order`() {
    let records = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.submit(.getState, id: 20)
      writer.submit(.clrStatus, id: 30)
      writer.complete(.clrStatus, status: -108, id: 30)
      writer.complete(.getState, status: -2, id: 20)
      writer.submit(.getState, id: 20)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.complete(.getState, data: [2], id: 20)
    }
    #expect(
      Assembly(records).summary == [
        "1-7 acknowledged", "2-5 cancelled", "3-4 disconnected", "6-8 acknowledged",
      ])
  }

  @Test func `a transfer held behind one that never ends comes out at the end`() {
    let records = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.submit(.getState, id: 20)
      writer.complete(.getState, status: -2, id: 20)
      writer.complete(.getState, status: -2, id: 20)
    }
    #expect(
      Assembly(records).summary == ["-4 lost 1.5", "1- unknown", "2-3 cancelled"])
  }

  @Test func `a completion without its submission is told with device and moment`() {
    let records = Records { $0.control(.getStatus, data: reply) }.without(1)
    #expect(Assembly(records).summary == ["-2 lost 1.5"])
  }

  @Test func `a completion of another device does not end a transfer with the same id`() {
    let records = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.device.address = 6
      writer.complete(.getState, data: [2], id: 10)
    }
    #expect(Assembly(records).summary == ["-2 lost 1.6", "1- unknown"])
  }

  // Both records of a request block show one direction (kernel documentation, usb/usbmon, "Raw text
  // data format": the address word). Where they differ, a completion and a submission are missing.
  @Test func `a completion of the other direction does not end a transfer with the same id`() {
    let outThenIn = Records { writer in
      writer.submit(.clrStatus, id: 10)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.control(.getState, data: [2])
    }
    #expect(Assembly(outThenIn).summary == ["1- unknown", "-2 lost 1.5", "3-4 acknowledged"])
    let inThenOut = Records { writer in
      writer.submit(.getStatus, id: 10)
      writer.complete(.clrStatus, id: 10)
      writer.control(.getState, data: [2])
    }
    #expect(Assembly(inThenOut).summary == ["1- unknown", "-2 lost 1.5", "3-4 acknowledged"])
  }

  // Linux moves no more bytes than the submission has room for; a device that sends more ends the
  // transfer with -EOVERFLOW (kernel documentation, usb/error-codes).
  @Test func `a completion of more bytes than were asked for is another submission's`() {
    let records = Records { writer in
      writer.submit(.getState, id: 10)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.control(.getState, data: [2])
    }
    #expect(Assembly(records).summary == ["1- unknown", "-2 lost 1.5", "3-4 acknowledged"])
    let out = Records { writer in
      writer.submit(.dnload(1, length: 2), data: [1, 2], id: 10)
      writer.complete(.dnload(0, length: 4), data: [1, 2, 3, 4], id: 10)
    }
    #expect(Assembly(out).summary == ["1- unknown", "-2 lost 1.5"])
  }

  @Test func `a device that sends too much, or all that was asked for, is paired`() {
    let records = Records { writer in
      writer.submit(.getState, id: 10)
      writer.complete(.getState, status: -75, id: 10)
      writer.submit(.getStatus, id: 10)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.submit(.getStatus, id: 10)
      writer.complete(.getStatus, data: [0, 0], id: 10)
    }
    #expect(
      Assembly(records).summary == ["1-2 overflowed", "3-4 acknowledged", "5-6 acknowledged"])
  }

  @Test func `a contradicted submission is given up at its place, and no other`() {
    let records = Records { writer in
      writer.submit(.getState, id: 20)
      writer.submit(.clrStatus, id: 10)
      writer.submit(.getState, id: 30)
      writer.complete(.getStatus, data: reply, id: 10)
      writer.complete(.getState, data: [2], id: 30)
    }
    #expect(
      Assembly(records).summary == ["1- unknown", "2- unknown", "-4 lost 1.5", "3-5 acknowledged"])
  }

  @Test func `ids that are all zero pair by order on each device`() {
    let records = Records { writer in
      writer.device.address = 5
      writer.submit(.getStatus, id: 0)
      writer.device.address = 6
      writer.submit(.getState, id: 0)
      writer.device.address = 5
      writer.complete(.getStatus, data: reply, id: 0)
      writer.submit(.clrStatus, id: 0)
      writer.submit(.getStatus, id: 0)
      writer.complete(.getStatus, data: reply, id: 0)
      writer.device.address = 6
      writer.complete(.getState, data: [2], id: 0)
    }
    #expect(
      Assembly(records).summary == [
        "1-3 acknowledged", "4- unknown", "5-6 acknowledged", "2-7 acknowledged",
      ])
  }

  @Test func `the older half is given up when more wait than can`() {
    let records = Records { writer in
      for number in 0..<80 { writer.submit(.getState, id: UInt64(number + 1)) }
      for number in 0..<80 {
        writer.complete(.getState, data: [UInt8(number)], id: UInt64(number + 1))
      }
    }
    let summary = Assembly(records).summary
    #expect(summary.count == 32 + 32 + 48)
    #expect(summary.prefix(32) == (1...32).map { "\($0)- unknown" }[...])
    #expect(summary.dropFirst(32).prefix(32) == (81...112).map { "-\($0) lost 1.5" }[...])
    #expect(summary.dropFirst(64) == (33...80).map { "\($0)-\($0 + 80) acknowledged" }[...])
  }
}
