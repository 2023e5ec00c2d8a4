import DFU
import USB

/// Configuration descriptors of which the capture holds only the beginning. Whether the device
/// supports DFU, and how, stands in the rest.
struct CutConfigurations: Hashable {
  /// How much of a descriptor is there.
  struct Cut: Hashable {
    /// The record of the request.
    var frame: Int
    /// How many bytes the capture holds, and how many crossed the bus.
    var held: Int
    var moved: Int
  }

  /// The first cut descriptor of each device that has not shown a whole one.
  private(set) var cuts: [DeviceAddress: Cut] = [:]
  private var whole: Set<DeviceAddress> = []

  /// The most devices that are kept.
  private static let limit = 128

  /// Notes a transfer, if it reads a configuration beyond its first 9 bytes, the descriptor itself
  /// (USB 2.0, 9.6.3).
  mutating func note(_ transfer: borrowing ControlTransfer) {
    let setup = transfer.setup
    guard setup.requestType.rawValue == 0x80, setup.request == StandardRequest.getDescriptor,
      UInt8(setup.value >> 8) == DescriptorType.configuration,
      let moved = transfer.actualLength, moved > 9
    else { return }
    let device = transfer.device
    guard !whole.contains(device) else { return }
    if transfer.data.count == moved {
      cuts[device] = nil
      if whole.count < Self.limit { whole.insert(device) }
    } else if cuts[device] == nil, cuts.count < Self.limit {
      cuts[device] = Cut(
        frame: transfer.submitted.frame, held: transfer.data.count, moved: moved)
    }
  }
}
