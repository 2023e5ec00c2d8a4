import DFU
import Testing
import USB

/// What a dfuERROR behind the zero-length DNLOAD says of the update. DFU 1.1, A.1: a request that
/// has no transition is stalled and leads to dfuERROR; A.2.7 r2: dfuIDLE is shown when the
/// manifestation is complete.
@Suite struct ManifestationEndTests {
  typealias Step = ImageTalk.Step

  private static let sent: [Step] = [.down(64, block: 0), .shows(.dfuDNLOADIDLE), .down(0)]

  private func image(_ steps: [Step]) throws -> ImageTransfer {
    let images = ImageTalk(Self.sent + steps).images
    #expect(images.count == 1)
    return try #require(images.first)
  }

  /// The device left the manifestation for dfuERROR, and the new firmware is not in use.
  @Test(arguments: [ClassRequest.clrStatus, .abort, .detach])
  func `a request that is stalled in the manifestation refuses the image`(
    _ request: ClassRequest
  ) throws {
    let stalled = Step.request(request, .stalled)
    for before in [[], [.shows(.dfuMANIFEST)]] as [[Step]] {
      let image = try image(before + [stalled, .shows(.dfuERROR, .errSTALLEDPKT)])
      #expect(image.ending == .refused)
      #expect(image.isWhole)
      #expect(image.state == State.dfuERROR.rawValue)
    }
  }

  /// A device that stalls and stays in the manifestation is no further from its end.
  @Test func `a stalled request that changes nothing ends nothing`() throws {
    let image = try image([.request(.abort, .stalled), .shows(.dfuMANIFEST), .shows(.dfuIDLE)])
    #expect(image.ending == .completed)
    #expect(image.manifestation == .done)
  }

  /// ABORT and CLRSTATUS lead to dfuIDLE where they are acknowledged (AMB-01, AMB-02): that state
  /// then says nothing of a manifestation.
  @Test(arguments: [ClassRequest.clrStatus, .abort])
  func `what is shown behind an acknowledged request is not the manifestation`(
    _ request: ClassRequest
  ) throws {
    let image = try image([.request(request), .shows(.dfuIDLE)])
    #expect(image.manifestation == .notShown)
  }

  /// The image is in use by then; what is refused later is another matter.
  @Test(
    arguments: [
      [], [.down(0, .stalled)], [.request(.clrStatus, .stalled)], [.request(.abort, .stalled)],
    ] as [[Step]])
  func `an error after the manifestation does not refuse the image`(_ cause: [Step]) throws {
    let done: [Step] = [.shows(.dfuMANIFEST), .shows(.dfuIDLE)]
    let image = try image(done + cause + [.shows(.dfuERROR, .errSTALLEDPKT)])
    #expect(image.ending == .completed)
    #expect(image.manifestation == .done)
  }

  /// A.2.10 r2: the short block was the last, and the file is whole.
  @Test(arguments: [[], [.request(.clrStatus, .stalled)]] as [[Step]])
  func `an error after the last block of a read-back does not refuse it`(_ cause: [Step]) {
    let steps: [Step] = [.up(64, block: 0), .up(10)] + cause
    let images = ImageTalk(steps + [.shows(.dfuERROR, .errSTALLEDPKT)]).images
    #expect(images.map(\.ending) == [.completed])
  }

  /// The dfuERROR is of the CLRSTATUS, long after the read-back: it says nothing of that.
  @Test func `what is stalled after a read-back is not shown with it`() throws {
    let steps: [Step] = [
      .up(64, block: 0), .request(.abort), .shows(.dfuIDLE), .request(.clrStatus, .stalled),
      .shows(.dfuERROR, .errSTALLEDPKT),
    ]
    let image = try #require(ImageTalk(steps).images.first)
    #expect(image.ending == .aborted)
    #expect(image.state == State.dfuIDLE.rawValue)
  }

  /// A.2.7 r1: GETSTATUS starts the manifestation. An ABORT before it leads to dfuIDLE where the
  /// device takes it (Figure A.1, AMB-01).
  @Test(arguments: [[], [.showsState(.dfuMANIFESTSYNC)]] as [[Step]])
  func `an ABORT that is taken before GETSTATUS takes the image back`(_ before: [Step]) throws {
    let image = try image(before + [.request(.abort), .shows(.dfuIDLE)])
    #expect(image.ending == .aborted)
    #expect(image.isWhole)
    #expect(image.state == State.dfuIDLE.rawValue)
  }

  /// The answer does not tell, and the manifestation may have begun.
  @Test(
    arguments: [
      [.shows(.dfuMANIFEST)], [.asks(.wireError)], [.asks(.unknown)], [.asks(.cancelled)],
    ] as [[Step]])
  func `an ABORT behind a GETSTATUS takes nothing back`(_ before: [Step]) throws {
    #expect(try image(before + [.request(.abort), .shows(.dfuIDLE)]).ending == .completed)
  }

  // MARK: - A zero-length DNLOAD without an answer

  private static let block: [Step] = [.down(64, block: 0), .shows(.dfuDNLOADIDLE)]
  private static let lost: [TransferOutcome] = [
    .wireError, .timedOut, .cancelled, .unanswered, .overflowed,
  ]

  /// A.2.6: only an accepted zero-length DNLOAD leads there.
  @Test(arguments: Self.lost, [State.dfuMANIFESTSYNC, .dfuMANIFEST, .dfuMANIFESTWAITRESET])
  func `the manifestation shows that the zero-length DNLOAD came`(
    _ outcome: TransferOutcome, _ state: State
  ) throws {
    let image = try #require(
      ImageTalk(Self.block + [.down(0, outcome), .shows(state), .shows(.dfuIDLE)]).images.last)
    #expect(image.ending == .completed)
    #expect(image.isWhole)
    #expect(image.manifestation == .done)
  }

  @Test func `dfuIDLE behind a zero-length DNLOAD that met an error shows that it came`() throws {
    let lost = Self.block + [.down(0, .wireError)]
    let image = try #require(ImageTalk(lost + [.shows(.dfuIDLE)]).images.last)
    #expect(image.ending == .completed)
    #expect(image.manifestation == .done)
    let turned = lost + [.event(.interfaceSet(alternate: 0)), .shows(.dfuIDLE)]
    #expect(ImageTalk(turned).images.last?.ending == .neverEnded)
  }

  @Test func `a zero-length DNLOAD that did not come is sent again`() throws {
    let again: [Step] = [.down(0, .wireError), .shows(.dfuDNLOADIDLE), .down(0), .shows(.dfuIDLE)]
    let images = ImageTalk(Self.block + again).images
    #expect(images.map(\.ending) == [.completed])
  }

  @Test func `the manifestation of a device that was sent no end completes nothing`() throws {
    let image = ImageTalk(Self.block + [.down(64, .wireError), .shows(.dfuMANIFEST)]).images.last
    #expect(image?.ending == .recordingEnded)
  }

  // MARK: - The first block of the next transfer

  /// A.2.6 r4 and A.2.10 r5: the device is in dfuIDLE behind the ABORT.
  @Test func `a first block that is stalled behind an ABORT is a transfer of its own`() throws {
    let refused: [Step] = [.shows(.dfuERROR, .errVENDOR)]
    let downloads = ImageTalk(Self.block + [.request(.abort), .down(64, .stalled)] + refused)
    #expect(downloads.images.map(\.ending) == [.aborted, .refused])
    #expect(downloads.images.first?.state == State.dfuDNLOADIDLE.rawValue)
    let uploads = ImageTalk([.up(64), .request(.abort), .up(0, .stalled)] + refused)
    #expect(uploads.images.map(\.ending) == [.aborted, .refused])
  }

  @Test func `a block that is stalled again is of the transfer that was refused`() throws {
    let images = ImageTalk(Self.block + [.down(64, .stalled), .down(64, .stalled)]).images
    #expect(images.map(\.ending) == [.refused])
  }
}
