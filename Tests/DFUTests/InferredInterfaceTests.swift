import DFU
import Testing
import USB

/// Without descriptors only answers show which interface of a device is the one for DFU. Other
/// classes have requests of the same numbers: HID's GET_IDLE is A1h 2, CDC's CLEAR_COMM_FEATURE
/// 21h 4, a request of the audio class 21h 1.
@Suite struct `The DFU interface of a device without descriptors` {
  @Test func `requests to another interface than the one that showed DFU are not judged`() {
    var traffic = Traffic()
    traffic.getStatus(2, .appIDLE, interface: 3)
    traffic.send(2, ClassRequest.dnload.setup(value: 256, interface: 0x0A00, length: 4))
    traffic.send(2, ClassRequest.upload.setup(interface: 4, length: 1), data: [0])
    traffic.getStatus(2, .appIDLE, interface: 3)
    #expect(traffic.story() == ["DFU_GETSTATUS", "other 0", "other 4", "DFU_GETSTATUS"])
  }

  @Test func `those before the proof are not judged either`() {
    var traffic = Traffic()
    traffic.send(2, ClassRequest.clrStatus.setup(interface: 1))
    traffic.send(2, ClassRequest.abort.setup(interface: 3))
    traffic.getStatus(2, .dfuIDLE, interface: 3)
    #expect(traffic.story() == ["other 1", "DFU_ABORT", "DFU_GETSTATUS"])
  }

  @Test func `after an enumeration it may have another number`() {
    var traffic = Traffic()
    traffic.getStatus(2, .appIDLE, interface: 3)
    traffic.send(2, ClassRequest.detach.setup(value: 1000, interface: 3))
    traffic.setAddress(2)
    traffic.configure(2)
    traffic.getStatus(2, .dfuIDLE)
    traffic.send(2, ClassRequest.abort.setup())
    #expect(
      traffic.story() == [
        "DFU_GETSTATUS", "DFU_DETACH", "attached", "configured 1", "DFU_GETSTATUS", "DFU_ABORT",
      ])
  }

  @Test func `settings between a request and the proof are told`() {
    var traffic = Traffic()
    traffic.setInterface(2, 1)
    traffic.send(
      2, ClassRequest.upload.setup(value: 7, length: 64), data: Array(repeating: 0, count: 64))
    traffic.setInterface(2, 1)
    traffic.configure(2)
    traffic.setInterface(2, 1, interface: 5)
    traffic.getStatus(2, .dfuIDLE)
    traffic.setInterface(2, 1, interface: 5)
    traffic.setInterface(2, 0)
    #expect(
      traffic.story() == [
        "DFU_UPLOAD", "interface 1", "configured 1", "DFU_GETSTATUS", "interface 0",
      ])
  }

  @Test func `a loss between a request and the proof is told at its place`() {
    var traffic = Traffic()
    traffic.lose(2)
    traffic.send(2, ClassRequest.abort.setup())
    traffic.lose(2)
    traffic.lose(2)
    traffic.send(2, ClassRequest.abort.setup())
    traffic.lose(2)
    traffic.getStatus(2, .dfuIDLE)
    #expect(traffic.story() == ["DFU_ABORT", "gap", "DFU_ABORT", "gap", "DFU_GETSTATUS"])
  }

  /// Before SET_CONFIGURATION a device has no interfaces, and stalls (USB 2.0, 9.1.1.5).
  @Test(arguments: [true, false])
  func `what an enumerated device stalls before it is configured is no request of DFU`(
    _ isConfigured: Bool
  ) {
    var traffic = Traffic()
    traffic.setAddress(2)
    if isConfigured { traffic.configure(2) }
    traffic.send(2, ClassRequest.getStatus.setup(length: 6), .stalled)
    if !isConfigured { traffic.configure(2) }
    traffic.getStatus(2, .dfuIDLE)
    #expect(
      traffic.story() == ["attached"] + (isConfigured ? ["DFU_GETSTATUS"] : []) + ["DFU_GETSTATUS"])
  }

  @Test func `settings are no requests that look like DFU`() {
    var traffic = Traffic()
    traffic.send(2, ClassRequest.abort.setup(interface: 3))
    traffic.configure(2)
    #expect(traffic.tracker.unprovedCandidates.map(\.value.count) == [1])
  }
}

/// The device descriptor of the other mode is another one.
@Suite struct `The device descriptor after an enumeration` {
  @Test(arguments: [true, false])
  func `is part of a descriptor set only if the host has read it again`(_ isRead: Bool) {
    var traffic = Traffic()
    traffic.portReset()
    traffic.setAddress(2)
    traffic.readDevice(2)
    traffic.readConfiguration(2, protocol: 1)
    traffic.send(2, ClassRequest.detach.setup(value: 1000))
    traffic.portReset()
    traffic.setAddress(2)
    if isRead { traffic.readDevice(2, product: 9) }
    traffic.readConfiguration(2, protocol: 2)
    #expect(traffic.sets.map { $0.device?.product } == [8, isRead ? 9 : nil])
  }

  /// USB 2.0, 9.1.1.5 and 9.4.7.
  @Test func `after SET_CONFIGURATION 0 no request is judged`() {
    var traffic = Traffic()
    traffic.getStatus(2, .dfuIDLE)
    traffic.configure(2, 0)
    traffic.send(2, ClassRequest.getStatus.setup(length: 6), .stalled)
    traffic.configure(2)
    traffic.getStatus(2, .dfuIDLE)
    #expect(
      traffic.story() == [
        "DFU_GETSTATUS", "configured 0", "not configured", "configured 1", "DFU_GETSTATUS",
      ])
  }

  /// Other classes answer requests of this form with bytes of their own. In DFU mode an error goes
  /// with dfuERROR only (DFU 1.1, 6.1.3).
  @Test(
    arguments: [
      (0, 2, true), (0, 10, true), (1, 10, true), (1, 0, true), (1, 5, false), (1, 2, false),
      (0, 11, false), (16, 10, false),
    ] as [(UInt8, UInt8, Bool)])
  func `only a bStatus and a bState that go together prove DFU`(
    _ status: UInt8, _ state: UInt8, _ isProof: Bool
  ) {
    var traffic = Traffic()
    traffic.send(
      2, ClassRequest.getStatus.setup(length: 6), data: [status, 2, 3, 4, state, 6])
    #expect(traffic.tracker.sessions.isEmpty == !isProof)
  }
}
