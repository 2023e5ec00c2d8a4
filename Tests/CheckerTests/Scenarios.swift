/// The scenarios; most of them are a few lines after the same enumeration.
enum Scenarios {
  static let all: [Scenario] =
    (dfuMode + beliefs + cleared + numbers).map { name, text in
      Scenario(name: name, text: ScenarioTests.header + text)
    } + (whole + ArrivalScenarios.all + HostScenarios.all).map { Scenario(name: $0, text: $1) }

  /// Begins in DFU mode, enumerated, `dnload upload tolerant`, 64-byte blocks.
  private static let dfuMode: [(String, String)] = [
    (
      "a clean download with busy polls",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 5 dfuDNBUSY
      +6 GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 32 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 2 0 -> ACK
      GETSTATUS -> OK 10 dfuMANIFEST
      +11 GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "a status that is stalled is one fault of the device, wherever it then is",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> STALL ; device violation dfuDNLOAD-SYNC.GETSTATUS
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 32 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "a status that was asked for with odd fields and stalled may have begun the block",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 64 -> ACK
      GETSTATUS 0 5 -> STALL ; host violation H02
      GETSTATE -> STALL
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      "a status that the host withdrew may have begun the block",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 64 -> ACK
      GETSTATUS -> CANCEL 10 ; device inconclusive dfuDNLOAD-SYNC.GETSTATUS
      GETSTATE -> STALL ; device inconclusive GETSTATE
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      "a host that was once shown a manifestation is not bound by it for ever",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuMANIFEST-SYNC ; device violation dfuDNLOAD-SYNC.GETSTATUS
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; device violation dfuMANIFEST-SYNC.GETSTATUS
      DNLOAD 1 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "more bytes than an upload asked for are one fault",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> OVERFLOW ; device violation dfuIDLE.UPLOAD
      UPLOAD 1 64 -> bytes 64
      UPLOAD 2 64 -> bytes 10
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "a clean upload that ends short",
      """
      GETSTATUS -> OK 0 dfuIDLE
      UPLOAD 0 64 -> bytes 64
      UPLOAD 1 64 -> bytes 64
      UPLOAD 2 64 -> bytes 10
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "an early poll is the host's fault, and the device may answer or stall",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 50 dfuDNBUSY
      +10 GETSTATUS -> OK 50 dfuDNBUSY ; host violation T1
      +10 GETSTATUS -> STALL ; host violation T1
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "a poll within the tolerance is no fault",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 5 dfuDNBUSY
      +4.5 GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "a stalled block must be confirmed as an error",
      """
      DNLOAD 0 64 -> STALL
      GETSTATUS -> OK 0 dfuIDLE ; device violation A.2.11
      """
    ),
    (
      "a stalled block that is confirmed is right",
      """
      DNLOAD 0 64 -> STALL
      GETSTATUS -> errADDRESS 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATE -> state dfuIDLE
      """
    ),
    (
      "an error with status OK is a warning",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuERROR ; device warning AMB-25
      """
    ),
    (
      "a failing block may be reported by GETSTATUS, and another code is noted",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> errVERIFY 0 dfuERROR
      GETSTATUS -> errVERIFY 0 dfuERROR
      GETSTATUS -> errWRITE 0 dfuERROR ; device note A.2.11
      """
    ),
    (
      "CLRSTATUS outside dfuERROR is wrong on both sides when it is acknowledged",
      """
      GETSTATUS -> OK 0 dfuIDLE
      CLRSTATUS -> ACK ; device violation AMB-02, host violation H14
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "CLRSTATUS outside dfuERROR is the host's fault alone when it is stalled",
      """
      GETSTATUS -> OK 0 dfuIDLE
      CLRSTATUS -> STALL ; host violation H14
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      CLRSTATUS -> ACK
      """
    ),
    (
      "a block without waiting for dfuDNLOAD-IDLE",
      """
      DNLOAD 0 64 -> ACK
      DNLOAD 1 64 -> STALL ; host violation H09
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      "a block number that does not follow is one fault",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 5 64 -> ACK ; host violation H08
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 2 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "block numbers wrap from 65535 to 0",
      """
      DNLOAD 65535 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "a zero-length DNLOAD in dfuIDLE",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 0 -> STALL ; host violation H12
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      "DETACH in DFU mode",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DETACH 1000 -> ACK ; device violation AMB-03, host violation H20
      """
    ),
    (
      "an upload in mid-download",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      UPLOAD 0 64 -> STALL ; host violation H21
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      "after a stall the host must ask why",
      """
      DNLOAD 0 64 -> STALL
      UPLOAD 0 64 -> STALL ; host violation H13
      """
    ),
    (
      "a wrong wIndex is the host's fault, whatever the device does",
      """
      GETSTATUS @1 -> OK 0 dfuIDLE ; host violation H02
      """
    ),
    (
      "a status answer that is too short",
      """
      GETSTATUS -> bytes 5 ; device violation A.2.3
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "a request that is never answered",
      """
      GETSTATUS -> OK 0 dfuIDLE
      ABORT -> CANCEL 5000 ; device violation A.2.3
      """
    ),
    (
      "an answer after more than five seconds",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK /5200 ; device warning T9
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "a request that the host withdrew is not held against the device",
      """
      GETSTATUS -> OK 0 dfuIDLE
      ABORT -> CANCEL 200 ; device inconclusive A.2.3
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // USB 2.0, 9.2.6.1: the device had 5 s.
      "a request for which the timer of the host ran out early is not held against the device",
      """
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> HANG 1000 ; device inconclusive A.2.3
      GETSTATUS -> HANG 4998 ; device inconclusive GETSTATUS
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> HANG 5000 ; device violation A.2.6
      """
    ),
    (
      "a bState that skips dfuDNLOAD-SYNC's answers",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE ; device violation A.2.4
      GETSTATUS -> OK 0 dfuUPLOAD-IDLE
      """
    ),
    (
      "a gap forgives what it may have hidden",
      """
      DNLOAD 0 64 -> ACK
      gap
      DNLOAD 3 64 -> ACK ; device inconclusive DNLOAD, host inconclusive host
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "an answer that is not in the capture widens the belief",
      """
      DNLOAD 0 64 -> ACK
      GETSTATUS -> UNKNOWN ; device inconclusive A.2.4
      DNLOAD 1 64 -> ACK ; device inconclusive DNLOAD, host inconclusive host
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "an ACK that may have been a STALL is settled by the next answer",
      """
      GETSTATUS -> OK 0 dfuIDLE
      ABORT -> EITHER
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
  ]

  /// A scenario that brings its own enumeration.
  private static let whole: [(String, String)] = [
    (
      "run-time mode, DETACH, reset, DFU mode",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      dfu dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "a reset after the window",
      """
      attached left
      run-time dnload detach=500
      configured 1
      DETACH 500 -> ACK
      +800 reset ; host violation T6
      attached reset
      run-time dnload detach=500
      """
    ),
    (
      "a second DETACH cancels the first",
      """
      attached left
      run-time dnload detach=500
      configured 1
      DETACH 500 -> ACK
      +10 DETACH 500 -> STALL ; host violation H04
      GETSTATUS -> OK 0 appIDLE
      """
    ),
    (
      "wTimeout above wDetachTimeOut",
      """
      attached left
      run-time dnload detach=250
      configured 1
      DETACH 1000 -> ACK ; host warning H03
      """
    ),
    (
      "a device without tolerance is polled on",
      """
      attached left
      dfu dnload detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 5 dfuMANIFEST
      +10 GETSTATUS -> OK 0 dfuMANIFEST-WAIT-RESET ; host violation H17, device note AMB-12
      reset
      """
    ),
    (
      "a recording that begins in mid-session",
      """
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 7 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "a block as the first thing seen",
      """
      DNLOAD 7 64 -> ACK ; device inconclusive DNLOAD, host inconclusive host
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
  ]
}
