import DFU
import Report
import USB

extension Report.ImageTransfer {
  /// The transfer in the report's terms; `isDfuSe`: the device speaks DfuSe.
  init(_ image: DFU.ImageTransfer, isDfuSe: Bool) {
    let versions = image.versions
    self.init(
      kind: Kind(image), frame: image.began.frame, lastFrame: image.ended.frame,
      nanoseconds: max(0, image.ended.nanoseconds - image.began.nanoseconds),
      blocks: image.blocks, bytes: image.bytes, blockSize: image.blockSize,
      commands: image.commands, ending: Ending(image, isDfuSe: isDfuSe),
      givenUpNanoseconds: image.ending.givenUpNanoseconds, wasRefused: image.wasRefused,
      isWhole: image.isWhole,
      manifestation: Manifestation(image.manifestation),
      state: image.state.map { State(rawValue: $0)?.name ?? "state \($0)" },
      status: image.status.map { Status(rawValue: $0)?.name ?? "status \($0)" },
      hasGap: image.hasGap, versionBefore: versions.before, versionAfter: versions.after)
    unansweredBlocks = image.unansweredBlocks
    unansweredBytes = image.unansweredBytes
  }
}

extension Report.ImageTransfer.Kind {
  fileprivate init(_ image: DFU.ImageTransfer) {
    self =
      switch image.direction {
      case .download: image.blocks == 0 && image.commands > 0 ? .commands : .download
      case .upload: .upload
      }
  }
}

extension Report.ImageTransfer.Ending {
  fileprivate init(_ image: DFU.ImageTransfer, isDfuSe: Bool) {
    self =
      switch image.ending {
      case .completed: .completed
      case .aborted: isDfuSe && image.isLeftInOrder ? .ended : .aborted
      case .refused: .refused
      case .givenUp: .givenUp
      case .reset: .reset
      case .left: .left
      case .neverEnded: .neverEnded
      case .leftByDevice: .leftByDevice
      case .unseen: .unseen
      case .recordingEnded: .recordingEnded
      }
  }
}

extension DFU.ImageTransfer {
  /// Whether nothing was left undone when ABORT ended it. ST's devices write a block while they
  /// answer the GETSTATUS behind it (ST AN3156); hosts ask until dfuDNLOAD-IDLE, then send ABORT
  /// (dfu-util 0.11, `dfuse.c`).
  fileprivate var isLeftInOrder: Bool {
    !hasGap && !wasRefused && (direction == .upload ? blocks > 0 : isWritten)
  }
}

extension DFU.ImageTransfer.Ending {
  fileprivate var givenUpNanoseconds: Int64? {
    switch self {
    case .givenUp(let time): time
    case .completed, .aborted, .refused, .reset, .left, .neverEnded, .leftByDevice, .unseen,
      .recordingEnded:
      nil
    }
  }
}

extension Report.ImageTransfer.Manifestation {
  fileprivate init(_ manifestation: DFU.ImageTransfer.Manifestation) {
    self =
      switch manifestation {
      case .notShown: .notShown
      case .begun: .begun
      case .done: .done
      }
  }
}

extension Report.FurtherImages {
  /// The count in the report's terms.
  init(_ further: FurtherTransfers) {
    self.init(
      downloads: further.downloads, uploads: further.uploads, completed: further.completed)
  }

  /// The count of all transfers of a session that is reported together with others.
  init(all watch: ImageWatch) {
    self.init(watch.further)
    for image in watch.images {
      switch image.direction {
      case .download: downloads += 1
      case .upload: uploads += 1
      }
      if image.ending == .completed { completed += 1 }
    }
  }
}
