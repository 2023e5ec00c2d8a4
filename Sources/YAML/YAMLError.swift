/// What libyaml says of a text that is not YAML.
package struct YAMLError: Error, Hashable, Sendable {
  /// From 1; 0 when libyaml names none.
  package var line: Int
  /// libyaml's words: `did not find expected node content`.
  package var problem: String
}
