import Testing

@testable import DFU

/// A transfer whose host turned to something else: SET_INTERFACE or SET_CONFIGURATION may end it,
/// which DFU 1.1 does not say (AMB-28). What the device shows next tells.
@Suite struct TurnedTransferTests {
  private let download: [ImageTalk.Step] = [
    .shows(.dfuIDLE), .down(64), .shows(.dfuDNLOADIDLE), .event(.interfaceSet(alternate: 0)),
  ]

  private func ending(_ steps: [ImageTalk.Step]) -> ImageTransfer.Ending? {
    ImageTalk(steps + [.event(.end)]).images.first?.ending
  }

  @Test func `until the device shows its state the host has turned away`() {
    #expect(ending(download) == .neverEnded)
  }

  @Test(arguments: [State.dfuDNLOADSYNC, .dfuDNBUSY, .dfuDNLOADIDLE])
  func `a device that still shows the download has it open`(_ state: State) {
    #expect(ending(download + [.shows(state)]) == .recordingEnded)
    #expect(ending(download + [.shows(state), .event(.reset(.recorded))]) == .reset)
    #expect(ending(download + [.shows(state), .shows(.dfuIDLE)]) == .leftByDevice)
  }

  @Test(arguments: [State.dfuUPLOADIDLE, .dfuMANIFESTSYNC])
  func `a state of another transfer does not show it`(_ state: State) {
    #expect(ending(download + [.shows(state)]) != .recordingEnded)
  }

  @Test func `an upload goes on in dfuUPLOAD-IDLE`() {
    let upload: [ImageTalk.Step] = [.up(64), .event(.interfaceSet(alternate: 0))]
    #expect(ending(upload) == .neverEnded)
    #expect(ending(upload + [.shows(.dfuUPLOADIDLE)]) == .recordingEnded)
  }
}
