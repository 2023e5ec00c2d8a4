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
    // Nearly all have the long header of usbmon.
    if kept == Self.longest {
      for part in 0..<Self.longest / Part.scalarCount { unsafe empty(part, of: record, to: output) }
    } else {
      for part in 0..<kept / Part.scalarCount { unsafe empty(part, of: record, to: output) }
    }
  }

  @inline(__always)
  private func empty(
    _ part: Int, of record: UnsafeRawPointer, to output: UnsafeMutableRawPointer
  ) {
    let offset = part * Part.scalarCount
    let old = unsafe record.loadUnaligned(fromByteOffset: offset, as: Part.self)
    unsafe output.storeBytes(
      of: old & staying[part] | values[part], toByteOffset: offset, as: Part.self)
  }
}

/// The forms of a copy, each at one of its places, while records are emptied.
@safe
struct EmptiedForms {
  private let forms: UnsafePointer<EmptiedForm>

  /// The number of places.
  static let count = 1 << bits
  private static let bits = 4

  /// Takes the forms at `count` places.
  init(_ forms: UnsafePointer<EmptiedForm>) { unsafe self.forms = forms }

  /// Writes what is left of a record to `output`: its own place, or one apart from it that has room
  /// for 64 bytes. Returns the number of bytes; 0 where the record has no form.
  @inline(__always)
  func empty(
    _ record: UnsafeRawPointer, _ count: Int, to output: UnsafeMutableRawPointer
  ) -> Int {
    guard count >= EmptiedForm.place + 8 else { return 0 }
    let bits = unsafe Self.bits(of: record)
    let form = unsafe forms + Self.place(of: bits)
    let kept = unsafe form.pointee.kept
    guard unsafe form.pointee.bits == bits, count >= kept else { return 0 }
    unsafe form.pointee.empty(record, to: output)
    return kept
  }

  /// The eight bytes that forms are told apart by.
  @inline(__always)
  static func bits(of record: UnsafeRawPointer) -> UInt64 {
    let bits = unsafe record.loadUnaligned(fromByteOffset: EmptiedForm.place, as: UInt64.self)
    return UInt64(littleEndian: bits)
  }

  /// The place of a form: its bits spread over the places.
  @inline(__always)
  static func place(of bits: UInt64) -> Int {
    Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.bits))
  }
}
