/// A kind of device, which a command, a vector or a replay names.
///
/// To add one: see "Add a personality" in CONTRIBUTING.md.
package struct Personality: Sendable {
  /// The name that a command takes.
  package let name: String
  /// Makes a device of the parameters that it reads.
  private let build: @Sendable (inout Parameters, FaultPlan) throws(ModelError) -> any DeviceModel

  /// A personality whose devices `build` makes, powered, from the parameters that it reads and
  /// the faults in their flash.
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

  /// Makes a device, powered. The faults that happen to it are `faults`, or else those that are
  /// given among its parameters. A value that does not fit and a parameter that the device does
  /// not have are errors.
  package func make(
    _ values: [String: ParameterValue] = [:], faults: FaultPlan? = nil
  ) throws(ModelError) -> any DeviceModel {
    var parameters = Parameters(values)
    let plan: FaultPlan
    if let faults { plan = faults } else { plan = try FaultPlan(&parameters) }
    let device = try build(&parameters, plan)
    try parameters.finish(for: name)
    return plan.happensToDevice ? FaultInjector(device, plan: plan) : device
  }
}
