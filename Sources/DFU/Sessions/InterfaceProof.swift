/// What shows the DFU interface of a device without a descriptor set.
enum InterfaceProof {
  /// The form of a request, because nothing is known of the device.
  case form
  /// An answer that only DFU gives: it came back as another product than the one of the last set.
  case answer
  /// Nothing: it had a DFU interface, and its configuration shows that it has none any more.
  case none
}

/// Whether a device has lost its DFU interface.
enum InterfaceLoss {
  /// It has not, as far as the capture shows.
  case none
  /// It has, since the enumeration that was told.
  case told
  /// It has, so that it was enumerated again, which the capture does not show.
  case hidden
}
