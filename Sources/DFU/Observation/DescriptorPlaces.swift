package import USB

/// The records that show the descriptors of a set, each at its submission: a host reads them one by
/// one.
package struct DescriptorPlaces: Hashable, Sendable {
  /// The device descriptor; nil when the capture does not show it.
  package var device: Moment?
  /// The configuration, with the DFU interface and mostly the functional descriptor.
  package var configuration: Moment
  /// The functional descriptor where it was read alone; nil when it stands in the configuration.
  package var functional: Moment?

  /// Makes places; those that are not given are not known.
  package init(device: Moment? = nil, configuration: Moment, functional: Moment? = nil) {
    self.device = device
    self.configuration = configuration
    self.functional = functional
  }
}
