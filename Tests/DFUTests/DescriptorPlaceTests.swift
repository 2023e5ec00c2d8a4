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
}
