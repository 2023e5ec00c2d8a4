/// What is needed of DfuSe, ST's dialect, to tell its commands from the data of an image.
package enum DfuSeDialect {
  /// The value of bcdDFUVersion that names the dialect.
  package static let version: UInt16 = 0x011A

  /// Whether the data of a DNLOAD with wBlockNum 0 has the form of a command.
  ///
  /// A command is 21h or 41h followed by a 4-byte address, or 41h or 92h alone (ST AN3156 family;
  /// facts from dfu-util's `dfuse.c`).
  package static func isCommand(_ data: [UInt8]) -> Bool {
    switch (data.first, data.count) {
    case (0x21, 5), (0x41, 5), (0x41, 1), (0x92, 1): true
    default: false
    }
  }
}
