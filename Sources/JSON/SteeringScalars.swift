extension Unicode.Scalar {
  /// Whether a terminal or a page takes it for an order and not for a character: a control
  /// character (Unicode's category Cc: C0, DEL, C1), a line break, or a mark that changes the
  /// direction of text.
  package var steers: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
