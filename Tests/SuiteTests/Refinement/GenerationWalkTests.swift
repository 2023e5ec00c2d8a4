import Checker
import DFU
import DeviceModel
import SpecTable
import Testing
import USB

/// The model of a generation, held against the table of its profile over long conversations.
@Suite struct GenerationWalkTests {
  /// A host that mostly downloads and polls, so that every state is come by, and does anything
  /// else in between; the same in every run.
  private struct Host {
    var state: UInt64

    mutating func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }

    mutating func next(to interface: UInt16) -> HostAction {
      let polls = HostAction.questions(to: interface)
      let blocks = [ClassRequest.dnload.setup(length: 64), ClassRequest.dnload.setup()].map {
        var setup = $0
        setup.index = interface
        return HostAction.request(setup)
      }
      switch pick(16) {
      case 0: return HostAction.events[pick(HostAction.events.count)]
      case 1, 2, 3:
        let all = HostAction.requests(to: interface, isXMOS: true)
        return all[pick(all.count)]
      case 4...8: return blocks[pick(12) == 0 ? 1 : 0]
      default: return polls[pick(8) == 0 ? 1 : 0]
      }
    }
  }

  static let generations = [
    "xmos/sc_usb_audio-6", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2",
  ]

  private static let flashes: [[String: ParameterValue]] = [
    [:], ["upgrade_images": .numbers([300])], ["tiles": .text("split")],
    ["fail_connect": .number(1)], ["fail_start_add": .number(1)], ["fail_write": .number(1)],
  ]

  @Test(arguments: generations, flashes)
  func `what a generation does is declared by its profile`(
    _ name: String, _ flash: [String: ParameterValue]
  ) throws {
    let visited = try walk(name, flash.merging(["max_upgrade": .number(8192)]) { $1 })
    #expect(visited.count >= (flash["fail_connect"] == nil ? 5 : 3))
  }

  @Test(
    arguments: [
      [:], ["async": .number(1), "flash_ms": .number(20)], ["dn_status": .number(3)],
      ["man_status": .number(10)], ["fail_block": .number(0)], ["attrs": .number(3)],
    ] as [[String: ParameterValue]])
  func `what TinyUSB does is declared by its profile`(
    _ application: [String: ParameterValue]
  ) throws {
    let quick: [String: ParameterValue] = ["xfer_size": .number(64), "upload_size": .number(160)]
    let visited = try walk("xmos/tinyusb", application.merging(quick) { $1 })
    #expect(visited.count >= 4)
  }

  /// Conversations with a model, in which nothing but what its profile allows may be found; gives
  /// the states that were come by.
  private func walk(_ name: String, _ parameters: [String: ParameterValue]) throws -> Set<State> {
    let table = try Table.shipped(profile: name)
    let (rules, finder) = (CompiledTable(table), RowFinder(table))
    var (undeclared, visited): (Set<String>, Set<State>) = ([], [])
    for seed in 0..<50 {
      let device = try Personality.named(name).make(parameters)
      var situation = Situation(device, rules, finder)
      var host = Host(state: UInt64(seed))
      for _ in 0..<150 {
        let finding = situation.take(host.next(to: situation.interface))
        visited.insert(situation.device.state)
        if let finding, finding.verdict >= .warning {
          let trail = situation.trail.suffix(8).map(\.description).joined(separator: ", ")
          undeclared.insert("\(finding.rule): \(finding.message) after \(trail)")
        }
      }
    }
    #expect(undeclared.isEmpty, "\(undeclared.sorted().prefix(12).joined(separator: "\n"))")
    return visited
  }
}
