import DeviceModel
import Testing

/// The model of a generation, held against the table of its profile over long conversations.
@Suite struct GenerationWalkTests {
  /// By name, the rules that a generation breaks in a way that its profile does not declare:
  /// lib_dfu is in dfuERROR as soon as a step on the flash has failed, of which GETSTATUS has
  /// said that it goes on, and takes CLRSTATUS there.
  private static let known = [
    "xmos/lib_dfu-2": Set(["dfu/A.2.4/dfuDNLOAD-SYNC.CLRSTATUS"])
  ]

  @Test(arguments: WalkedGeneration.all)
  func `what a generation does is declared by its profile`(_ walked: WalkedGeneration) async throws
  {
    let walk = try await walked.walk.get()
    let known = Self.known[walked.name] ?? []
    let undeclared = walk.undeclared.filter { text in !known.contains { text.hasPrefix($0 + ":") } }
    #expect(undeclared.isEmpty, "\(undeclared.sorted().prefix(12))")
    let least = walked.name == "xmos/tinyusb" ? 4 : 5
    #expect(walk.visited.count >= (walked.parameters["fail_connect"] == nil ? least : 3))
  }
}
