/// Scenarios of recordings that do not show bus resets. What is written as inconclusive is a
/// violation in a recording that shows them.
enum HiddenResetScenarios {
  static let all = tolerant.map { Scenario(name: $0, text: ScenarioTests.header + $1) } + intolerant

  private static let tolerant: [(String, String)] = [
    (
      // A.2.6: a reset leads to appIDLE where the firmware is valid.
      "a download that is suddenly at run time may have been reset",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      +50 GETSTATUS -> OK 0 appIDLE ; device inconclusive dfuDNLOAD-IDLE.GETSTATUS
      """
    ),
    (
      // USB 2.0, 7.1.7.5: 10 ms of reset and 10 ms of recovery.
      "no reset is over in 15 ms",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      +15 GETSTATUS -> OK 0 appIDLE ; device violation dfuDNLOAD-IDLE.GETSTATUS
      """
    ),
    (
      // No reset leads to dfuMANIFEST.
      "a state that no reset leads to is a fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      +50 GETSTATUS -> OK 0 dfuMANIFEST ; device violation dfuDNLOAD-IDLE.GETSTATUS
      """
    ),
    (
      // After a reset the device would not be busy, so there was none.
      "a poll that comes too early is a fault where the answer shows that nothing was reset",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 200 dfuDNBUSY
      +50 GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; host violation T1
      """
    ),
    (
      // A.2.3 r2 and A.2.11 r4: a zero-length DNLOAD is wrong in dfuIDLE, in appIDLE and dfuERROR.
      "a request that is wrong after a reset too is a fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      +50 DNLOAD 0 0 -> STALL ; host violation H12
      """
    ),
  ]

  private static let intolerant = afterManifestation.map {
    Scenario(name: $0, text: manifested + $1)
  }

  /// A device with bitManifestationTolerant 0 shows dfuMANIFEST.
  private static let manifested = """
    attached left
    dfu dnload size=64 detach=1000
    configured 1
    GETSTATUS -> OK 0 dfuIDLE
    DNLOAD 0 64 -> ACK
    GETSTATUS -> OK 0 dfuDNLOAD-IDLE
    DNLOAD 1 0 -> ACK
    GETSTATUS -> OK 10 dfuMANIFEST

    """

  private static let afterManifestation: [(String, String)] = [
    (
      // 6.1.4, A.2.9: nothing but a reset comes after dfuMANIFEST. After it GETSTATUS is right.
      "a host that speaks again after the manifestation may have reset the bus",
      """
      +1000 GETSTATUS -> OK 0 appIDLE ; host inconclusive H17.quiet, device inconclusive GETSTATUS
      """
    ),
    (
      // Hosts send SET_CONFIGURATION to a device that arrived (USB 2.0, 9.1.1.5). One that was
      // plugged in again may begin in dfuIDLE (DFU 1.1, 7), and what is sent to it then is right.
      "after the manifestation a device that is configured anew may have arrived anew",
      """
      +1000 configured 1
      GETSTATUS -> OK 0 dfuIDLE ; host inconclusive H17.quiet
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      // A.2.8 r4. Only an enumeration changes the mode (5.1), so there was one.
      "after the manifestation a device that shows its run-time descriptors has come back",
      """
      +1000 run-time dnload size=64 detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE
      """
    ),
  ]
}
