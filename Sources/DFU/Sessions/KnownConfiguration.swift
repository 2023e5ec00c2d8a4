import USB

/// A configuration of a device that the host has read (USB 2.0, 9.6.3).
struct KnownConfiguration {
  /// bConfigurationValue.
  let value: UInt8
  /// The numbers of its interfaces.
  let interfaces: Set<UInt8>
  /// The numbers of its DFU interfaces after the first.
  let otherDFUInterfaces: Set<UInt8>
  /// Its interfaces that may be for DFU although their class does not say so.
  let lookalikes: [DescriptorSet.Interface]
  /// Its descriptor set, with the first DFU interface; nil if there is none.
  var set: DescriptorSet?
  /// The records that show it.
  var places: DescriptorPlaces

  /// Makes what was read at `moment`. `device` is what is known of the device that shows it.
  init(_ reading: ConfigurationReading, of device: TrackedDevice?, at moment: Moment) {
    value = reading.configurationValue
    interfaces = reading.interfaces
    otherDFUInterfaces = reading.otherDFUInterfaces
    lookalikes = reading.lookalikes
    set = DescriptorSet(reading, device: device?.descriptor)
    places = DescriptorPlaces(device: device?.descriptorAt, configuration: moment)
  }
}
