extension Prepared {
  /// The prepared text of the files in `specs/`.
  static let shipped = ""
}
