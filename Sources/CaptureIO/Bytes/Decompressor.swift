/// Decodes one compression format, piece by piece.
protocol Decompressor: AnyObject {
  /// Decodes as much of `input` as has room in `output`. After the end of a member it begins the
  /// next one.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> DecodedPiece
}

/// The result of one step of a decoder.
struct DecodedPiece {
  /// How the step ended.
  enum State: Hashable {
    /// More bytes are needed, or more room.
    case goesOn
    /// A member of the file is complete. Another may follow.
    case ended
    case failed(reason: String)
  }

  /// How many bytes of the input are used up.
  var consumed: Int
  /// How many bytes of the output are filled.
  var produced: Int
  var state: State

  /// What a state means, in words of its format's tools.
  static let tooLarge = "it needs more memory than 16 MiB"
}
