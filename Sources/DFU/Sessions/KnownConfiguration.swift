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

  /// Makes what was read at `places`. `device` is the device descriptor; nil when it is not known.
  init(
    _ reading: ConfigurationReading, device: DescriptorSet.DeviceDescriptor?,
    at places: DescriptorPlaces
  ) {
    value = reading.configurationValue
    interfaces = reading.interfaces
    otherDFUInterfaces = reading.otherDFUInterfaces
    lookalikes = reading.lookalikes
    set = DescriptorSet(reading, device: device)
    self.places = places
  }
}
