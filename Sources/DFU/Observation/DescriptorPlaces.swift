public import USB

/// The records that show the descriptors of a set, each at its submission: a host reads them one by
/// one.
public struct DescriptorPlaces: Hashable, Sendable {
  /// The device descriptor; nil when the capture does not show it.
  public var device: Moment?
  /// The configuration, with the DFU interface and mostly the functional descriptor.
  public var configuration: Moment
  /// The functional descriptor where it was read alone; nil when it stands in the configuration.
  public var functional: Moment?

  /// Makes places; those that are not given are not known.
  public init(device: Moment? = nil, configuration: Moment, functional: Moment? = nil) {
    self.device = device
    self.configuration = configuration
    self.functional = functional
  }
}
