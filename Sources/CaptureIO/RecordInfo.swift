/// What the file states about one record.
package struct RecordInfo: Hashable, Sendable {
  /// The record's number as Wireshark shows it, from 1.
  package var frame: Int
  /// Nanoseconds since the epoch, limited to the years 1827 to 2112. An earlier or later time is
  /// set to the nearer limit, so that the difference of two times never overflows.
  package var nanoseconds: Int64
  /// How many bytes of the record the file holds.
  package var capturedLength: Int
  /// The length of the record before the recorder cut it, in bytes. In a pcap file libpcap
  /// calculates it for isochronous transfers towards the host, because their descriptors count too.
  package var originalLength: Int
  /// The format of the record; nil where the file has only one.
  package var linkType: LinkType?

  /// Makes the information without checks.
  @inline(__always)
  package init(
    frame: Int, nanoseconds: Int64, capturedLength: Int, originalLength: Int,
    linkType: LinkType? = nil
  ) {
    self.frame = frame
    self.nanoseconds = nanoseconds
    self.capturedLength = capturedLength
    self.originalLength = originalLength
    self.linkType = linkType
  }
}

/// Whether to read on. The receiver of a record returns it.
package enum Flow: Hashable, Sendable {
  case proceed, stop
  /// Read on, and pass over what follows and is like this record: see `CaptureFile.forEach`.
  case passAlike
}

/// How the reading of a file ended.
package enum ReadEnd: Hashable, Sendable {
  /// The end of the file.
  case complete
  /// Everything up to `afterFrame` was read. The rest is cut off or damaged.
  case damaged(afterFrame: Int, reason: String)
  /// The receiver stopped the reading after this frame.
  case stopped(afterFrame: Int)
  /// The file tells something before the next record: `takeNotes` gives it.
  case noted
}
