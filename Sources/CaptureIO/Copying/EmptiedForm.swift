/// What becomes of records that are emptied alike: those that agree in eight bytes. Of their first
/// bytes some stay, and the others get a value that is the same for all.
package struct EmptiedForm: Sendable {
  /// The place of the eight bytes in a record.
  package static let place = 8
  /// The most bytes that are left.
  static let longest = 64

  /// The eight bytes, as a little-endian number.
  let bits: UInt64
  /// The number of bytes that are left; 0 in a form that no record has.
  let kept: Int
  /// By part of a record: FFh for each byte that stays, and the values of the others.
  private var staying = InlineArray<4, Part>(repeating: Part())
  private var values = InlineArray<4, Part>(repeating: Part())

  private typealias Part = SIMD16<UInt8>

  /// A form that no record has.
  init() { (bits, kept) = (0, 0) }

  /// A form of the records with these bits, of which as many bytes are left as there are `values`:
  /// 16, 32, 48 or 64. Nil for another number.
  ///
  /// - Parameters:
  ///   - staying: FFh for each byte that stays, 0 for each other.
  ///   - values: the others' values, 0 for each byte that stays.
  package init?(_ bits: UInt64, staying: [UInt8], values: [UInt8]) {
    guard [16, 32, 48, 64].contains(values.count), staying.count == values.count else {
      return nil
    }
    (self.bits, kept) = (bits, values.count)
    for part in 0..<values.count / Part.scalarCount {
      let place = part * Part.scalarCount
      self.staying[part] = Part(staying[place..<place + Part.scalarCount])
      self.values[part] = Part(values[place..<place + Part.scalarCount])
    }
  }

  /// Writes what is left of a record that has this form, and at least as many bytes, to `output`:
  /// the record's own place, or one apart from it.
  @inline(__always)
  func empty(_ record: UnsafeRawPointer, to output: UnsafeMutableRawPointer) {
    for part in 0..<kept / Part.scalarCount {
      let offset = part * Part.scalarCount
      let old = unsafe record.loadUnaligned(fromByteOffset: offset, as: Part.self)
      let new = old & staying[part] | values[part]
      unsafe output.storeBytes(of: new, toByteOffset: offset, as: Part.self)
    }
  }
}
