/// A kind of device, selectable by name.
package struct Personality: Sendable {
  /// The name that a command takes.
  package let name: String
  /// Makes a device; reads its parameters, and no others.
  private let build: @Sendable (inout Parameters, FaultPlan) throws(ModelError) -> any DeviceModel

  package init(
    _ name: String,
    build:
      @escaping @Sendable (inout Parameters, FaultPlan) throws(ModelError) -> any DeviceModel
  ) {
    self.name = name
    self.build = build
  }

  /// Every personality there is: the reference, what XMOS documents, and the generations of
  /// XMOS's firmware, oldest first.
  package static let all: [Personality] = [
    .dfu1_1, .xmos, .audio6, .libXUA4, .libXUA5, .libDFU2, .tinyUSB,
  ]

  /// Finds a personality by its name.
  package static func named(_ name: String) throws(ModelError) -> Personality {
    guard let found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name).joined(separator: ", ")
      throw ModelError("there is no model \(name); there are \(names)")
    }
    return found
  }

  /// Makes a device, powered, to which the faults happen that are given among its parameters.
  package func make(
    _ values: [String: ParameterValue] = [:], faults: FaultPlan? = nil
  ) throws(ModelError) -> any DeviceModel {
    var parameters = Parameters(values)
    let plan: FaultPlan
    if let faults { plan = faults } else { plan = try FaultPlan(&parameters) }
    let device = try build(&parameters, plan)
    try parameters.finish(for: name)
    let isFaulty =
      plan.resetAfterBlock != nil || plan.powerCutAfterBlock != nil || plan.lostUpload != nil
    return isFaulty ? FaultInjector(device, plan: plan) : device
  }
}

extension FaultPlan {
  /// Reads the faults that any personality can be given.
  init(_ parameters: inout Parameters) throws(ModelError) {
    self.init()
    let block = 0...1_000_000
    let kinds: [String: BlockFault] = ["erase": .erase, "write": .write, "verify": .verify]
    let kind = try parameters.word("fault", of: kinds.keys.sorted()).flatMap { kinds[$0] }
    if let number = try parameters.number("fault_block", in: block) {
      failingBlock = FailingBlock(number: number, fault: kind ?? .write)
    }
    corruptsImage = try parameters.flag("corrupt_image") ?? corruptsImage
    eraseFactor = try parameters.number("erase_factor", in: 1...1000) ?? eraseFactor
    resetAfterBlock = try parameters.number("reset_after_block", in: block)
    powerCutAfterBlock = try parameters.number("power_cut_after_block", in: block)
    lostUpload = try parameters.number("lost_upload", in: block)
  }
}
