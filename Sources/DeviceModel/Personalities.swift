/// A kind of device. Commands, vectors and replays select it by name.
///
/// CONTRIBUTING.md, "Add a personality", explains how to add one.
package struct Personality: Sendable {
  /// The name that selects it.
  package let name: String
  /// Makes a device from the parameters that it reads, and from the flash faults of the plan.
  private let build: @Sendable (inout Parameters, FaultPlan) throws(ModelError) -> any DeviceModel

  /// Makes a personality. `build` makes a powered device from the parameters that it reads and from
  /// the flash faults of the plan.
  package init(
    _ name: String,
    build:
      @escaping @Sendable (inout Parameters, FaultPlan) throws(ModelError) -> any DeviceModel
  ) {
    self.name = name
    self.build = build
  }

  /// Every personality: the reference device, the device that XMOS documents, the generations of
  /// XMOS's firmware, oldest first, and ST's bootloader.
  package static let all: [Personality] = [
    .dfu1_1, .xmos, .audio6, .libXUA4, .libXUA5, .libDFU2, .tinyUSB, .dfuSe,
  ]

  /// Finds a personality by its name. Throws for an unknown name.
  package static func named(_ name: String) throws(ModelError) -> Personality {
    guard let found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name).joined(separator: ", ")
      throw ModelError("there is no model \(name); there are \(names)")
    }
    return found
  }

  /// Makes a powered device.
  ///
  /// Its faults are `faults`, or if nil the faults among its parameters. Throws for a value that
  /// does not fit and for a parameter that the device does not have.
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
