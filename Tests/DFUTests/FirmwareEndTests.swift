import DFU
import Testing
import USB

/// What becomes of an image when the device comes back from a restart, or when the host turns to
/// other blocks while the device manifests. Each ending is argued from DFU 1.1.
@Suite struct FirmwareEndTests {
  typealias Step = ImageTalk.Step

  private static let sent: [Step] = [.down(64, block: 0), .shows(.dfuDNLOADIDLE), .down(0)]
  private static let reset: [Step] = [
    .event(.reset(.portResetRequest)), .event(.attached(.afterReset)),
  ]
  private static let corrupt = Step.shows(.dfuERROR, .errFIRMWARE)

  private func image(_ steps: [Step]) throws -> ImageTransfer {
    let images = ImageTalk(Self.sent + steps).images
    #expect(images.count == 1)
    return try #require(images.first)
  }

  // A.2.7 r6, A.2.8 r5 and A.2.9 r3: a reset in the manifestation, or after it, leads to dfuERROR
  // where the firmware is not valid. 6.1.2: errFIRMWARE says that it is corrupt.
  @Test(
    arguments: [
      [], [.shows(.dfuMANIFESTSYNC)], [.shows(.dfuMANIFEST)],
      [.shows(.dfuMANIFEST), .shows(.dfuMANIFESTWAITRESET)],
      [.shows(.dfuMANIFEST), .shows(.dfuIDLE), .request(.abort)],
    ] as [[Step]])
  func `errFIRMWARE after the reset refuses the image`(_ shown: [Step]) throws {
    let image = try image(shown + Self.reset + [Self.corrupt])
    #expect(image.ending == .refused)
    #expect(image.isWhole)
    #expect(image.state == State.dfuERROR.rawValue)
    #expect(image.status == Status.errFIRMWARE.rawValue)
  }

  // The power-on reset and the departure of a device that detaches by itself lead there too.
  @Test(
    arguments: [
      [.event(.left(.portStatus)), .event(.attached(.afterLeaving))],
      [.event(.attached(.unexplained))],
      [.event(.reset(.portResetRequest))],
    ] as [[Step]])
  func `however the device restarts, errFIRMWARE refuses the image`(_ restart: [Step]) throws {
    #expect(try image([.shows(.dfuMANIFEST)] + restart + [Self.corrupt]).ending == .refused)
  }

  // AMB-10: which code a device with corrupt firmware shows is open. GETSTATE shows none.
  @Test(
    arguments: [
      .shows(.dfuERROR, .errUSBR), .shows(.dfuERROR, .errPOR), .showsState(.dfuERROR),
    ] as [Step])
  func `dfuERROR is the first state only where the firmware is corrupt`(_ shown: Step) throws {
    #expect(try image(Self.reset + [shown]).ending == .refused)
  }

  // A.1: a request that a state does not allow is stalled, and leads to dfuERROR. That error is of
  // the request.
  @Test(
    arguments: [
      [.request(.clrStatus, .stalled), .shows(.dfuERROR, .errSTALLEDPKT)],
      [.shows(.dfuERROR, .errSTALLEDPKT)], [.asks(.stalled), .showsState(.dfuERROR)],
    ] as [[Step]])
  func `an error of a stalled request says nothing of the firmware`(_ steps: [Step]) throws {
    let image = try image([.shows(.dfuMANIFEST)] + Self.reset + steps)
    #expect(image.ending == .completed)
    #expect(image.manifestation == .begun)
  }

  // It is valid then; an error later has another cause, and a later restart is another matter.
  @Test(arguments: [.appIDLE, .dfuIDLE] as [State])
  func `what comes after the first state says nothing of the firmware`(_ state: State) throws {
    let back: [Step] = Self.reset + [.shows(state)]
    #expect(try image(back + [Self.corrupt]).ending == .completed)
    #expect(try image(back + Self.reset + [Self.corrupt]).ending == .completed)
  }

  // A.2.4 r6, A.2.6 r9: part of the firmware is overwritten. The reset ended the download.
  @Test func `a download that was cut off keeps its end, and shows what it left`() throws {
    let steps: [Step] = [.down(64, block: 0), .shows(.dfuDNLOADIDLE)] + Self.reset
    let image = try #require(ImageTalk(steps + [Self.corrupt]).images.first)
    #expect(image.ending == .reset)
    #expect(image.state == State.dfuERROR.rawValue)
    #expect(image.status == Status.errFIRMWARE.rawValue)
  }

  // 6.2: a read-back changes no firmware.
  @Test func `a read-back between download and reset is not what is corrupt`() {
    let images = ImageTalk(
      Self.sent + [.shows(.dfuIDLE), .up(64, block: 0), .up(10)] + Self.reset + [Self.corrupt]
    ).images
    #expect(images.map(\.ending) == [.refused, .completed])
    let alone = ImageTalk([.up(64, block: 0), .up(10)] + Self.reset + [Self.corrupt]).images
    #expect(alone.map(\.ending) == [.completed])
  }

  // The download behind the restart is another one, with an end of its own.
  @Test func `an error behind the next download is of that one`() {
    let next: [Step] = [.down(64, block: 0), .shows(.dfuERROR, .errWRITE)]
    #expect(
      ImageTalk(Self.sent + Self.reset + next).images.map(\.ending) == [.completed, .refused])
    #expect(
      ImageTalk(Self.sent + Self.reset + [.up(10)] + Self.reset + [Self.corrupt]).images
        .map(\.ending) == [.completed, .completed])
  }

  // A.2.7 r4 and A.2.8 r1: DNLOAD and UPLOAD are stalled there, and lead to dfuERROR. They begin
  // nothing: a download and an upload begin in dfuIDLE (A.2.3 r1, r3).
  @Test(arguments: [.down(64, block: 0, .stalled), .up(0, block: 0, .stalled)] as [Step])
  func `a block that is stalled in the manifestation begins nothing`(_ block: Step) throws {
    for shown in [[], [.shows(.dfuMANIFESTSYNC)], [.shows(.dfuMANIFEST)]] as [[Step]] {
      let image = try image(shown + [block, .shows(.dfuERROR, .errSTALLEDPKT)])
      #expect(image.ending == .refused)
      #expect(image.isWhole)
      #expect(image.status == Status.errSTALLEDPKT.rawValue)
    }
    // A device that stays in the manifestation is no further from its end.
    #expect(try image([block, .shows(.dfuMANIFEST), .shows(.dfuIDLE)]).ending == .completed)
  }

  // Not every device answers while it manifests (6.1.2). The host gave up a block that the device
  // could not take.
  @Test(
    arguments: [
      .up(0, block: 0, .cancelled), .down(64, block: 0, .timedOut), .up(0, .disconnected),
    ] as [Step])
  func `a block without an answer in the manifestation begins nothing`(_ block: Step) throws {
    let image = try image([.shows(.dfuMANIFEST), block])
    #expect(image.ending == .completed)
    #expect(image.manifestation == .begun)
  }

  // A.2.7 r2: dfuIDLE shows that the manifestation is complete. A block may begin a transfer then,
  // and one that the device takes begins one in any state.
  @Test func `a block after the manifestation, or one that is taken, begins a transfer`() {
    let done: [Step] = [.shows(.dfuMANIFEST), .shows(.dfuIDLE)]
    #expect(
      ImageTalk(Self.sent + done + [.up(0, block: 0, .stalled)]).images.map(\.ending)
        == [.completed, .refused])
    #expect(
      ImageTalk(Self.sent + [.up(10, block: 0)]).images.map(\.ending) == [.completed, .completed])
  }
}

/// Records that are missing since a frame that is long ago: a lost completion shows late.
@Suite struct LateGapTests {
  typealias Step = ImageTalk.Step

  private static let downloads: [Step] = [
    .down(64, block: 0), .down(0), .request(.clrStatus),  // frames 1 to 6
    .down(64, block: 0), .down(0), .request(.clrStatus),  // frames 7 to 12
    .down(64, block: 0), .down(0), .request(.clrStatus),  // frames 13 to 18
  ]

  private func gaps(behind frame: Int) -> [Bool] {
    var watch = ImageTalk(Self.downloads).watch
    watch.observe(
      Observation(.gap(.unpaired), at: Moment(frame: frame, nanoseconds: 0)))
    return watch.images.map(\.hasGap)
  }

  @Test func `records may be missing in each transfer that went on behind the frame`() {
    #expect(gaps(behind: 1) == [true, true, true])
    #expect(gaps(behind: 3) == [true, true, true])
    #expect(gaps(behind: 4) == [false, true, true])
    #expect(gaps(behind: 9) == [false, true, true])
    #expect(gaps(behind: 12) == [false, false, true])
    #expect(gaps(behind: 17) == [false, false, false])
  }

  // The ABORT may be among the missing records. It came before the answer that showed dfuIDLE.
  @Test func `an end that the host did not send may be missing behind the frame`() {
    let left: [Step] = [
      .down(64, block: 0), .shows(.dfuDNLOADIDLE), .shows(.dfuIDLE), .request(.clrStatus),
    ]
    func ending(behind frame: Int) -> [ImageTransfer.Ending] {
      var watch = ImageTalk(left).watch
      watch.observe(Observation(.gap(.unpaired), at: Moment(frame: frame, nanoseconds: 0)))
      return watch.images.map(\.ending)
    }
    #expect(ending(behind: 3) == [.unseen])
    #expect(ending(behind: 5) == [.unseen])
    #expect(ending(behind: 6) == [.leftByDevice])
  }
}
