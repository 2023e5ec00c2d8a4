import Testing
import USB

@testable import Suite

@Suite struct AccountCheckTests {
  private let getStatus = SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)

  private func transfer(
    _ frame: Int, _ outcome: TransferOutcome = .acknowledged, data: [UInt8] = [0, 0, 0, 0, 2, 0],
    address: UInt8 = 5, milliseconds: Int64? = nil
  ) -> ControlTransfer {
    let time = (milliseconds ?? Int64(frame)) * 1_000_000_000
    return ControlTransfer(
      device: DeviceAddress(bus: 1, address: address), setup: getStatus, outcome: outcome,
      actualLength: outcome == .acknowledged ? data.count : nil,
      data: outcome == .acknowledged ? data : [],
      submitted: Moment(frame: frame, nanoseconds: time),
      completed: Moment(frame: frame + 1, nanoseconds: time + 1_000))
  }

  private func check(
    _ libusb: [ControlTransfer], _ usbmon: [ControlTransfer], isWhole: Bool = true
  ) -> AccountCheck {
    AccountCheck(libusb: libusb, usbmon: usbmon, isWhole: isWhole)
  }

  @Test func `the same is agreement, and what others do is not looked at`() {
    let mine = [transfer(1), transfer(3, .stalled), transfer(5)]
    let check = check(mine, [transfer(1)] + [transfer(2, address: 9)] + mine.dropFirst())
    #expect(check.agreed == 3 && check.disagreements.isEmpty)
    #expect(check.summary == "libusb and usbmon agree on 3 of 3 transfers.")
  }

  @Test(arguments: [
    (TransferOutcome.timedOut, TransferOutcome.cancelled), (.disconnected, .wireError),
    (.wireError, .disconnected), (.stalled, .stalled),
  ])
  func `the two have their own names for an ending`(
    libusb: TransferOutcome, usbmon: TransferOutcome
  ) {
    #expect(check([transfer(1, libusb)], [transfer(1, usbmon)]).agreed == 1)
  }

  @Test(arguments: [
    (TransferOutcome.acknowledged, TransferOutcome.stalled), (.stalled, .acknowledged),
    (.timedOut, .acknowledged), (.acknowledged, .unknown), (.overflowed, .acknowledged),
  ])
  func `another ending is the harness's fault`(libusb: TransferOutcome, usbmon: TransferOutcome) {
    let check = check([transfer(1, libusb)], [transfer(7, usbmon, milliseconds: 1)])
    #expect(check.disagreements.count == 1)
    #expect(check.disagreements.first?.hasPrefix("frame 7: request 3 of type 161") == true)
  }

  @Test func `other data and other lengths are too`() {
    let short = check([transfer(1)], [transfer(1, data: [0, 0])])
    #expect(short.disagreements.first?.contains("libusb moved 6 bytes, usbmon saw 2") == true)
    let changed = check([transfer(1)], [transfer(1, data: [0, 0, 0, 0, 5, 0])])
    #expect(changed.disagreements.first?.contains("data of libusb and usbmon differ") == true)
    var cut = transfer(1, data: [0, 0, 0, 0, 5, 0])
    cut.data = [0]
    #expect(check([transfer(1)], [cut]).agreed == 1)
  }

  @Test func `what usbmon did not see is a fault, unless it lost records`() {
    #expect(check([transfer(1)], []).disagreements.count == 1)
    let lossy = check([transfer(1), transfer(3)], [transfer(3)], isWhole: false)
    #expect(lossy.disagreements.isEmpty && lossy.incomparable == 1 && lossy.agreed == 1)
    #expect(check([transfer(1)], [transfer(1, .unknown)], isWhole: false).incomparable == 1)
  }

  @Test func `a device that has gone is not asked, so that usbmon sees nothing`() {
    #expect(check([transfer(1), transfer(3, .disconnected)], [transfer(1)]).agreed == 2)
  }

  @Test func `one of another time is not the one`() {
    #expect(check([transfer(1)], [transfer(1, milliseconds: 9)]).agreed == 0)
  }

  @Test func `another program's requests are told`() {
    let check = check([transfer(1), transfer(9)], [transfer(1), transfer(4), transfer(9)])
    #expect(check.agreed == 2)
    #expect(check.disagreements.first?.contains("another program talks to the device") == true)
  }
}
