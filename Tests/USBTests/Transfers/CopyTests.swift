import TestSupport
import Testing
import USB

/// Recordings that two recorders of one bus wrote: usbmon0 and usbmon1 together, for example.
///
/// The kernel hands each event to all recorders before the request block goes on (Linux,
/// `mon_submit` and `mon_complete`). So the copies of an event stand before the next event of its
/// block.
@Suite struct `Records of two recorders` {
  private let reply: [UInt8] = [0, 0, 0, 0, 2, 0]

  private func copies(_ records: Records) -> Int {
    Assembly(records).ledger.totals(sessionAddresses: []).copies
  }

  @Test func `an event that two recorders wrote is one`() {
    let records = Records { writer in
      for _ in 0..<2 {
        writer.twice(apart: 5) { $0.submit(.getStatus, id: 10) }
        writer.twice(apart: 5) { $0.complete(.getStatus, data: reply, id: 10) }
      }
    }
    #expect(Assembly(records).summary == ["1-3 acknowledged", "5-7 acknowledged"])
    #expect(copies(records) == 4)
  }

  @Test func `each of three recorders wrote the same event`() {
    let records = Records { writer in
      for _ in 0..<3 { writer.submit(.getStatus, id: 10) }
      for _ in 0..<3 { writer.complete(.getStatus, data: reply, id: 10) }
    }
    #expect(Assembly(records).summary == ["1-4 acknowledged"])
    #expect(copies(records) == 4)
  }

  @Test func `the events of two devices may stand between the copies`() {
    let records = Records { writer in
      for _ in 0..<2 {
        writer.submit(.getStatus, id: 10, to: 5)
        writer.submit(.getState, id: 20, to: 6)
      }
      for _ in 0..<2 {
        writer.complete(.getState, data: [2], id: 20, from: 6)
        writer.complete(.getStatus, data: reply, id: 10, from: 5)
      }
    }
    #expect(Assembly(records).summary == ["2-5 acknowledged", "1-6 acknowledged"])
    #expect(copies(records) == 4)
  }

  @Test func `transfers that the host withdraws last first keep their order`() {
    let records = Records { writer in
      writer.twice(apart: 5) { $0.submit(.getStatus, id: 10) }
      writer.twice(apart: 5) { $0.submit(.getState, id: 20) }
      writer.twice(apart: 5) { $0.complete(.getState, status: -2, id: 20) }
      writer.twice(apart: 5) { $0.complete(.getStatus, data: reply, id: 10) }
    }
    #expect(Assembly(records).summary == ["1-7 acknowledged", "3-5 cancelled"])
    #expect(copies(records) == 4)
  }

  @Test func `a completion without its submission is lost once`() {
    let records = Records { writer in
      writer.twice(apart: 5) { $0.complete(.getStatus, data: reply, id: 10) }
    }
    #expect(Assembly(records).summary == ["-1 lost 1.5"])
    #expect(copies(records) == 1)
  }

  @Test func `a request that is sent again after its completion is another one`() {
    let records = Records { writer in
      for _ in 0..<3 {
        writer.wait(milliseconds: 0.01)
        writer.submit(.getStatus, id: 10)
        writer.wait(milliseconds: 0.01)
        writer.complete(.getStatus, data: reply, id: 10)
      }
    }
    #expect(
      Assembly(records).summary == ["1-2 acknowledged", "3-4 acknowledged", "5-6 acknowledged"])
    #expect(copies(records) == 0)
  }

  /// Two recorders would have written the completion twice too.
  @Test(arguments: [0.02, 1])
  func `an equal request without copy of the completion has lost the first completion`(
    pause: Double
  ) {
    let records = Records { writer in
      writer.twice(apart: 30) { $0.submit(.getStatus, id: 10) }
      writer.complete(.getStatus, data: reply, id: 10)
      writer.control(.getStatus, data: reply, wait: pause)
    }.reusingOneID
    #expect(
      Assembly(records).summary == ["1- unknown", "2-3 acknowledged", "4-5 acknowledged"])
    #expect(copies(records) == 0)
  }

  @Test(arguments: [100.0, 101])
  func `copies are at most 100 us apart`(microseconds: Double) {
    let records = Records { writer in
      writer.twice(apart: microseconds) { $0.submit(.getStatus, id: 10) }
      writer.complete(.getStatus, data: reply, id: 10)
      writer.complete(.getStatus, data: reply, id: 10)
    }
    let isCopy = microseconds == 100
    #expect(copies(records) == (isCopy ? 2 : 0))
    #expect(
      Assembly(records).summary
        == (isCopy ? ["1-3 acknowledged"] : ["1- unknown", "2-3 acknowledged", "-4 lost 1.5"]))
  }

  @Test func `a request with other data is no copy`() {
    let records = Records { writer in
      writer.submit(.dnload(0, length: 2), data: [1, 2], id: 10)
      writer.submit(.dnload(0, length: 2), data: [1, 3], id: 10)
      writer.complete(.dnload(0, length: 2), data: [1, 3], id: 10)
    }
    #expect(Assembly(records).summary == ["1- unknown", "2-3 acknowledged"])
    #expect(copies(records) == 0)
  }

  @Test func `a recorder without ids is none of several`() {
    let records = Records(flavour: .qemu) { writer in
      writer.submit(.getStatus)
      writer.submit(.getStatus)
      writer.complete(.getStatus, data: reply)
    }
    #expect(Assembly(records).summary == ["1- unknown", "2-3 acknowledged"])
    #expect(copies(records) == 0)
  }
}

extension CaptureWriter {
  /// Writes a record twice, with these microseconds between, after a pause.
  fileprivate mutating func twice(
    apart microseconds: Double, _ write: (inout CaptureWriter) -> Void
  ) {
    wait(milliseconds: 1)
    write(&self)
    wait(milliseconds: microseconds / 1_000)
    write(&self)
  }

  fileprivate mutating func submit(_ setup: SetupPacket, id: UInt64, to address: UInt8) {
    device.address = address
    submit(setup, id: id)
  }

  fileprivate mutating func complete(
    _ setup: SetupPacket, data: [UInt8], id: UInt64, from address: UInt8
  ) {
    device.address = address
    complete(setup, data: data, id: id)
  }
}

extension Records {
  /// The same records with one id in all of them.
  fileprivate var reusingOneID: Records {
    mapBytes { [Array(all[0].bytes.prefix(8)) + $0.dropFirst(8)] }
  }
}
