/// Scenarios of what a device may be after a wrong answer, and of what its host may then do. All
/// begin in DFU mode, enumerated, `dnload upload tolerant`, 64-byte blocks. Notes that are not
/// written down must not come.
enum ModeScenarios {
  static let all = stalled + recovered

  /// Table 3.2 leaves GETSTATUS and GETSTATE out in run-time mode only, and only an enumeration
  /// changes the mode (5.1).
  private static let stalled: [(String, String)] = [
    (
      // A.2.6 r4: the ABORT and its answer are right.
      "two statuses that are stalled in a download are two faults, the ABORT after them none",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      GETSTATUS -> STALL ; device violation dfuDNLOAD-IDLE.GETSTATUS
      GETSTATUS -> STALL ; device violation GETSTATUS
      ABORT -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // A.2.3 r2: the first block is right wherever it is taken.
      "two state bytes that are stalled in dfuIDLE do not make the next block one of run-time mode",
      """
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATE -> STALL ; device violation dfuIDLE.GETSTATE
      GETSTATE -> STALL ; device violation GETSTATE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      // A.2.11 r3.
      "a CLRSTATUS after two stalled statuses in dfuERROR is right",
      """
      GETSTATUS -> errWRITE 0 dfuERROR
      GETSTATUS -> STALL ; device violation dfuERROR.GETSTATUS
      GETSTATUS -> STALL ; device violation dfuERROR.GETSTATUS
      CLRSTATUS -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // Table 3.2: no DETACH in DFU mode, and the device is in DFU mode.
      "a DETACH after two stalled statuses is still one in DFU mode",
      """
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> STALL ; device violation dfuIDLE.GETSTATUS
      GETSTATUS -> STALL ; device violation GETSTATUS
      DETACH 1000 -> STALL ; host violation H20
      """
    ),
    (
      // In dfuIDLE it breaks A.2.3 r2, in dfuERROR A.2.11 r4: the host is wrong in both.
      "a zero-length DNLOAD is the host's fault where each state that is left forbids it",
      """
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> STALL ; device violation dfuIDLE.GETSTATUS
      DNLOAD 0 0 -> STALL ; host violation H12
      """
    ),
    (
      // bState 0 belongs to run-time mode. The host goes by the descriptors (A.2.3 r2).
      "appIDLE shown by a device in DFU mode is its one fault, and a download is right",
      """
      GETSTATUS -> OK 0 appIDLE ; device violation GETSTATUS
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      // In appIDLE it is no request of run-time mode (Table 3.2, a warning), in dfuIDLE it breaks
      // A.2.3 r2, in dfuERROR A.2.11 r4: the mildest of them is certain.
      "a request that is wrong in both modes is the host's fault, whatever was shown",
      """
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> OK 0 appIDLE ; device violation dfuIDLE.GETSTATUS
      DNLOAD 0 0 -> STALL ; host violation H01
      """
    ),
  ]

  /// What gives up a download or upload is ABORT (6.1.4). A host that resets the bus because the
  /// device fails is not at fault: in dfuERROR nothing forbids it.
  private static let recovered: [(String, String)] = [
    (
      "a reset after a stalled status in a download is no fault of the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      GETSTATUS -> STALL ; device violation dfuDNLOAD-IDLE.GETSTATUS
      reset
      """
    ),
    (
      // 6.1.2: there are states 0 to 10.
      "a reset after a status with a state that does not exist is no fault of the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      GETSTATUS -> hex 00 00 00 00 0B 00 ; device violation dfuDNLOAD-IDLE
      reset
      """
    ),
    (
      "a reset after a stalled status in an upload is no fault of the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      GETSTATUS -> STALL ; device violation dfuUPLOAD-IDLE.GETSTATUS
      reset
      """
    ),
    (
      "a reset out of nothing in a download is the host's fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      reset ; host violation H11.reset
      """
    ),
    (
      // The download is under way, and the device was never asked (6.1.1).
      "a reset behind a block that was not polled is the host's fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      reset ; host violation H11.reset
      """
    ),
    (
      // A.2.4 r4 refuses ABORT there (AMB-01), and a zero-length DNLOAD as well.
      "a reset of a device that stays busy is a note at most",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 500 dfuDNBUSY
      +501 GETSTATUS -> OK 500 dfuDNBUSY
      +501 GETSTATUS -> OK 500 dfuDNBUSY
      +501 reset ; host note H11.busy
      """
    ),
  ]
}
