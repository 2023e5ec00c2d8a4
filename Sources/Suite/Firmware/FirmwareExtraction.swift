import DFU
package import Files
package import Report
import USB

/// Reads the images in the traffic of one capture: the entry of this folder.
///
/// Memory is bounded. The images of the latest 128 sessions are followed at one time, each with at
/// most 1 MiB in memory and the rest in a file without a name (`Spool`). Of an image that is over
/// only its bytes on the way to a file stay, and only if it is the one that was chosen.
package struct FirmwareExtraction {
  /// Which images are meant; what is nil does not matter.
  package struct Choice: Hashable, Sendable {
    /// Whether uploads are meant and not downloads.
    package var isUpload: Bool?
    /// The number of the session, from 1.
    package var session: Int?
    /// The number of the transfer in its session, from 1.
    package var transfer: Int?

    /// Makes a choice; what is left out does not matter.
    package init(isUpload: Bool? = nil, session: Int? = nil, transfer: Int? = nil) {
      self.isUpload = isUpload
      self.session = session
      self.transfer = transfer
    }
  }

  private let choice: Choice
  private let keeps: Bool
  private var file = ""
  /// The images that were chosen, as they are reported.
  private var images: [FirmwareReport.Image] = []
  /// The first of them, with its bytes; nil where its bytes are not needed, or there are several.
  private var kept: FirmwareImage?
  /// The images that were chosen and are not in `images`.
  private var furtherImages = 0
  /// How many images of the capture were not chosen.
  private var otherImages = 0
  private var hasLoss = false
  private var comparison: FileComparison?

  /// The most images that are told one by one.
  private static let limit = 1_000

  /// The most images that a message lists.
  private static let listed = 20

  /// Starts with no image. `keeps`: the bytes of the chosen image will be asked for.
  package init(_ choice: Choice, keeps: Bool) {
    self.choice = choice
    self.keeps = keeps
  }

  /// Reads a capture. Fails with status 66 where it has no DFU traffic, or no image that was
  /// chosen.
  package mutating func read(
    _ path: String, with judge: Judge, progress: (Int) -> Void = { _ in }
  ) throws(CheckFailure) {
    file = path
    var followed = FollowedImages()
    var failure: SystemError?
    let result = try judge.run(path, progress) { session, observation in
      do throws(SystemError) {
        try take(followed.observe(observation, of: session))
      } catch {
        failure = error
      }
    }
    hasLoss = result.file.hasUnplacedLoss
    do throws(SystemError) {
      for news in followed.finish(hasLoss: hasLoss) { try take(news) }
      if let failure { throw failure }
    } catch {
      throw CheckFailure(
        file: path, status: .inputOutput,
        message: "A temporary file for the image cannot be used: \(error.reason).")
    }
    images.sort { ($0.session, $0.transfer) < ($1.session, $1.transfer) }
    if hasLoss { doubtAddresses() }
    guard !result.sessions.isEmpty else { throw judge.noTraffic(path, result) }
    try refuseNothing()
  }

  private func refuseNothing() throws(CheckFailure) {
    guard images.isEmpty else { return }
    let message =
      otherImages == 0
      ? "No image was downloaded or uploaded in this capture."
      : "No image in this capture is the one that was asked for; without --output, --compare, "
        + "--upload, --session and --transfer all are listed (\(otherImages))."
    throw CheckFailure(file: file, status: .noInput, message: message)
  }

  // MARK: - Images

  private mutating func take(_ news: FollowedImages.News) throws(SystemError) {
    for image in news.ended { try take(image) }
    for (session, told) in news.over { noteVersions(told, of: session) }
  }

  /// A device may come back, and show its new bcdDevice, when another transfer has begun: what is
  /// known of it at the end of its session counts, as in every report.
  private mutating func noteVersions(_ told: [DFU.ImageTransfer], of session: SessionID) {
    for index in images.indices where images[index].session == session + 1 {
      guard let image = told.first(where: { $0.began.frame == images[index].told.frame }) else {
        continue
      }
      images[index].told.versionBefore = image.versions.before
      images[index].told.versionAfter = image.versions.after
    }
  }

  private mutating func take(_ ended: FollowedImages.Ended) throws(SystemError) {
    guard isChosen(ended) else { return otherImages += 1 }
    guard images.count < Self.limit else { return furtherImages += 1 }
    let image = try FirmwareImage(ended.image)
    kept = keeps && images.isEmpty ? image : nil
    images.append(FirmwareReport.Image(image, ended.entry))
  }

  /// Records are missing, and nobody knows where: a block of DfuSe, or the address before it, may
  /// be among them.
  private mutating func doubtAddresses() {
    for index in images.indices where images[index].isDfuSe && !images[index].told.hasGap {
      images[index].isComplete = false
      images[index].faults.append(
        FirmwareReport.Note(
          frame: nil, text: "records are missing somewhere, perhaps addresses and blocks of it"))
    }
  }

  private func isChosen(_ ended: FollowedImages.Ended) -> Bool {
    (choice.isUpload ?? ended.isUpload) == ended.isUpload
      && (choice.session ?? ended.entry.session + 1) == ended.entry.session + 1
      && (choice.transfer ?? ended.entry.transfer) == ended.entry.transfer
  }

  /// The one image that was chosen. Fails with status 64 where there are several.
  private func only() throws(CheckFailure) -> FirmwareImage {
    guard let kept else {
      let list = images.prefix(Self.listed).map { "\n  " + $0.heading }.joined()
      let more = images.count > Self.listed ? "\n  …" : ""
      throw CheckFailure(
        usage: "There are \(images.count + furtherImages) of them in \(file.printable()); "
          + "choose one with --session and --transfer:" + list + more)
    }
    return kept
  }

  // MARK: - Files

  /// Whether a file may be written: the image is complete, or an incomplete one is wanted and there
  /// are bytes. Fails with status 64 where several images were chosen.
  package func canBeWritten(partially: Bool) throws(CheckFailure) -> Bool {
    let image = try only()
    return images[0].isComplete || (partially && image.length > 0)
  }

  /// Passes the chosen image to `body`, in pieces: its bytes, or a DFU file with a suffix.
  package func write(
    _ form: ImageFile.Form,
    _ body: ([UInt8]) throws(SystemError) -> Void
  ) throws(SystemError) {
    guard let kept else { return }
    try ImageFile(kept, form).write(body)
  }

  /// The form for a file of this name. Fails with status 64 where the image has several elements
  /// and the name does not end in `.dfu`, in small or large letters.
  package func form(for path: String) throws(CheckFailure) -> ImageFile.Form {
    let image = try only()
    if path.lowercased().hasSuffix(".dfu") { return .dfu }
    guard image.layout.elements.count > 1 else { return .raw }
    throw CheckFailure(
      usage: "The image has \(image.layout.elements.count) elements at different addresses; a name "
        + "that ends in .dfu writes all of them into one file of DfuSe.")
  }

  /// Compares the chosen image with a file.
  package mutating func compare(with path: String) throws(CheckFailure) {
    comparison = try FileComparison(of: only(), with: path)
  }

  /// The report; `written` names the file that was written.
  package func report(written: FirmwareReport.Written?) -> FirmwareReport {
    var report = report
    report.written = written
    return report
  }

  private var report: FirmwareReport {
    FirmwareReport(
      file: file, images: images, furtherImages: furtherImages, hasUnplacedLoss: hasLoss,
      comparison: comparison?.reported)
  }
}
