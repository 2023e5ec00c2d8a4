import DFU
import Testing
import USB

/// How updates and read-backs end. Each ending is argued from DFU 1.1 and USB 2.0.
@Suite struct ImageWatchTests {
  typealias Step = ImageTalk.Step

  /// Two full blocks, each accepted and written.
  static let twoBlocks: [Step] = [
    .down(64, block: 0), .shows(.dfuDNBUSY), .shows(.dfuDNLOADIDLE),
    .down(64, block: 1), .shows(.dfuDNBUSY), .shows(.dfuDNLOADIDLE),
  ]

  struct Conversation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: [Step]
    let endings: [ImageTransfer.Ending]

    init(_ name: String, _ steps: [Step], _ endings: ImageTransfer.Ending...) {
      testDescription = name
      self.steps = steps
      self.endings = endings
    }
  }

  @Test func `what was sent is written when dfuDNLOAD-IDLE is shown before the ABORT`() {
    func isWritten(_ steps: [Step]) -> [Bool] { ImageTalk(steps).images.map(\.isWritten) }
    #expect(isWritten(Self.twoBlocks + [.request(.abort), .shows(.dfuIDLE)]) == [true])
    #expect(isWritten(Self.twoBlocks + [.down(64, block: 2), .request(.abort)]) == [false])
    #expect(
      isWritten(Self.twoBlocks + [.down(64, block: 2), .shows(.dfuDNBUSY), .request(.abort)])
        == [false])
    #expect(isWritten(Self.twoBlocks + [.request(.abort, .stalled)]) == [false])
    #expect(isWritten([.up(64), .request(.abort)]) == [false])
  }

  /// Downloads. DFU 1.1, 6.1.1: a zero-length DNLOAD ends one. A.2.6 r4: ABORT leaves it.
  static let downloads: [Conversation] = [
    .init("a zero-length DNLOAD completes", twoBlocks + [.down(0)], .completed),
    .init(
      "what is asked after the end changes nothing",
      twoBlocks + [.down(0), .shows(.dfuMANIFEST), .shows(.dfuIDLE), .request(.abort)],
      .completed),
    .init("ABORT ends", twoBlocks + [.request(.abort), .shows(.dfuIDLE)], .aborted),
    .init(
      "a stalled ABORT ends nothing", twoBlocks + [.request(.abort, .stalled)],
      .recordingEnded),
    .init("a stalled block is refused", twoBlocks + [.down(64, block: 2, .stalled)], .refused),
    .init("the first block may be refused", [.down(64, block: 0, .stalled)], .refused),
    .init(
      "dfuERROR after a block refuses it",
      twoBlocks + [.down(64, block: 2), .shows(.dfuERROR, .errWRITE)], .refused),
    .init("GETSTATE shows an error too", twoBlocks + [.showsState(.dfuERROR)], .refused),
    .init(
      "an error in the manifestation refuses the whole image",
      twoBlocks + [.down(0), .shows(.dfuMANIFEST), .shows(.dfuERROR, .errFIRMWARE)], .refused),
    .init(
      "a stalled zero-length DNLOAD is refused (A.2.6 r3 lets a device disagree)",
      twoBlocks + [.down(0, .stalled), .shows(.dfuERROR, .errNOTDONE)], .refused),
    .init(
      "blocks that go on being stalled are one download",
      [.down(64, block: 0, .stalled), .down(64, block: 1, .stalled), .down(64, .stalled)],
      .refused),
    .init(
      "after CLRSTATUS another one begins",
      [
        .down(64, block: 0), .shows(.dfuERROR, .errERASE), .request(.clrStatus),
        .down(64, block: 0), .shows(.dfuDNLOADIDLE), .down(0),
      ], .refused, .completed),
    .init("a reset cuts it off", twoBlocks + [.event(.reset(.portResetRequest))], .reset),
    .init("a departure cuts it off", twoBlocks + [.event(.left(.portStatus))], .left),
    .init(
      "a block that ends with the departure is cut off",
      twoBlocks + [.down(64, .disconnected)], .left),
    .init(
      "a block that ends behind the departure belongs to what it cut off",
      twoBlocks + [.event(.left(.transfersShutDown)), .down(64, block: 2, .disconnected)], .left),
    .init(
      "where the first block ends with the departure, that is the download",
      [.event(.left(.transfersShutDown)), .down(64, block: 0, .disconnected)], .left),
    .init(
      "the next download of a device that came back is another",
      twoBlocks + [
        .event(.left(.transfersShutDown)), .down(64, block: 2, .disconnected),
        .event(.attached(.afterLeaving)), .down(64, block: 0), .down(0),
      ], .left, .completed),
    .init(
      "a block that still waits when the recording ends leaves it unended",
      twoBlocks + [.down(64, block: 2, .unanswered), .event(.end)], .recordingEnded),
    .init(
      "a new arrival without a departure cuts it off too",
      twoBlocks + [.event(.attached(.unexplained))], .left),
    .init(
      "a download that is never ended stays so at the end", twoBlocks + [.event(.end)],
      .recordingEnded),
    .init("DETACH does not end a download", twoBlocks + [.request(.detach)], .neverEnded),
    .init("an XMOS reset does not either", twoBlocks + [.xmos(.resetFromDFU)], .neverEnded),
    .init(
      "SET_INTERFACE does not, and ABORT still can",
      twoBlocks + [
        .event(.interfaceSet(alternate: 0)), .shows(.dfuDNLOADIDLE), .request(.abort),
      ], .aborted),
    .init(
      "SET_CONFIGURATION that leads to dfuIDLE leaves it unended",
      twoBlocks + [.event(.configured(value: 1)), .shows(.dfuIDLE)], .neverEnded),
    .init(
      "an upload in the middle leaves it unended", twoBlocks + [.up(10)], .neverEnded,
      .completed),
    .init(
      "a device that shows dfuIDLE by itself left it", twoBlocks + [.shows(.dfuIDLE)],
      .leftByDevice),
    .init(
      "with records missing nobody left it: the end is not seen",
      twoBlocks + [.event(.gap(.dropped)), .shows(.dfuIDLE)], .unseen),
    .init(
      "dfuMANIFEST shows that the zero-length DNLOAD is among the missing records",
      twoBlocks + [.event(.gap(.dropped)), .shows(.dfuMANIFEST)], .completed),
    .init(
      "a zero-length DNLOAD without completion may have been stalled",
      twoBlocks + [.down(0, .unknown)], .unseen),
    .init(
      "and the manifestation shows that it was not",
      twoBlocks + [.down(0, .unknown), .shows(.dfuMANIFESTSYNC)], .completed),
    .init("a zero-length DNLOAD alone is no update", [.down(0), .shows(.dfuERROR)]),
    .init("polls alone are no update", [.shows(.dfuIDLE), .request(.clrStatus)]),
    .init(
      "a request to another interface ends nothing",
      twoBlocks + [.event(.gap(.otherInterface(1))), .down(0)], .completed),
  ]

  /// Uploads. DFU 1.1, 6.2.1: a short block ends one; A.2.10 r4: ABORT leaves it.
  static let uploads: [Conversation] = [
    .init("a short block completes", [.up(64, block: 0), .up(10)], .completed),
    .init("an empty block is a short one", [.up(64, block: 0), .up(0)], .completed),
    .init("ABORT ends an upload", [.up(64, block: 0), .request(.abort)], .aborted),
    .init("a stalled UPLOAD is refused", [.up(0, block: 0, .stalled)], .refused),
    .init(
      "two uploads are two", [.up(64, block: 0), .up(1), .up(64, block: 0), .up(2)], .completed,
      .completed),
    .init(
      "a block in the middle leaves it unended", [.up(64), .down(64)], .neverEnded,
      .recordingEnded),
  ]

  @Test(arguments: downloads + uploads)
  func `a transfer ends as it is argued`(_ talk: Conversation) {
    #expect(ImageTalk(talk.steps).images.map(\.ending) == talk.endings)
  }

  @Test func `blocks, bytes and time are those of the data`() throws {
    let image = try #require(ImageTalk(Self.twoBlocks + [.down(40), .down(0)]).images.first)
    #expect(image.direction == .download)
    #expect(image.blocks == 3)
    #expect(image.bytes == 168)
    #expect(image.blockSize == 64)
    #expect(image.began.frame == 1)
    #expect(image.ended.frame == 16)
    #expect(image.ended.nanoseconds - image.began.nanoseconds == 8_000_000)
    #expect(!image.hasGap)
  }

  @Test func `a block that the device stalls is not counted`() throws {
    let steps = Self.twoBlocks + [.down(64, block: 2, .stalled)]
    #expect(ImageTalk(steps).images.first?.bytes == 128)
  }

  @Test func `an empty last block of an upload is no block with data`() {
    #expect(ImageTalk([.up(64, block: 0), .up(0)]).images.first?.blocks == 1)
  }

  @Test func `the state and the status are those that were shown last`() {
    let refused = ImageTalk(Self.twoBlocks + [.shows(.dfuERROR, .errVERIFY)]).images.first
    #expect(refused?.state == State.dfuERROR.rawValue)
    #expect(refused?.status == Status.errVERIFY.rawValue)
    let silent = ImageTalk([.down(64)]).images.first
    #expect(silent?.state == nil)
    let state = ImageTalk(Self.twoBlocks + [.showsState(.dfuERROR)]).images.first
    #expect(state?.state == State.dfuERROR.rawValue)
    #expect(state?.status == nil)
    let later = ImageTalk(Self.twoBlocks + [.request(.abort), .shows(.dfuIDLE)]).images.first
    #expect(later?.state == State.dfuIDLE.rawValue)
  }

  @Test(
    arguments: [
      ([], .notShown), ([.dfuMANIFESTSYNC], .begun), ([.dfuMANIFEST], .begun),
      ([.dfuMANIFEST, .dfuMANIFESTSYNC, .dfuIDLE], .done), ([.dfuMANIFESTWAITRESET], .done),
      ([.dfuIDLE], .done), ([.dfuDNLOADIDLE], .notShown),
    ] as [([State], ImageTransfer.Manifestation)])
  func `the manifestation is what the device shows of it`(
    states: [State], manifestation: ImageTransfer.Manifestation
  ) {
    let talk = ImageTalk(Self.twoBlocks + [.down(0)] + states.map { .shows($0) })
    #expect(talk.images.first?.manifestation == manifestation)
    #expect(talk.images.first?.isWhole == true)
  }

  @Test func `a refused image says whether all of it was sent`() {
    let whole = ImageTalk(Self.twoBlocks + [.down(0), .shows(.dfuERROR, .errVERIFY)])
    #expect(whole.images.first?.isWhole == true)
    #expect(ImageTalk([.down(64), .shows(.dfuERROR)]).images.first?.isWhole == false)
  }

  @Test func `blocks without a recorded answer are counted apart`() throws {
    let talk = ImageTalk(Self.twoBlocks + [.down(64, block: 2, .unknown), .down(40, .unknown)])
    let image = try #require(talk.images.first)
    #expect(image.blocks == 2 && image.bytes == 128)
    #expect(image.unansweredBlocks == 2 && image.unansweredBytes == 104)
    let readBack = try #require(ImageTalk([.up(0, .unknown), .up(0, .unknown)]).images.first)
    #expect(readBack.unansweredBlocks == 2 && readBack.unansweredBytes == 0)
  }

  @Test func `the end of an image and a DfuSe command are no blocks without an answer`() {
    let ends: [Step] = [.down(64, block: 0), .down(0, .unknown)]
    #expect(ImageTalk(ends).images.first?.unansweredBlocks == 0)
    let commands: [Step] = [
      .described(protocol: 2, device: 0x2200, dfu: 0x011A), .down(5, block: 0, .unknown),
    ]
    #expect(ImageTalk(commands).images.first?.unansweredBlocks == 0)
  }

  @Test func `records that are missing in a transfer are noted, and no others`() {
    let gap = Step.event(.gap(.unpaired))
    #expect(ImageTalk([gap] + Self.twoBlocks).images.first?.hasGap == false)
    #expect(ImageTalk(Self.twoBlocks + [gap, .down(0)]).images.first?.hasGap == true)
    #expect(ImageTalk(Self.twoBlocks + [.down(64, .unknown)]).images.first?.hasGap == true)
    #expect(ImageTalk(Self.twoBlocks + [.down(64, .unanswered)]).images.first?.hasGap == false)
  }

  @Test func `records that are missing somewhere may be missing in each transfer`() {
    let talk = ImageTalk(Self.twoBlocks + [.down(0), .up(10, block: 0), .down(64, block: 0)])
    var watch = talk.watch
    #expect(watch.images.map(\.hasGap) == [false, false, false])
    watch.doubtHistory()
    #expect(watch.images.map(\.hasGap) == [true, true, true])
  }

  @Test func `an end that the host did not send may be among the missing records`() {
    var watch = ImageTalk(Self.twoBlocks + [.shows(.dfuIDLE)]).watch
    watch.doubtHistory()
    #expect(watch.images.map(\.ending) == [.unseen])
  }

  // DFU 1.1, A.2.11: only DFU_CLRSTATUS leads out of dfuERROR. The device goes on all the same.
  @Test(
    arguments: [
      [.down(64, block: 0), .shows(.dfuERROR, .errWRITE), .down(64, block: 1, .stalled)],
      [.down(64, block: 0, .stalled)],
    ] as [[Step]])
  func `a refusal is told although both sides go on`(refusal: [Step]) {
    let images = ImageTalk(refusal + [.shows(.dfuDNBUSY)] + Self.twoBlocks + [.down(0)]).images
    #expect(images.map(\.ending) == [.completed])
    #expect(images.map(\.wasRefused) == [true])
    #expect(ImageTalk(Self.twoBlocks + [.down(0)]).images.map(\.wasRefused) == [false])
  }
}

/// A host that gives up: USB 2.0, 9.2.6.1 gives a device 5 s for a request; some hosts wait less.
@Suite struct GivenUpTests {
  typealias Step = ImageTalk.Step

  @Test(arguments: [1500, 5000] as [Int64], [TransferOutcome.cancelled, .timedOut])
  func `it is told after how long`(time: Int64, outcome: TransferOutcome) {
    let block = ImageTalk([.slow(time), .down(64, block: 0, outcome)]).images
    let poll = ImageTalk([.down(64, block: 0), .slow(time), .asks(outcome)]).images
    let expected = ImageTransfer.Ending.givenUp(afterNanoseconds: time * 1_000_000)
    #expect(block.map(\.ending) == [expected])
    #expect(block.map(\.blocks) == [0])
    #expect(poll.map(\.ending) == [expected])
  }

  @Test func `the reset after it does not hide who ended it`() {
    let steps: [Step] = [
      .down(64, block: 0), .slow(1500), .asks(.cancelled), .event(.reset(.portResetRequest)),
    ]
    #expect(
      ImageTalk(steps).images.map(\.ending) == [.givenUp(afterNanoseconds: 1_500_000_000)])
  }

  @Test func `a host that tries again and goes on has not given up`() {
    let steps: [Step] = [
      .down(64, block: 0), .slow(1500), .down(64, block: 1, .cancelled), .down(64, block: 1),
      .down(0),
    ]
    #expect(ImageTalk(steps).images.map(\.ending) == [.completed])
    #expect(ImageTalk(steps).images.map(\.blocks) == [2])
  }
}

/// bcdDevice (USB 2.0, 9.6.1) before and after a download.
@Suite struct VersionTests {
  typealias Step = ImageTalk.Step

  static let update: [Step] = [.down(64, block: 0), .shows(.dfuDNLOADIDLE), .down(0)]
  static let back: [Step] = [.event(.reset(.portResetRequest)), .event(.attached(.afterReset))]

  private func versions(_ steps: [Step]) -> [[UInt16?]] {
    ImageTalk(steps).images.map { [$0.versions.before, $0.versions.after] }
  }

  @Test func `the run-time version counts when it was shown`() {
    let steps: [Step] =
      [.described(protocol: 1, device: 0x0100)] + Self.back
      + [.described(protocol: 2, device: 0x0001)] + Self.update + Self.back
      + [.described(protocol: 1, device: 0x0101)]
    #expect(versions(steps) == [[0x0100, 0x0101]])
  }

  @Test func `without one the version in DFU mode counts`() {
    let steps: [Step] =
      [.described(protocol: 2, device: 0x0100)] + Self.update + Self.back
      + [.described(protocol: 2, device: 0x0100)]
    #expect(versions(steps) == [[0x0100, 0x0100]])
  }

  @Test func `versions of two modes are not compared`() {
    let steps: [Step] =
      [.described(protocol: 2, device: 0x0001)] + Self.update + Self.back
      + [.described(protocol: 1, device: 0x0101)]
    #expect(versions(steps) == [[nil, 0x0101]])
  }

  @Test func `descriptors that are read before the device came back tell nothing new`() {
    let steps: [Step] =
      [.described(protocol: 2, device: 0x0100)] + Self.update
      + [.described(protocol: 2, device: 0x0100)]
    #expect(versions(steps) == [[0x0100, nil]])
  }

  @Test func `a read-back between update and reset does not hide the version`() {
    let steps: [Step] =
      [.described(protocol: 1, device: 0x0100)] + Self.update + [.up(64, block: 0), .up(1)]
      + Self.back + [.described(protocol: 1, device: 0x0102)]
    #expect(versions(steps) == [[0x0100, 0x0102], [nil, nil]])
  }

  @Test func `each of two updates has its own versions`() {
    let once: [Step] = Self.update + Self.back
    let steps: [Step] =
      [.described(protocol: 1, device: 1)] + once + [.described(protocol: 1, device: 2)] + once
      + [.described(protocol: 1, device: 3)]
    #expect(versions(steps) == [[1, 2], [2, 3]])
  }
}

/// DfuSe sends commands with wBlockNum 0 and data from wBlockNum 2 on (ST AN3156).
@Suite struct DfuSeImageTests {
  typealias Step = ImageTalk.Step

  static let address: [UInt8] = [0x21, 0, 0, 0, 8]

  @Test func `commands are counted apart from the data`() {
    let talk = ImageTalk([
      .described(protocol: 2, device: 0x2200, dfu: DfuSeDialect.version),
      .sends([0x41, 0, 0, 0, 8]), .shows(.dfuDNLOADIDLE), .sends(Self.address),
      .shows(.dfuDNLOADIDLE), .down(64, block: 2), .shows(.dfuDNLOADIDLE), .request(.abort),
    ])
    #expect(talk.images.map(\.commands) == [2])
    #expect(talk.images.map(\.blocks) == [1])
    #expect(talk.images.map(\.bytes) == [64])
  }

  @Test func `another version of DFU has no commands`() {
    let talk = ImageTalk([.described(protocol: 2, device: 1), .sends(Self.address)])
    #expect(talk.images.map(\.commands) == [0])
    #expect(talk.images.map(\.bytes) == [5])
  }

  @Test func `without descriptors the form of the data tells a command`() {
    #expect(ImageTalk([.sends(Self.address)]).images.map(\.commands) == [1])
    #expect(ImageTalk([.sends([1, 2, 3, 4, 5])]).images.map(\.commands) == [0])
  }

  @Test func `the list of commands that is read with wBlockNum 0 is no image`() {
    let talk = ImageTalk([
      .described(protocol: 2, device: 0x2200, dfu: DfuSeDialect.version), .up(4, block: 0),
      .up(64, block: 2), .request(.abort),
    ])
    #expect(talk.images.map(\.commands) == [1])
    #expect(talk.images.map(\.bytes) == [64])
    #expect(talk.images.map(\.ending) == [.aborted])
  }
}

/// A session with very many transfers.
@Suite struct ManyImagesTests {
  @Test func `the first are told, the others counted`() {
    let more = 7
    var talk = ImageTalk()
    for _ in 0..<ImageWatch.limit + more {
      for step: ImageTalk.Step in [.down(64, block: 0), .down(0)] { talk.take(step) }
    }
    for step: ImageTalk.Step in [.up(64, block: 0), .request(.abort)] { talk.take(step) }
    #expect(talk.images.count == ImageWatch.limit)
    #expect(talk.watch.further.downloads == more)
    #expect(talk.watch.further.uploads == 1)
    #expect(talk.watch.further.completed == more)
  }
}
