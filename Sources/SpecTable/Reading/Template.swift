extension String {
  /// The text with each `{name}` replaced by its value; a name without a value stays. It goes by
  /// bytes, because going by characters takes longer than the rest of reading a table.
  func filled(_ value: (Substring) -> String?) -> String {
    var filled = ""
    var rest = self[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      let end = rest.utf8.index(after: close)
      filled += rest[..<open]
      filled += value(rest[rest.utf8.index(after: open)..<close]) ?? String(rest[open..<end])
      rest = rest[end...]
    }
    return filled + rest
  }
}
