import DFU
import Testing
import USB

/// Which record holds each descriptor of a set. Every transfer of `Traffic` has two frames, from 1.
@Suite struct DescriptorPlaceTests {
  private func frames(_ traffic: Traffic) -> [[Int?]] {
    traffic.places.map { [$0.device?.frame, $0.configuration.frame, $0.functional?.frame] }
  }

  @Test func `the device descriptor stands in the record that was read before the configuration`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    #expect(frames(traffic) == [[1, 3, nil]])
  }

  @Test func `of two device descriptors the later one counts`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    #expect(frames(traffic) == [[3, 5, nil]])
  }

  @Test func `the device descriptor of another device is not taken`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readDevice(5)
    traffic.readConfiguration(4, protocol: 2)
    #expect(frames(traffic) == [[1, 3 + 2, nil]])
  }

  @Test func `a capture that lacks the device descriptor has no place for it`() {
    var traffic = Traffic()
    traffic.readConfiguration(4, protocol: 2)
    #expect(frames(traffic) == [[nil, 1, nil]])
  }

  @Test func `a functional descriptor that is read alone stands in its own record`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, class: [0xFE, 1, 2], hasFunctional: false)
    traffic.readFunctional(4)
    #expect(frames(traffic) == [[1, 3, nil], [1, 3, 5]])
  }

  @Test func `SET_CONFIGURATION leads back to the record of that configuration`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1, value: 1, interfaces: [2])
    traffic.readConfiguration(4, protocol: 1, value: 2, interfaces: [3])
    traffic.configure(4, 1)
    #expect(frames(traffic).last == [1, 3, nil])
  }

  // The recording has lost the device descriptor that was read after an enumeration which it does
  // not show. One value names one configuration (USB 2.0, 9.6.3), so there was one.
  @Test func `a device descriptor from before the other mode is not part of the set`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1)
    traffic.readConfiguration(4, protocol: 2)
    #expect(frames(traffic) == [[1, 3, nil], [nil, 5, nil]])
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1)
    #expect(frames(traffic).last == [7, 9, nil])
  }

  @Test func `two configurations of one device have one device descriptor`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 1, value: 1, interfaces: [2])
    traffic.readConfiguration(4, protocol: 2, value: 2, interfaces: [0])
    traffic.configure(4, 2)
    #expect(frames(traffic).last == [1, 5, nil])
  }

  // MARK: - What a SET_CONFIGURATION may hide

  /// A filter leaves the records of one device: the hub and address 0 are gone.
  @Test func `a device that is read and configured anew may have been reset unseen`() {
    var traffic = Traffic()
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.configure(4)
    traffic.getStatus(4, .dfuIDLE)
    traffic.configure(4)
    traffic.readDevice(4)
    traffic.configure(4)
    #expect(traffic.mayHideArrival == [false, false, true])
  }

  @Test func `a bus that shows its ports would show the reset`() {
    var traffic = Traffic()
    traffic.portReset(2)
    traffic.readDevice(4)
    traffic.readConfiguration(4, protocol: 2)
    traffic.configure(4)
    traffic.readDevice(4)
    traffic.configure(4)
    #expect(traffic.mayHideArrival == [false, false])
  }
}
