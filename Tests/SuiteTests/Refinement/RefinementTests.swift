import DeviceModel
import SpecTable
import Testing

/// Compares the reference model with the table at every step that the model can take.
@Suite struct RefinementTests {
  @Test(arguments: 0..<16)
  func `every step of the reference is an outcome of the table`(_ attributes: Int) async throws {
    let walk = try await SharedWalks.reference[attributes].get()
    #expect(walk.complaints.isEmpty, "\(walk.complaints.prefix(10).joined(separator: "\n"))")
    #expect(walk.warnings.isEmpty)
    #expect(walk.situations > 100 && walk.steps.count > 100)
  }

  @Test(arguments: 0..<16)
  func `every step of what XMOS documents is an outcome under its profile`(
    _ attributes: Int
  ) async throws {
    let walk = try await SharedWalks.xmos[attributes].get()
    #expect(walk.complaints.isEmpty, "\(walk.complaints.prefix(10).joined(separator: "\n"))")
    #expect(walk.warnings.isEmpty)
  }

  @Test func `a lost upload is no outcome of the table`() throws {
    var walk = Walk(try Table.shipped())
    var device = WalkedDevice.all("dfu-1.1", attributes: [7])[0]
    device.parameters["lost_upload"] = .number(0)
    try walk.explore(device)
    #expect(walk.complaints.contains { $0.contains("dfuIDLE.UPLOAD.block") })
  }
}
