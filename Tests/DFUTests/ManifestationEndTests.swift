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
}
