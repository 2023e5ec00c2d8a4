/// What both sides are judged on, and the numbers of blocks. All begin in DFU mode, enumerated,
/// `dnload upload tolerant`, 64-byte blocks.
extension Scenarios {
  static let beliefs: [(String, String)] = [
    (
      // In dfuERROR the device had to acknowledge it (A.2.11 r3), in dfuIDLE the host must not send
      // it (6.1.3). The state was not shown.
      "a first CLRSTATUS that is stalled leaves both sides open",
      """
      CLRSTATUS -> STALL ; device inconclusive CLRSTATUS, host inconclusive H14
      """
    ),
    (
      // A.2.11 r3: in dfuERROR both are right.
      "a first CLRSTATUS that is acknowledged is right for both sides",
      """
      CLRSTATUS -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // The state was shown, so that the device is right (A.2.3 r8) and the host is not (6.1.3).
      "a CLRSTATUS in dfuIDLE that is stalled is the host's fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      CLRSTATUS -> STALL ; host violation H14
      """
    ),
    (
      // Only bitManifestationTolerant 0 leads to dfuMANIFEST-WAIT-RESET (A.2.8 r3), where a device
      // does nothing. No other state has a row that allows silence (USB 2.0, 9.2.6.1).
      "a tolerant device that hangs is not waiting for a reset",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> HANG ; device violation dfuIDLE.DNLOAD
      GETSTATUS -> HANG ; device violation GETSTATUS
      """
    ),
    (
      // In the state that the device shows only a reset leads on (A.2.9 r2).
      "a host that resets a tolerant device in dfuMANIFEST-WAIT-RESET is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 0 dfuMANIFEST
      +1 GETSTATUS -> OK 0 dfuMANIFEST-WAIT-RESET ; device violation A.2
      reset
      """
    ),
    (
      // USB 2.0, 9.2.6.1: 5 s, whatever ended the transfer.
      "silence that ends by unplugging is silence",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> GONE /60000 ; device violation dfuIDLE.DNLOAD
      """
    ),
    (
      // The device had 5 s and was gone before.
      "a transfer that unplugging ends in time says nothing",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> GONE /100
      """
    ),
  ]

  static let cleared: [(String, String)] = [
    (
      // DFU_CLRSTATUS clears the error and leads to dfuIDLE (A.2.11 r3). Nothing was sent since, so
      // that there is nothing that could have failed with the same code.
      "a CLRSTATUS that is acknowledged without effect is a fault",
      """
      GETSTATUS -> errWRITE 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATUS -> errWRITE 0 dfuERROR ; device violation A.2.11/dfuERROR.CLRSTATUS
      """
    ),
    (
      // Figure A.1 lets a device fail at any time; another code is another error.
      "another code after CLRSTATUS is a new error",
      """
      GETSTATUS -> errWRITE 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATUS -> errPOR 0 dfuERROR ; device note dfuIDLE.GETSTATUS
      """
    ),
    (
      // The state byte showed that the error was cleared: the same code is a new error.
      "the same code after dfuIDLE was shown is a new error",
      """
      GETSTATUS -> errWRITE 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATE -> state dfuIDLE
      GETSTATUS -> errWRITE 0 dfuERROR ; device note dfuIDLE.GETSTATUS
      """
    ),
    (
      // A block that fails again with the same code (A.2.3 r1, AMB-11).
      "the same code after another block is a new error",
      """
      GETSTATUS -> errWRITE 0 dfuERROR
      CLRSTATUS -> ACK
      DNLOAD 0 64 -> ACK
      GETSTATUS -> errWRITE 0 dfuERROR
      """
    ),
  ]

  static let numbers: [(String, String)] = [
    (
      // SET_INTERFACE may end the download (AMB-28), and the first number is free (AMB-21).
      "a block number is free after SET_INTERFACE",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 5 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      interface 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      // The status shows that the download goes on, and 6 is due (6.1.1).
      "a status after SET_INTERFACE that shows the download binds the number again",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 5 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      interface 1
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 0 64 -> ACK ; host violation H08
      """
    ),
    (
      // Table 3.1: zero throughout.
      "uploads that all have the number zero are right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 0 64 -> bytes 64
      UPLOAD 0 64 -> bytes 4
      """
    ),
    (
      // The second 0 is no count, and the 1 is not zero throughout: no reading allows both.
      "uploads that begin with zeros and then count are wrong at the first that counts",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64 ; host violation H08
      UPLOAD 2 64 -> bytes 4
      """
    ),
    (
      // 0, 1 counts, and the second 0 is neither 2 nor zero throughout.
      "uploads that count and then fall back to zero are wrong",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      UPLOAD 0 64 -> bytes 64 ; host violation H08
      """
    ),
    (
      // 6.1.1 has the zero-length block end a download; AMB-28 leaves open whether this does.
      "a SET_INTERFACE in a download that was not ended is noted",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      interface 1 ; host note H11.setting
      """
    ),
    (
      // Power may have been lost: nothing shows that the host was done.
      "a device that leaves in a download is not held against the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      left
      """
    ),
    (
      // That the recording ended says nothing of the host.
      "a recording that ends in a download blames nobody",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      end
      """
    ),
  ]
}
