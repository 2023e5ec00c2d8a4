/// A field of a descriptor set that a descriptor rule names, in the specification's spelling: the
/// word only.
///
/// The values that a device shows for it are read in `Evidence/FieldReading.swift`.
package enum DescriptorField: String, CaseIterable, Hashable, Sendable {
  case bNumInterfaces
  case bInterfaceNumber
  case bAlternateSetting
  case bNumEndpoints
  case bInterfaceClass
  case bInterfaceSubClass
  case bInterfaceProtocol
  /// How many functional descriptors the configuration has.
  case functionalDescriptors = "functional-descriptors"
  /// How many bytes of the configuration belong to no descriptor of it.
  case strayBytes = "stray-bytes"
  /// bLength of the functional descriptor.
  case functionalLength = "functional.bLength"
  /// The whole of bmAttributes.
  case bmAttributes
  case bmAttributesReserved = "bmAttributes.reserved"
  case wDetachTimeOut
  case wTransferSize
  /// 1 where wTransferSize is bMaxPacketSize0 or more, 0 where no size of block is left (DFU 1.1,
  /// 6.1.1).
  case roomForBlocks = "wTransferSize-bMaxPacketSize0"
  case bcdDFUVersion
  /// All bytes of the functional descriptor, for comparison between the two sets.
  case functionalBytes = "functional-bytes"
  case bDeviceClass
  case bDeviceSubClass
  case bDeviceProtocol
  case bMaxPacketSize0
  case bNumConfigurations
  case idVendor
  case idProduct
  /// iInterface of each alternate setting, where there is more than one.
  case alternateStrings = "iInterface"
}
