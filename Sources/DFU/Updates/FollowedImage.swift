package import USB

/// One update or one read-back: the blocks that a host moved in one direction, and how it ended.
///
/// `ImageWatch` makes them of observations. They say what happened and judge nothing.
package struct ImageTransfer: Hashable, Sendable {
  /// Where the image went.
  package enum Direction: Hashable, Sendable {
    /// To the device, by DNLOAD: an update.
    case download
    /// To the host, by UPLOAD: a read-back.
    case upload
  }

  /// What ended it.
  package enum Ending: Hashable, Sendable {
    /// The last block was told: a zero-length DNLOAD, or a short block of an UPLOAD, was
    /// acknowledged (DFU 1.1, 6.1.1 and 6.2.1).
    case completed
    /// The host sent ABORT, and the device acknowledged it.
    case aborted
    /// The device stalled a block, or showed dfuERROR.
    case refused
    /// The host withdrew a request after this many nanoseconds without an answer; nil where the
    /// capture does not show when.
    case givenUp(afterNanoseconds: Int64?)
    /// The host reset the bus in the middle of it.
    case reset
    /// The device left the bus in the middle of it.
    case left
    /// The host turned to something else in the middle of it.
    case neverEnded
    /// The device showed an idle state although the host had not ended it.
    case leftByDevice
    /// Records are missing, and its end is among them.
    case unseen
    /// Nothing more of it follows in the recording.
    case recordingEnded
  }

  /// What the device showed of its manifestation after the zero-length DNLOAD (DFU 1.1, 7).
  package enum Manifestation: Hashable, Sendable {
    /// Nothing: the host did not ask.
    case notShown
    /// dfuMANIFEST-SYNC or dfuMANIFEST.
    case begun
    /// dfuMANIFEST-WAIT-RESET, or an idle state.
    case done
  }

  /// bcdDevice (USB 2.0, 9.6.1) by mode: the two descriptor sets of a device may differ in it.
  package struct Versions: Hashable, Sendable {
    /// With the run-time descriptors; nil where the capture does not show it.
    package var runTime: UInt16?
    /// With the DFU-mode descriptors; nil where the capture does not show it.
    package var dfuMode: UInt16?

    /// Makes versions; one that is left out is unknown.
    package init(runTime: UInt16? = nil, dfuMode: UInt16? = nil) {
      self.runTime = runTime
      self.dfuMode = dfuMode
    }
  }

  /// Where the image went.
  package var direction: Direction
  /// The submission of its first block.
  package var began: Moment
  /// The last block that was answered, or what ended the transfer if that is a request or an
  /// answer. What follows, as the manifestation, is not counted.
  package var ended: Moment
  /// The answer that showed that the device had left it, which is behind `ended`; nil for every
  /// other end. What ended it came in between.
  package var leftShown: Moment?
  /// How many blocks of data were accepted, or came.
  package var blocks = 0
  /// The bytes in these blocks.
  package var bytes = 0
  /// The bytes of the largest of these blocks.
  package var blockSize = 0
  /// How many blocks were sent, or asked for, whose answers the capture does not show. They are not
  /// among `blocks`.
  package var unansweredBlocks = 0
  /// The bytes that the host sent in them; 0 for a read-back.
  package var unansweredBytes = 0
  /// The DfuSe commands in it, sent or read with wBlockNum 0. They are no data of the image.
  package var commands = 0
  /// What ended it.
  package var ending = Ending.recordingEnded
  /// Whether the device refused a block in it, and both sides went on.
  package var wasRefused = false
  /// Whether the device showed dfuDNLOAD-IDLE after the last block or command, before an ABORT
  /// ended the download: all that was sent is written.
  package var isWritten = false
  /// Whether a zero-length DNLOAD was acknowledged: the host sent the whole image.
  package var isWhole = false
  /// What followed the zero-length DNLOAD.
  package var manifestation = Manifestation.notShown
  /// bStatus as the device showed it last, with `state`; nil where it showed none.
  package var status: UInt8?
  /// bState as the device showed it last, also after the end; nil where it showed none.
  package var state: UInt8?
  /// Whether records are missing within it: then the numbers are the least that happened.
  package var hasGap = false
  /// bcdDevice as it was shown last before a download.
  package var before = Versions()
  /// bcdDevice as it was shown first after the download, when the device had come back.
  package var after = Versions()

  /// Makes a transfer of which nothing was accepted yet.
  package init(_ direction: Direction, began: Moment) {
    self.direction = direction
    self.began = began
    ended = began
  }

  /// The versions to compare: those of the run-time descriptors, or those of DFU mode where no
  /// run-time descriptors were seen. Nil where the capture does not show it.
  package var versions: (before: UInt16?, after: UInt16?) {
    before.runTime != nil || after.runTime != nil
      ? (before.runTime, after.runTime) : (before.dfuMode, after.dfuMode)
  }
}

extension ImageTransfer {
  /// Whether the device has the whole image, and may not yet have taken it into use.
  var mayManifest: Bool {
    direction == .download && ending == .completed && manifestation != .done
  }

  /// Records may be missing in it. An end that the host did not ask for may be among them.
  mutating func missSome() {
    hasGap = true
    if ending == .leftByDevice { ending = .unseen }
  }

  /// Whether records that are missing behind `moment` may belong to it.
  func mayLackRecords(behind moment: Moment) -> Bool {
    (leftShown ?? ended).frame > moment.frame
  }

  /// The device came back with an error: the firmware that was sent is corrupt.
  mutating func showCorrupt(status: UInt8?) {
    state = State.dfuERROR.rawValue
    self.status = status
    if ending == .completed { ending = .refused }
  }

  /// Notes a block whose answer the capture does not show. A zero-length DNLOAD is none.
  mutating func noteUnanswered(_ transfer: borrowing ControlTransfer) {
    guard transfer.setup.length > 0 else { return }
    unansweredBlocks += 1
    if direction == .download { unansweredBytes += Int(transfer.setup.length) }
    ended = transfer.ended
  }

  /// Notes the version that the device shows after a download; the first one counts.
  mutating func note(_ version: UInt16, _ mode: Mode) {
    guard direction == .download else { return }
    switch mode {
    case .runTime: if after.runTime == nil { after.runTime = version }
    case .dfuMode: if after.dfuMode == nil { after.dfuMode = version }
    }
  }
}
