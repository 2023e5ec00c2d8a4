// How an update or a read-back is told in one line.

extension Report.Session {
  /// The updates and read-backs with their names: a line each, and one for those that are counted.
  var imageLines: [(name: String, value: String)] {
    images.map { ($0.kind.rawValue, $0.text) }
      + (furtherImages.text.map { [("images", $0)] } ?? [])
  }
}

extension Report.ImageTransfer {
  /// `frames 12 to 80: 12 blocks, 768 bytes (64 a block) in 0.123456 s, 6220 B/s; completed with
  /// the zero-length DFU_DNLOAD, manifestation done; last shown dfuIDLE, OK`.
  var text: String {
    let parts = [
      amount, unansweredText, endingText, refusalText, shownText, versionText,
      hasGap ? "records are missing in it, so there may be more" : nil,
    ]
    return "frames \(frame) to \(lastFrame): " + parts.compactMap(\.self).joined(separator: "; ")
  }

  /// What was moved, and how fast; nil where no answer tells.
  private var amount: String? {
    guard blocks + commands > 0 || unansweredBlocks == 0 else { return nil }
    return answered + pace
  }

  /// `9 blocks of 1152 bytes sent, their answers not recorded`; nil where all answers are.
  private var unansweredText: String? {
    guard unansweredBlocks > 0 else { return nil }
    let blocks = counted(unansweredBlocks, "block")
    let answers = unansweredBlocks == 1 ? "its answer" : "their answers"
    switch kind {
    case .upload: return "\(blocks) asked for, \(answers) not recorded"
    case .download, .commands:
      return "\(blocks) of \(counted(unansweredBytes, "byte")) sent, \(answers) not recorded"
    }
  }

  private var answered: String {
    let data =
      "\(counted(blocks, "block")), \(counted(bytes, "byte"))"
      + (blocks > 1 ? " (at most \(blockSize) a block)" : "")
    guard commands > 0 else { return data }
    let commands = counted(commands, "DfuSe command")
    return blocks == 0 ? commands : data + " and \(commands)"
  }

  private var pace: String {
    guard blocks > 0 else { return "" }
    return " in \(secondText(nanoseconds))"
      + (bytesPerSecond.map { ", " + rateText($0) } ?? "")
  }

  private var endingText: String {
    switch (ending, kind) {
    case (.completed, .upload): "completed with a short block"
    case (.completed, .download), (.completed, .commands):
      "completed with the zero-length DFU_DNLOAD, \(manifestationText)"
    case (.aborted, _): "ended by the host with DFU_ABORT" + (isWhole ? abortPlace : "")
    case (.ended, .upload): "ended by the host with DFU_ABORT, as DfuSe's hosts do"
    case (.ended, .download): "written, and ended by the host with DFU_ABORT, as DfuSe's hosts do"
    case (.ended, .commands): "taken, and ended by the host with DFU_ABORT, as DfuSe's hosts do"
    case (.refused, _): refusedText
    case (.givenUp, _): givenUpText
    case (.reset, _): "cut off by a bus reset"
    case (.left, _): "cut off: the device left the bus"
    case (.neverEnded, _): "never ended: the host went on with something else"
    case (.leftByDevice, _): "not ended by the host, and left by the device"
    case (.unseen, _): "the end is not seen: records are missing"
    case (.recordingEnded, _): "not ended when the recording ends"
    }
  }

  /// The device had the whole image: DFU_GETSTATUS starts the manifestation (DFU 1.1, 6.1.1).
  private var abortPlace: String {
    " after the zero-length DFU_DNLOAD, with no DFU_GETSTATUS between"
  }

  /// errSTALLEDPKT is of a request that has no place there (DFU 1.1, 6.1.2), not of the image.
  private var refusedText: String {
    guard isWhole else { return "refused by the device" }
    return status == "errSTALLEDPKT"
      ? "broken off after the zero-length DFU_DNLOAD, by a request that the device stalled"
      : "refused after the zero-length DFU_DNLOAD"
  }

  private var manifestationText: String {
    switch manifestation {
    case .notShown: "no manifestation shown"
    case .begun: "manifestation begun"
    case .done: "manifestation done"
    }
  }

  /// USB 2.0, 9.2.6.1 gives a device 5 s for a request.
  private var givenUpText: String {
    guard let time = givenUpNanoseconds else { return "given up by the host" }
    return "given up by the host after \(millisecondText(time)) without an answer"
      + (time < 5_000_000_000 ? " (a device has 5 s)" : "")
  }

  private var refusalText: String? {
    wasRefused ? "the device refused a block in it, and the host went on" : nil
  }

  private var shownText: String? {
    state.map { "last shown \($0)" + (status.map { ", \($0)" } ?? "") + meaningText }
  }

  /// ` (the programmed memory failed verification)`; empty for OK and for a status without a name.
  private var meaningText: String {
    status.flatMap(statusMeaning).map { " (\($0))" } ?? ""
  }

  private var versionText: String? {
    func text(_ version: UInt16) -> String { hex4(version) + "h" }
    return switch (versionBefore, versionAfter) {
    case (nil, nil): nil
    case (let before?, nil): kind == .download ? "bcdDevice \(text(before)) before" : nil
    case (nil, let after?): "bcdDevice \(text(after)) after"
    case (let before?, let after?):
      before == after
        ? "bcdDevice \(text(before)) before and after: not changed"
        : "bcdDevice \(text(before)) before, \(text(after)) after"
    }
  }

  private func rateText(_ bytesPerSecond: Int) -> String {
    bytesPerSecond < 10_000
      ? "\(bytesPerSecond) B/s" : "\((bytesPerSecond + 500) / 1000) kB/s"
  }
}

extension Report.FurtherImages {
  /// `4 more downloads and 2 more uploads, 5 of them completed`; nil for none.
  fileprivate var text: String? {
    guard downloads + uploads > 0 else { return nil }
    return "\(counted(downloads, "more download")) and \(counted(uploads, "more upload")), "
      + "\(completed) of them completed"
  }
}
