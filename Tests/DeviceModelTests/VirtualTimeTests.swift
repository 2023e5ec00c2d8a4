import DeviceModel
import Testing

@Suite struct VirtualTimeTests {
  @Test func `a span is never negative, whatever it is made of`() {
    #expect(VirtualTime(nanoseconds: -5) == .zero)
    #expect(VirtualTime.milliseconds(-1) == .zero)
  }

  @Test func `milliseconds are rounded down`() {
    #expect(VirtualTime(nanoseconds: 1_999_999).milliseconds == 1)
  }

  @Test func `the clock stops at its end and never goes back`() {
    let end = VirtualTime(nanoseconds: .max)
    #expect(end + .milliseconds(1) >= end)
  }
}
