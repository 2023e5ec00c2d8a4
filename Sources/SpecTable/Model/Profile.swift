package import DFU

/// An overlay of the table: a dialect or a product that departs from the base in a known way.
package struct Profile: Hashable, Sendable {
  /// Its name for `--profile`: `dfuse`, `xmos/lib_xua-5`.
  package var name: String
  /// The first part of the public paths of its rules: `dfuse`, `xmos`.
  package var namespace: String
  /// What it declares, in one line.
  package var title: String
  /// The base table's id, or the name of the profile that it builds on.
  package var extends: String
  /// The devices that it is for: any of these. Empty when only its name selects it.
  package var applies: [DeviceMatch]
  /// Where it is known from: repository, version and file, or document.
  package var evidence: [String]

  /// Whether the descriptors that a device shows say that it speaks this dialect.
  package func applies(to set: DescriptorSet) -> Bool {
    applies.contains { $0.matches(set) }
  }
}

extension Profile {
  /// Whether both name a bcdDevice that one device may have.
  func claimsDevice(of other: Profile) -> Bool {
    applies.contains { match in other.applies.contains { match.claimsDevice(of: $0) } }
  }
}

/// Which devices an overlay is for. A device has to match every list that is not empty.
package struct DeviceMatch: Hashable, Sendable {
  /// idVendor.
  package var vendor: [ClosedRange<UInt16>]
  /// idProduct.
  package var product: [ClosedRange<UInt16>]
  /// The version of the device, in binary-coded decimal.
  package var bcdDevice: [ClosedRange<UInt16>]
  /// The version in the functional descriptor, in binary-coded decimal.
  package var bcdDFUVersion: [ClosedRange<UInt16>]
  /// bmAttributes of the functional descriptor.
  package var bmAttributes: [ClosedRange<UInt16>]

  /// Whether a device with these descriptors is meant. A value that the capture does not show
  /// matches nothing.
  package func matches(_ set: DescriptorSet) -> Bool {
    Self.admits(vendor, set.device?.vendor) && Self.admits(product, set.device?.product)
      && Self.admits(bcdDevice, set.device?.deviceVersion)
      && Self.admits(bcdDFUVersion, set.functional?.version)
      && Self.admits(bmAttributes, (set.functional?.attributes.rawValue).map(UInt16.init))
  }

  fileprivate func claimsDevice(of other: DeviceMatch) -> Bool {
    func overlap(_ part: KeyPath<DeviceMatch, [ClosedRange<UInt16>]>) -> Bool {
      let (ours, theirs) = (self[keyPath: part], other[keyPath: part])
      return ours.isEmpty || theirs.isEmpty
        || ours.contains { range in theirs.contains { $0.overlaps(range) } }
    }
    return !bcdDevice.isEmpty && !other.bcdDevice.isEmpty && overlap(\.vendor)
      && overlap(\.product) && overlap(\.bcdDevice) && overlap(\.bcdDFUVersion)
      && overlap(\.bmAttributes)
  }

  private static func admits(_ allowed: [ClosedRange<UInt16>], _ value: UInt16?) -> Bool {
    allowed.isEmpty || value.map { value in allowed.contains { $0.contains(value) } } ?? false
  }
}
