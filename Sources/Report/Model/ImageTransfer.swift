extension Report {
  /// One update or one read-back of a session, and how it ended.
  public struct ImageTransfer: Hashable, Sendable {
    /// What was moved.
    public var kind: Kind
    /// The record of its first request.
    public var frame: Int
    /// The record of its last answered block, or of what ended it.
    public var lastFrame: Int
    /// Nanoseconds from its first request to that record.
    public var nanoseconds: Int64
    /// The number of blocks with data.
    public var blocks: Int
    /// The bytes in these blocks.
    public var bytes: Int
    /// The bytes of the largest block.
    public var blockSize: Int
    /// The number of blocks that were sent, or asked for, whose answers are not recorded. `blocks`
    /// does not count them.
    public var unansweredBlocks = 0
    /// The bytes that the host sent in these blocks; 0 for a read-back.
    public var unansweredBytes = 0
    /// The number of DfuSe commands.
    public var commands: Int
    /// What ended it.
    public var ending: Ending
    /// How long the host had waited when it gave up, in nanoseconds; nil when it did not, and when
    /// the capture does not show it.
    public var givenUpNanoseconds: Int64?
    /// Whether the device refused a block in it, and both sides went on.
    public var wasRefused: Bool
    /// Whether the host sent the zero-length DFU_DNLOAD and the device acknowledged it.
    public var isWhole: Bool
    /// What followed the zero-length DFU_DNLOAD.
    public var manifestation: Manifestation
    /// The state that the device showed last, in the specification's spelling; nil for none.
    public var state: String?
    /// The status that the device showed last with that state; nil for none.
    public var status: String?
    /// Whether records are missing in it.
    public var hasGap: Bool
    /// bcdDevice before a download; nil when the capture does not show it.
    public var versionBefore: UInt16?
    /// bcdDevice of the same descriptor set when the device came back; nil when the capture does
    /// not show it.
    public var versionAfter: UInt16?

    /// Makes a transfer; what is left out did not happen, or is unknown.
    package init(
      kind: Kind, frame: Int, lastFrame: Int, nanoseconds: Int64 = 0, blocks: Int = 0,
      bytes: Int = 0, blockSize: Int = 0, commands: Int = 0, ending: Ending,
      givenUpNanoseconds: Int64? = nil, wasRefused: Bool = false, isWhole: Bool = false,
      manifestation: Manifestation = .notShown, state: String? = nil, status: String? = nil,
      hasGap: Bool = false, versionBefore: UInt16? = nil, versionAfter: UInt16? = nil
    ) {
      self.kind = kind
      self.frame = frame
      self.lastFrame = lastFrame
      self.nanoseconds = nanoseconds
      self.blocks = blocks
      self.bytes = bytes
      self.blockSize = blockSize
      self.commands = commands
      self.ending = ending
      self.givenUpNanoseconds = givenUpNanoseconds
      self.wasRefused = wasRefused
      self.isWhole = isWhole
      self.manifestation = manifestation
      self.state = state
      self.status = status
      self.hasGap = hasGap
      self.versionBefore = versionBefore
      self.versionAfter = versionAfter
    }

    /// What a transfer moves.
    public enum Kind: String, Hashable, Sendable {
      /// An image to the device: an update.
      case download
      /// An image to the host: a read-back.
      case upload
      /// DfuSe commands alone, without data.
      case commands
    }

    /// What ended a transfer.
    public enum Ending: String, CaseIterable, Hashable, Sendable {
      /// The host marked the end of the image, or the device sent a short block.
      case completed
      /// DFU_ABORT.
      case aborted
      /// DFU_ABORT as DfuSe's hosts send it, when the device had written all that was sent, or had
      /// sent all that was asked for. DfuSe has no mark of the end (ST AN3156), so nobody can tell
      /// whether it is the whole image.
      case ended
      /// A STALL, or dfuERROR.
      case refused
      /// The host withdrew a request that was not answered.
      case givenUp
      /// A bus reset.
      case reset
      /// The device left the bus.
      case left
      /// The host turned to something else.
      case neverEnded
      /// The device went to an idle state by itself.
      case leftByDevice
      /// The end is not seen, because records are missing.
      case unseen
      /// The end of the recording.
      case recordingEnded
    }

    /// What a device shows after the zero-length DFU_DNLOAD.
    public enum Manifestation: String, Hashable, Sendable {
      /// Nothing.
      case notShown = "none"
      /// That the manifestation goes on.
      case begun
      /// That the manifestation is over.
      case done
    }

    /// Bytes per second, rounded; nil when no time passed.
    var bytesPerSecond: Int? {
      guard nanoseconds > 0 else { return nil }
      return Int((Double(bytes) * 1e9 / Double(nanoseconds)).rounded())
    }
  }

  /// Counts the transfers of images that are not told one by one, because there were too many.
  public struct FurtherImages: Hashable, Sendable {
    /// The downloads.
    public var downloads: Int
    /// The uploads.
    public var uploads: Int
    /// Of both, those that were completed.
    public var completed: Int

    /// Makes a count.
    package init(downloads: Int = 0, uploads: Int = 0, completed: Int = 0) {
      self.downloads = downloads
      self.uploads = uploads
      self.completed = completed
    }

    /// Adds the counts of another session.
    package mutating func add(_ other: FurtherImages) {
      downloads += other.downloads
      uploads += other.uploads
      completed += other.completed
    }
  }
}
