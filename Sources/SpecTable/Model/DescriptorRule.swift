package import DFU

/// What one field of a descriptor set has to be.
package struct DescriptorRule: Hashable, Sendable {
  /// `D07`.
  package var id: String
  /// Who has to keep it.
  package var actor: Actor
  /// How binding it is.
  package var level: Level
  /// The descriptor set that it speaks of; nil for both.
  package var set: Mode?
  /// The field that it speaks of.
  package var field: DescriptorField
  /// What the field has to be.
  package var demand: Demand
  /// Where it stands.
  package var cite: Citation
  /// The `AMB-nn` that it rests on.
  package var reading: String?
  /// One sentence: what is required.
  package var says: String
  /// One sentence: what the operator can do about it.
  package var advice: String
  /// Implementations that are known to break it, in words.
  package var deviations: [String]
  /// The first part of its public path: `dfu`, or what the overlay calls itself.
  package var namespace: String

  /// What a value has to be.
  package enum Demand: Hashable, Sendable {
    case oneOf([UInt32])
    /// The value that the same device showed in its other mode.
    case sameAsOtherMode
    /// Another value than the same device showed in its other mode.
    case differsFromOtherMode
    case atLeast(UInt32)
  }
}
