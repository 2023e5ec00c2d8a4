import DFU
import DeviceModel
import Testing

/// Compares the model of a generation with the table of its profile in long conversations.
@Suite struct GenerationWalkTests {
  @Test(arguments: WalkedGeneration.all)
  func `what a generation does is declared by its profile`(_ walked: WalkedGeneration) async throws
  {
    let walk = try await walked.walk.get()
    #expect(walk.undeclared.isEmpty, "\(walk.undeclared.sorted().prefix(12))")
    let least = walked.name == "xmos/tinyusb" ? 4 : 5
    #expect(walk.visited.count >= (walked.parameters["fail_connect"] == nil ? least : 3))
  }

  @Test(arguments: WalkedGeneration.dfuSe)
  func `what ST's bootloader does is declared by its profile`(
    _ walked: WalkedGeneration
  ) async throws {
    let walk = try await walked.walk.get()
    #expect(walk.undeclared.isEmpty, "\(walk.undeclared.sorted().prefix(12))")
    #expect(walk.visited.isSuperset(of: [.dfuIDLE, .dfuDNBUSY, .dfuMANIFEST, .dfuERROR]))
  }
}
