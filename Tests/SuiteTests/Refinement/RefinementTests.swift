import DeviceModel
import SpecTable
import Testing

/// The reference model, held against the table at every step that it can take.
@Suite struct RefinementTests {
  @Test func `every step of the reference is an outcome of the table`() throws {
    let table = try Table.shipped()
    var walk = Walk(table)
    let clock = ContinuousClock()
    let begun = clock.now
    try walk.explore(
      "dfu-1.1",
      [
        "attrs": .number(7), "detach_timeout": .number(40), "capacity": .number(64),
        "firmware_size": .number(96), "block_ms": .number(20), "manifest_ms": .number(20),
        "self_detach_ms": .number(20),
      ], limit: 5_000)
    print("situations \(walk.situations) actions \(walk.count) steps \(walk.steps.count) \(clock.now - begun)")
    #expect(walk.complaints.isEmpty, "\(walk.complaints.prefix(10).joined(separator: "\n"))")
  }
}
