import Checker
import DFU
import DeviceModel
import Evidence
import SpecTable
import Testing
import USB

/// Runs conversations with the model of a generation and collects the results.
struct GenerationWalk {
  /// Findings about what the model did although its profile does not declare it.
  private(set) var undeclared: Set<String> = []
  /// The states that the model was in.
  private(set) var visited: Set<State> = []
  /// All steps of the model, as rows of `table`, or of `dfuSeTable` for ST's bootloader.
  private(set) var steps: Set<Step> = []
  private var known: Set<Place> = []
  private let isDfuSe: Bool
  /// Requests that are left out.
  private let unread: Set<UInt16>

  /// Requests in the wrong direction of which nobody has read what lib_dfu does. With those of
  /// TinyUSB a host writes the state (X47) or moves it unseen: behind that any answer is possible.
  private static let leftOut: [String: Set<UInt16>] = [
    "xmos/lib_dfu-2": [0xA101, 0x2102, 0xA106], "xmos/tinyusb": [0x2103, 0x2105],
  ]

  /// The table whose rows the steps refer to: the base, with the rows for the requests of XMOS.
  static let table = Result { try Table.shipped(profile: "xmos") }

  /// The table of DfuSe, ST's dialect.
  static let dfuSeTable = Result { try Table.shipped(profile: "dfuse") }

  private static let finder = Result { RowFinder(try table.get()) }
  private static let dfuSeFinder = Result { RowFinder(try dfuSeTable.get()) }

  init(_ name: String, _ parameters: [String: ParameterValue]) throws {
    let rules = CompiledTable(try Table.shipped(profile: name).withoutHostRules)
    isDfuSe = name == "dfuse"
    let finder = try (isDfuSe ? Self.dfuSeFinder : Self.finder).get()
    unread = Self.leftOut[name] ?? []
    for seed in 0..<50 {
      let device = try Personality.named(name).make(parameters)
      var situation = Situation(device, rules, finder)
      var host = Host(state: UInt64(seed))
      for _ in 0..<150 {
        take(host.next(to: situation.interface, requests(in: situation)), in: &situation)
        if known.insert(Place(situation)).inserted { tryEverything(in: situation) }
      }
    }
  }

  /// Tries every host action once in a place that the walk reached for the first time.
  private mutating func tryEverything(in situation: Situation) {
    for action in requests(in: situation) + HostAction.events {
      var after = situation
      take(action, in: &after)
    }
  }

  private func requests(in situation: Situation) -> [HostAction] {
    let commands = isDfuSe ? HostAction.dfuSeBlocks : []
    let all = HostAction.requests(to: situation.interface, isXMOS: !isDfuSe) + commands
    return all.filter { !unread.contains($0.number) }
  }

  /// The situation of a device, and what does not follow from this situation: what the device has
  /// shown, and whether its work has ended already.
  private struct Place: Hashable {
    var key: Situation.Key
    var busyShown: Bool?
    var settled: State

    init(_ situation: Situation) {
      key = situation.key(lastFault: -1, byBelief: false)
      busyShown = situation.checker.history.busyShown
      var device = situation.device
      device.advance(by: .zero)
      settled = device.state
    }
  }

  private mutating func take(_ action: HostAction, in situation: inout Situation) {
    let finding = situation.take(action)
    visited.insert(situation.device.state)
    note(situation)
    guard let finding, finding.verdict >= .warning else { return }
    let trail = situation.trail.suffix(8).map(\.description).joined(separator: ", ")
    undeclared.insert("\(finding.rule): \(finding.message) after \(trail)")
  }

  private mutating func note(_ situation: Situation) {
    steps.formUnion(situation.steps)
    steps.formUnion(situation.stepsBehindReboot)
  }

  /// A pseudo-random host. It mostly downloads and polls, so that every state is reached; between
  /// these it does other actions. It does the same in every run.
  private struct Host {
    var state: UInt64

    mutating func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }

    mutating func next(to interface: UInt16, _ all: [HostAction]) -> HostAction {
      let polls = HostAction.questions(to: interface)
      let blocks = [ClassRequest.dnload.setup(length: 64), ClassRequest.dnload.setup()].map {
        var setup = $0
        setup.index = interface
        return HostAction.request(setup)
      }
      switch pick(16) {
      case 0: return HostAction.events[pick(HostAction.events.count)]
      case 1, 2, 3: return all[pick(all.count)]
      case 4...8: return blocks[pick(12) == 0 ? 1 : 0]
      default: return polls[pick(8) == 0 ? 1 : 0]
      }
    }
  }
}

/// A generation with certain settings of its flash or application. The walk is made once.
struct WalkedGeneration: CustomTestStringConvertible, Sendable {
  var name: String
  var parameters: [String: ParameterValue]
  var walk: Shared<GenerationWalk>

  init(_ name: String, _ parameters: [String: ParameterValue]) {
    self.name = name
    self.parameters = parameters
    let quick: [String: ParameterValue] =
      switch name {
      case "xmos/tinyusb": ["xfer_size": .number(64), "upload_size": .number(160)]
      case "dfuse": ["xfer_size": .number(64), "sectors": .numbers([2, 1])]
      default: ["max_upgrade": .number(8192)]
      }
    walk = Shared { try GenerationWalk(name, parameters.merging(quick) { own, _ in own }) }
  }

  var testDescription: String { "\(name) \(parameters)" }

  private static let flashes: [[String: ParameterValue]] = [
    [:], ["upgrade_images": .numbers([300])], ["tiles": .text("split")],
    ["fail_connect": .number(1)], ["fail_start_add": .number(1)], ["fail_write": .number(1)],
  ]

  private static let applications: [[String: ParameterValue]] = [
    [:], ["async": .number(1), "flash_ms": .number(20)], ["dn_status": .number(3)],
    ["man_status": .number(10)], ["fail_block": .number(0)], ["attrs": .number(3)],
    ["attrs": .number(1), "async": .number(1), "flash_ms": .number(20)],
    ["async": .number(1), "flash_ms": .number(20), "man_timeout": .number(10)],
    ["async": .number(1), "flash_ms": .number(20), "upload_size": .number(40)],
    [
      "attrs": .number(3), "async": .number(1), "flash_ms": .number(20), "man_timeout": .number(10),
    ],
  ]

  /// The bootloader of ST, with its flash open, protected, failing and empty. Times are multiples
  /// of 10 ms.
  static let dfuSe: [WalkedGeneration] = [
    [:], ["protected": .number(1)], ["fault_block": .number(1)], ["firmware_size": .number(0)],
    ["boot0": .number(0)], ["first_status": .number(10)],
  ].map { (given: [String: ParameterValue]) in
    WalkedGeneration(
      "dfuse",
      given.merging(["write_ms": .number(20), "firmware_size": .number(512)]) { own, _ in own })
  }

  static let all: [WalkedGeneration] =
    ["xmos/sc_usb_audio-6", "xmos/lib_xua-4", "xmos/lib_xua-5", "xmos/lib_dfu-2"].flatMap { name in
      // On the tile of the flash, lib_dfu is in appIDLE without it, which only its first answer
      // shows (X52).
      flashes.map { (flash: [String: ParameterValue]) in
        let other: [String: ParameterValue] =
          name == "xmos/lib_dfu-2" && flash["fail_connect"] != nil ? ["tiles": .text("split")] : [:]
        return WalkedGeneration(name, flash.merging(other) { $1 })
      }
    } + applications.map { WalkedGeneration("xmos/tinyusb", $0) }
}
