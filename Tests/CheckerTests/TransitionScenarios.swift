/// Scenarios of what an answer tells of the exchange or event before it. All begin in DFU mode,
/// enumerated, `dnload upload tolerant`, 64-byte blocks. Notes that are not written down must not
/// come.
enum TransitionScenarios {
  static let all = noted + told + missed + followed

  /// An outcome with a note has the same reply as one that passes.
  private static let noted: [(String, String)] = [
    (
      // A.2.3 r3 leads to dfuUPLOAD-IDLE; A.2.10 r2 has a short frame end the upload (AMB-07).
      "a first short UPLOAD that leads to dfuIDLE is a note where that shows",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 20
      GETSTATUS -> OK 0 dfuIDLE ; device note AMB-07
      """
    ),
    (
      // A.2.3 r3, to the letter.
      "a first short UPLOAD that leads to dfuUPLOAD-IDLE is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 20
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      """
    ),
    (
      // In both states an UPLOAD of a full block is right (A.2.3 r3, A.2.10 r1).
      "after a first short UPLOAD a request that both states allow tells nothing",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 20
      UPLOAD 1 64 -> bytes 64
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      """
    ),
    (
      // dfuIDLE takes a block (A.2.3 r1), dfuUPLOAD-IDLE stalls it (A.2.10 r6).
      "after a first short UPLOAD a block that is taken tells that the device was in dfuIDLE",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 20
      DNLOAD 0 64 -> ACK ; device note AMB-07
      """
    ),
    (
      // A.2.10 r2: this short block is not the first.
      "a later short UPLOAD leads to dfuIDLE without a note",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 20
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // A.2.3 r8 leads to dfuERROR; whether a request that DFU does not define does is AMB-33.
      "an unknown request that is stalled without dfuERROR is a note where that shows",
      """
      GETSTATUS -> OK 0 dfuIDLE
      RAW 21 22 0000 0000 0000 -> STALL
      GETSTATUS -> OK 0 dfuIDLE ; device note AMB-33
      """
    ),
    (
      // A.2.3 r8.
      "an unknown request that is stalled into dfuERROR is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      RAW 21 22 0000 0000 0000 -> STALL
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      // A.2.11 r4 names no code; the latest may win (AMB-13).
      "a code that a stalled request changes is a note where that shows",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> errWRITE 0 dfuERROR
      ABORT -> STALL ; host violation H14
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR ; device note AMB-13
      """
    ),
    (
      // A.2.11 r4 with the code of before.
      "a code that a stalled request keeps is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> errWRITE 0 dfuERROR
      ABORT -> STALL ; host violation H14
      GETSTATUS -> errWRITE 0 dfuERROR
      """
    ),
  ]

  /// Codes, configurations and departures.
  private static let told: [(String, String)] = [
    (
      // AMB-11 lets a device refuse a block; 6.1.2 keeps errSTALLEDPKT for unexpected requests.
      "a legal block that is refused with errSTALLEDPKT is a note where that shows",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> STALL
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR ; device note AMB-11
      """
    ),
    (
      // 6.1.2: errADDRESS says why.
      "a legal block that is refused with another code is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> STALL
      GETSTATUS -> errADDRESS 0 dfuERROR
      """
    ),
    (
      // A.2.10 r6: in dfuUPLOAD-IDLE the block is not expected, and the code fits.
      "a block in mid-upload that is refused with errSTALLEDPKT is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      DNLOAD 0 64 -> STALL ; host violation H21
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      // A.2.6 r8, r9: appIDLE or dfuERROR. dfuIDLE by the SET_CONFIGURATION of the enumeration
      // (AMB-28) hides which.
      "a reset in a download that ends in dfuIDLE is a note of the first SET_CONFIGURATION",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      reset ; host violation H11.reset
      attached reset
      dfu dnload upload tolerant size=64 detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device note AMB-28
      """
    ),
    (
      // A.2.6 r9 with errFIRMWARE, the code of corrupt firmware (6.1.2).
      "a reset in a download that ends in dfuERROR is right",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      reset ; host violation H11.reset
      attached reset
      dfu dnload upload tolerant size=64 detach=1000
      configured 1
      GETSTATUS -> errFIRMWARE 0 dfuERROR
      """
    ),
    (
      // The device was seen to keep dfuERROR across SET_CONFIGURATION: nothing leads to dfuIDLE.
      "a device that keeps dfuERROR when it is configured has no such way to dfuIDLE",
      """
      DNLOAD 0 64 -> STALL
      GETSTATUS -> errADDRESS 0 dfuERROR
      configured 1
      GETSTATUS -> errADDRESS 0 dfuERROR
      CLRSTATUS -> ACK
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      reset ; host violation H11.reset
      attached reset
      dfu dnload upload tolerant size=64 detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.11
      """
    ),
    (
      // 6.1.1: neither a zero-length block nor DFU_ABORT came in six seconds.
      "a device that leaves long after the last block tells that the download was not ended",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      +6000 left ; host note T11
      """
    ),
    (
      // Its power may have failed between two blocks.
      "a device that leaves right after a block tells nothing of the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      +300 left
      """
    ),
    (
      // DFU_ABORT is an end too (6.1.4).
      "a device that leaves long after DFU_ABORT tells nothing of the host",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK
      +6000 left
      """
    ),
  ]

  /// The table asks for a transition, and the next answer shows that it was not made.
  private static let missed: [(String, String)] = [
    (
      // A.2.10 r2: a short frame ends the upload, and the device is in dfuIDLE.
      "a short UPLOAD that does not leave dfuUPLOAD-IDLE is the fault of that UPLOAD",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 10
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE ; device violation A.2.10/dfuUPLOAD-IDLE.UPLOAD.block
      """
    ),
    (
      // A.1: STALL and dfuERROR. The answer is one that dfuDNLOAD-SYNC gives (A.2.4 r2).
      "a stalled request that does not lead to dfuERROR is the fault of that request",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      CLRSTATUS -> STALL ; host violation H14
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; device violation A.2.4/dfuDNLOAD-SYNC.CLRSTATUS
      DNLOAD 1 0 -> ACK
      DNLOAD 2 64 -> STALL ; host violation H11.status
      GETSTATUS -> OK 5 dfuMANIFEST ; device violation A.2.7/dfuMANIFEST-SYNC.DNLOAD
      """
    ),
    (
      // A.2.3 r3: the device goes on in dfuUPLOAD-IDLE.
      "a full UPLOAD that never enters dfuUPLOAD-IDLE is the fault of that UPLOAD",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      GETSTATE -> state dfuIDLE ; device violation A.2.3/dfuIDLE.UPLOAD.block
      """
    ),
    (
      // A.2.10 r1: behind a full block the upload goes on; only a short one ends it (r2).
      "a full UPLOAD that ends the upload is the fault of that UPLOAD",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.10/dfuUPLOAD-IDLE.UPLOAD.block
      """
    ),
    (
      // A.2.10 r4. No answer to UPLOAD leads to a download, so that the status is at fault.
      "a status behind a full UPLOAD that shows a download is the fault of that status",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; device violation A.2.10/dfuUPLOAD-IDLE.GETSTATUS
      """
    ),
    (
      // A.2.10 r4: the state was shown, so that the UPLOAD had led where it must.
      "a state that is lost between two statuses is the fault of the second",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.10/dfuUPLOAD-IDLE.GETSTATUS
      """
    ),
    (
      // A.2.6 r4. The state byte is as good as a status.
      "an ABORT that is acknowledged without effect is its own fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK
      GETSTATE -> state dfuDNLOAD-IDLE ; device violation A.2.6/dfuDNLOAD-IDLE.ABORT
      """
    ),
    (
      // A.2.3 r1: the block was acknowledged, and dfuIDLE is shown as if there were none.
      "a block that is acknowledged and forgotten is the fault of that block",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.3/dfuIDLE.DNLOAD.block
      """
    ),
    (
      // A.2.4 r1 leads to dfuDNBUSY, dfuDNLOAD-IDLE or dfuERROR: the block was taken, and it is the
      // answer to GETSTATUS that is wrong.
      "a status that shows a third state is the fault of that status",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE ; device violation A.2.4/dfuDNLOAD-SYNC.GETSTATUS
      """
    ),
    (
      // SET_INTERFACE lies between: nothing tells what the UPLOAD did (AMB-28).
      "behind another event a status is held against itself",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      ABORT -> ACK
      interface 0
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; device violation A.2.3/dfuIDLE.GETSTATUS
      """
    ),
    (
      // A.2.3 r8: STALL and dfuERROR.
      "a DETACH that is stalled without dfuERROR is the fault of that DETACH",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DETACH 1000 -> STALL ; host violation H20
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.3/dfuIDLE.DETACH
      """
    ),
  ]

  /// An answer was a violation: what the next one shows is no second one.
  private static let followed: [(String, String)] = [
    (
      // A.2.4 r4: STALL and dfuERROR. Where the device is after its ACK no text says.
      "a block that is acknowledged in dfuDNLOAD-SYNC is one fault, whatever is shown then",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      DNLOAD 1 64 -> ACK ; device violation dfuDNLOAD-SYNC.DNLOAD, host violation H09
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // A.2.6 r7 for the CLRSTATUS; that nothing came of it is the same fault.
      "a CLRSTATUS that is acknowledged in dfuDNLOAD-IDLE without effect is one fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      CLRSTATUS -> ACK ; device violation dfuDNLOAD-IDLE.CLRSTATUS, host violation H14
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      // The state was shown once: what differs from it now is a fault of its own (A.2.3 r6).
      "a second status behind a fault is held against itself",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      DNLOAD 1 64 -> ACK ; device violation dfuDNLOAD-SYNC.DNLOAD, host violation H09
      GETSTATUS -> OK 0 dfuIDLE
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; device violation A.2.3/dfuIDLE.GETSTATUS
      """
    ),
    (
      // A.2.4 r1: bState is the state that the device enters, and no row enters dfuDNLOAD-SYNC by
      // GETSTATUS, whatever was before (AMB-19).
      "dfuDNLOAD-SYNC shown behind a fault is a fault of its own",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      DNLOAD 1 64 -> ACK ; device violation dfuDNLOAD-SYNC.DNLOAD, host violation H09
      GETSTATUS -> OK 0 dfuDNLOAD-SYNC ; device violation AMB-19
      """
    ),
    (
      // 6.1.3 and Figure A.1: a device that reports an error is in dfuERROR. No state explains
      // this report, whatever was before.
      "an error code beside dfuIDLE is a fault of its own, also behind a fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      DNLOAD 1 64 -> ACK ; device violation dfuDNLOAD-SYNC.DNLOAD, host violation H09
      GETSTATUS -> errPOR 0 dfuIDLE ; device violation GETSTATUS
      """
    ),
  ]
}
