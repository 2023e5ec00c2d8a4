package import USB

/// The device's data for the standard requests, and its answers (USB 2.0, 9.4).
package struct StandardRequests: Hashable, Sendable {
  /// bConfigurationValue of the active configuration; 0 means not configured.
  package private(set) var configuration: UInt8 = 0
  /// The alternate setting of each interface; 0 if absent.
  private var alternates: [UInt16: UInt8] = [:]

  /// Makes the data of a device that has just come onto the bus.
  package init() {}

  /// Handles a bus reset: not configured, every alternate setting is 0.
  package mutating func reset() { self = StandardRequests() }

  /// The present alternate setting of an interface.
  package func alternate(of interface: UInt16) -> UInt8 { alternates[interface] ?? 0 }

  /// Answers a standard request as lib_xud does: it accepts any alternate setting of any interface
  /// (lib_xud 3.0.1, xud_device.xc). GET_STATUS of an interface is answered (USB 2.0, 9.4.5).
  package mutating func handle(
    _ setup: SetupPacket, _ tables: DescriptorTables
  ) -> ModelReply.Answer {
    switch (setup.requestType.rawValue, setup.request) {
    case (0x80, StandardRequest.getDescriptor): return tables.answer(getDescriptor: setup)
    case (0x80, StandardRequest.getStatus):
      return .upToLength(of: setup, [tables.isSelfPowered ? 1 : 0, 0])
    case (0x81, StandardRequest.getStatus): return interfaceStatus(setup, tables)
    case (0x82, StandardRequest.getStatus): return .upToLength(of: setup, [0, 0])
    case (0x80, 8): return .upToLength(of: setup, [configuration])
    case (0x81, 10): return interfaceAnswer(setup, tables)
    case (0x00, StandardRequest.setAddress): return .acknowledged
    case (0x00, StandardRequest.setConfiguration): return setConfiguration(setup)
    case (0x01, StandardRequest.setInterface) where setup.length == 0:
      alternates[setup.index] = UInt8(truncatingIfNeeded: setup.value)
      return .acknowledged
    case (0x02, StandardRequest.clearFeature) where setup.length == 0 && setup.value == 0:
      return .acknowledged
    default: return .stalled
    }
  }

  private mutating func setConfiguration(_ setup: SetupPacket) -> ModelReply.Answer {
    guard setup.length == 0, setup.index == 0, setup.value < 256 else { return .stalled }
    configuration = UInt8(setup.value)
    return .acknowledged
  }

  /// Answers GET_STATUS of an interface with two bytes of 0, if the device is configured and has
  /// the interface (USB 2.0, 9.4.5).
  private func interfaceStatus(
    _ setup: SetupPacket, _ tables: DescriptorTables
  ) -> ModelReply.Answer {
    guard configuration != 0, setup.index < tables.interfaceCount, setup.value == 0 else {
      return .stalled
    }
    return .upToLength(of: setup, [0, 0])
  }

  /// Answers GET_INTERFACE only for an interface of the configuration, and only in the form of the
  /// specification (USB 2.0, 9.4).
  private func interfaceAnswer(
    _ setup: SetupPacket, _ tables: DescriptorTables
  ) -> ModelReply.Answer {
    guard setup.index < tables.interfaceCount, setup.value == 0, setup.length == 1 else {
      return .stalled
    }
    return .data([alternate(of: setup.index)])
  }
}
