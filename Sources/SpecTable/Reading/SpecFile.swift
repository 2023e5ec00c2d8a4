/// One file of a library.
package struct SpecFile: Hashable, Sendable {
  /// The path inside the folder: `dfu-1.1.yaml`, `overlays/dfuse.yaml`.
  package var name: String
  /// What the table or overlay calls itself.
  package var id: String
  /// SHA-256 of the YAML text, 64 hexadecimal digits.
  package var sha256: String
}
