import DFU
import SpecTable
import Testing

/// Compares the table with the facts at every possible step.
@Suite struct FactsTableTests {
  @Test func `the facts and the table say the same of every step`() throws {
    var disagreements: [String] = []
    var count = 0
    for row in try Table.shipped().rows {
      // The facts are about devices only; a step that they do not allow is a violation.
      #expect(row.actor == .device && row.level == .must, "\(row.id)")
      let replies = row.possibleReplies
      let scenes = FactsScene.all(of: row)
      #expect(!scenes.isEmpty, "\(row.id)")
      for scene in scenes {
        let facts = FactsAccount(scene, replies).slots
        let slots = Set(facts.keys).union(row.then.flatMap { $0.slots(in: row, of: replies) })
        count += slots.count
        for slot in slots {
          let said = row.levels(at: slot, after: scene.before, of: replies)
          if !said.agrees(with: facts[slot] ?? Levels()) {
            disagreements.append(
              "\(row.id) \(scene.before.name), \(slot): table \(said), "
                + "facts \(facts[slot] ?? Levels())")
          }
        }
      }
    }
    let all = Set(disagreements).sorted()
    #expect(all.isEmpty, "\(all.count)\n\(all.prefix(20).joined(separator: "\n"))")
    #expect(count > 2_000)
  }
}
