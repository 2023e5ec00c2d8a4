import TestSupport
import Testing
import USB

@Suite struct `Bins of records` {
  private let audio = DeviceAddress(bus: 1, address: 5)
  private let mouse = DeviceAddress(bus: 1, address: 6)

  private func ledger(_ disposition: Disposition) -> RecordLedger {
    let records = Records { writer in
      writer.device = mouse
      writer.transfer(type: 1, endpoint: 0x81, data: [1])
      writer.device = audio
      writer.transfer(type: 0, endpoint: 1, data: [1])
      writer.transfer(type: 0, endpoint: 1, data: [1])
      writer.control(.getStatus, data: [0, 0, 0, 0, 2, 0])
      writer.submit(.clrStatus)
      writer.complete(.getState, data: [1], id: 77)
      writer.append(raw: [1, 2, 3])
    }
    return Assembly(records, disposition: disposition).ledger
  }

  @Test func `every record is in one bin`() {
    let totals = ledger(.used).totals(sessionAddresses: [audio])
    #expect(totals.used == 2)
    #expect(totals.otherDevice == 2)
    #expect(totals.otherEndpoint == 4)
    #expect(totals.notDFU == 0)
    #expect(totals.undecodable == 1)
    #expect(totals.unpaired == 2)
    #expect(totals.sum == 11)
  }

  @Test func `which addresses belong to sessions may be known at the end`() {
    let ledger = ledger(.otherDevice)
    let none = ledger.totals(sessionAddresses: [])
    #expect(none.otherDevice == 8)
    #expect(none.sum == 11)
    let both = ledger.totals(sessionAddresses: [audio, mouse])
    #expect(both.otherDevice == 0)
    #expect(both.otherEndpoint == 6)
    #expect(both.notDFU == 2)
    #expect(both.sum == 11)
  }

  @Test func `what a session's device says of other things is not DFU`() {
    let totals = ledger(.notDFU).totals(sessionAddresses: [audio])
    #expect(totals.notDFU == 2)
    #expect(totals.used == 0)
    #expect(totals.sum == 11)
  }

  @Test func `asking for the totals changes nothing`() {
    var ledger = ledger(.used)
    let before = ledger.totals(sessionAddresses: [audio])
    #expect(ledger.totals(sessionAddresses: [audio]) == before)
    ledger.countNonControl(audio)
    #expect(
      ledger.totals(sessionAddresses: [audio]).otherEndpoint == before.otherEndpoint + 1)
  }

  @Test func `more addresses than can be kept apart are other devices`() {
    var ledger = RecordLedger()
    for bus: UInt16 in 0..<100 {
      for address: UInt8 in 0...127 {
        ledger.countNonControl(DeviceAddress(bus: bus, address: address))
      }
    }
    let first = ledger.totals(sessionAddresses: [DeviceAddress(bus: 0, address: 1)])
    #expect(first.otherEndpoint == 1)
    #expect(first.sum == 12_800)
    let last = ledger.totals(sessionAddresses: [DeviceAddress(bus: 99, address: 127)])
    #expect(last.otherEndpoint == 0)
    #expect(last.sum == 12_800)
  }
}
