// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  /// The prepared text of the files in `specs/`.
  static let shipped = [part1, part2, part3, part4, part5].joined()
}
