import DFU

/// The modes that a device showed by its descriptors, in order. Memory is bounded.
struct ModeTrail {
  /// The first modes, each as often as the device came back to it.
  private(set) var modes: [Mode] = []
  /// How many changes of mode follow.
  private(set) var further = 0
  private var last: Mode?

  /// How many modes are told one by one.
  private static let limit = 8

  /// Takes note of a descriptor set that the host read.
  mutating func observe(_ set: DescriptorSet) {
    guard let mode = set.mode, mode != last else { return }
    last = mode
    if modes.count < Self.limit {
      modes.append(mode)
    } else {
      further += 1
    }
  }
}
