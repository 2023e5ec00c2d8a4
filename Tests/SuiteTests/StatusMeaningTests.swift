import DFU
import Testing

@testable import Report

@Suite struct StatusMeaningTests {
  @Test func `every error code of DFU has a meaning, and OK has none`() {
    for status in Status.allCases {
      #expect((statusMeaning(status.name) == nil) == (status == .ok), "\(status.name)")
    }
    #expect(statusMeaning("16") == nil)
  }
}
