package import USB

extension DescriptorLayout {
  /// The DFU functional descriptor (DFU 1.1, Table 4.2). DFU 1.0 has no bcdDFUVersion.
  package static let functional = DescriptorLayout(
    "DFU FUNCTIONAL",
    [
      Field("bLength", 1, .number), Field("bDescriptorType", 1, .code),
      Field(
        "bmAttributes", 1,
        .flags([
          Part("reserved", 4...7), Part("bitWillDetach", 3...3),
          Part("bitManifestationTolerant", 2...2), Part("bitCanUpload", 1...1),
          Part("bitCanDnload", 0...0),
        ])),
      Field("wDetachTimeOut", 2, .number) { "\($0) ms" },
      Field("wTransferSize", 2, .number) { "\($0) bytes" }, Field("bcdDFUVersion", 2, .version),
    ])
}

extension DescriptorLayout.InterfaceClass {
  /// Whether it is the class of DFU (DFU 1.1, Table 4.1).
  package var isDFU: Bool { code == 0xFE && subclass == 1 }

  /// The mode that bInterfaceProtocol states; nil for another class or protocol (DFU 1.1, Table
  /// 4.4).
  package var mode: Mode? {
    switch (isDFU, number) {
    case (true, 1): .runTime
    case (true, 2): .dfuMode
    default: nil
    }
  }

  /// Whether a descriptor of type 21h behind it can be the DFU functional descriptor. HID and smart
  /// cards use the type too.
  package var admitsFunctional: Bool { code != 0x03 && code != 0x0B }
}
