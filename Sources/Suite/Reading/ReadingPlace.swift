/// How far a capture is read.
struct ReadingPlace {
  /// The frame of the last record.
  var frame: Int
  /// The number of bytes of the file that were read, as it is stored.
  var bytes: Int
}
