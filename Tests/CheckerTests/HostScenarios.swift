/// Scenarios of what a host asks for outside the usual: a wTimeout of 0, a request that DFU does
/// not define. Each brings its own enumeration.
enum HostScenarios {
  static let all: [(String, String)] = [
    (
      // Table 4.2: no device waits longer than wDetachTimeOut, whatever a wTimeout of 0 asks for.
      "a reset after wDetachTimeOut comes late where wTimeout is 0 too",
      """
      attached left
      run-time dnload detach=500
      configured 1
      DETACH 0 -> ACK
      +502 reset ; host violation T6
      attached reset
      run-time dnload detach=500
      """
    ),
    (
      // AMB-14: what a wTimeout of 0 asks for is not said, so the device may have waited or not.
      "before wDetachTimeOut a reset is in time where wTimeout is 0, into either mode",
      """
      attached left
      run-time dnload detach=500
      configured 1
      DETACH 0 -> ACK
      +499 reset
      attached reset
      run-time dnload detach=500
      configured 1
      DETACH 0 -> ACK
      +1 reset
      attached reset
      dfu dnload detach=500
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // Table 4.2 and A.2.2 r4: the time has elapsed without a reset, so it is back in appIDLE.
      "after wDetachTimeOut a device does not wait for a reset any more, where wTimeout is 0 too",
      """
      attached left
      run-time dnload detach=500
      configured 1
      DETACH 0 -> ACK
      +499 GETSTATUS -> OK 0 appDETACH
      +502 GETSTATUS -> OK 0 appDETACH ; device violation GETSTATUS
      """
    ),
    (
      // 7: the host sends nothing; a request that DFU does not define is something.
      "a device without tolerance is asked for an extension while it manifests",
      """
      attached left
      dfu dnload detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 5 dfuMANIFEST
      +10 RAW 21 F4 0 0 0 -> STALL ; host violation H17.quiet
      """
    ),
    (
      // A.1: no transition in dfuDNLOAD-SYNC, so the device is right. Table 3.1: the host is not.
      "a status asked for in the wrong direction ends a download",
      """
      attached left
      dfu dnload detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      RAW 21 3 0 0 0 -> STALL ; host violation H02.direction
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      // A.2.4 r4 and A.2.5 r1: wherever the device is, an upload is wrong.
      "an upload when bwPollTimeout has just passed or not is the host's fault in both states",
      """
      attached left
      dfu dnload upload tolerant detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 50 dfuDNBUSY
      +50 UPLOAD 0 64 -> STALL ; host violation H21.upload
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      // A.2.5 r1: no wait makes an upload right.
      "an upload before bwPollTimeout has passed is one fault",
      """
      attached left
      dfu dnload upload tolerant detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 50 dfuDNBUSY
      +10 UPLOAD 0 64 -> STALL ; host violation H21.upload
      GETSTATUS -> errSTALLEDPKT 0 dfuERROR
      """
    ),
    (
      // AMB-28: SET_INTERFACE may lead to dfuIDLE, where nothing is to be waited for.
      "a device that was set to dfuIDLE has nothing to be waited for",
      """
      attached left
      dfu dnload tolerant detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 500 dfuDNBUSY
      interface 1
      +10 GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 500 dfuMANIFEST
      configured 1
      +10 GETSTATUS -> OK 0 dfuIDLE
      """
    ),
  ]
}
