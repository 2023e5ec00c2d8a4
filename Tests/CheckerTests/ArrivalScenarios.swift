/// Scenarios of where a reset or a departure leads, whole, with their enumeration.
enum ArrivalScenarios {
  static let all: [(String, String)] = [
    (
      "a device that detaches by itself and comes back in run-time mode did not enter DFU mode",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE
      DETACH 1000 -> ACK
      +20 left
      +200 attached left
      run-time dnload upload tolerant will-detach detach=1000 ; device inconclusive appDETACH.DEVICE
      configured 1
      GETSTATUS -> OK 0 appIDLE
      """
    ),
    (
      // A.2.2 r4. What it shows afterwards is that it took no notice of the reset.
      "a device that stays in appDETACH after a reset breaks one rule",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload upload tolerant detach=1000 ; device violation A.2.2/appDETACH.USB_RESET
      configured 1
      GETSTATUS -> OK 0 appDETACH
      """
    ),
    (
      "a device that detaches by itself and comes back in DFU mode is right by AMB-15",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 left
      +200 attached left
      dfu dnload upload tolerant will-detach detach=1000 ; device note AMB-15
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      "without bitWillDetach a device that was unplugged after DETACH may come back as it was",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 left
      +200 attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE
      """
    ),
    (
      "a device that detaches by itself and is there 11 s later: nothing shows its departure",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      DETACH 1000 -> ACK
      +11000 end ; device inconclusive appDETACH.DEVICE_DETACH_ATTACH
      """
    ),
    (
      "a recording that ends 9 s after DETACH tells nothing of a departure",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      DETACH 1000 -> ACK
      +9000 end
      """
    ),
    (
      "a reset in dfuIDLE that leaves the device in dfuIDLE is a note where that shows",
      """
      attached left
      dfu dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      reset
      attached reset
      dfu dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device note AMB-09
      """
    ),
    (
      // A.2.2 r6: after the reset it is in dfuIDLE and there (USB 2.0, 9.2.6.4: within 50 ms).
      "a device that is not there 3 s after the reset behind a DETACH may be unplugged or dead",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +100 reset
      +3000 end ; device inconclusive appDETACH.USB_RESET
      """
    ),
    (
      "a device that detached by itself and is not there 30 s later may be unplugged or dead",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      DETACH 1000 -> ACK
      +100 left
      +30000 end ; device inconclusive appDETACH.DEVICE_DETACH_ATTACH
      """
    ),
    (
      "a recording that ends 1 s after the reset behind a DETACH tells nothing of a return",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +100 reset
      +1000 end
      """
    ),
    (
      "a device that was unplugged in run-time mode, with no DETACH, is not awaited",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE
      left
      +30000 end
      """
    ),
    (
      "a device that is there again, whose descriptors nobody reads, has returned",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +100 reset
      +40 attached reset
      +30000 end
      """
    ),
    (
      // Table 3.2: DETACH belongs to the interface that the descriptors name, whatever bState says.
      "dfuIDLE shown in run-time mode is the device's one fault, and DETACH with a reset is right",
      """
      attached left
      run-time dnload upload tolerant detach=1000 interfaces=2
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device violation appIDLE.GETSTATUS
      GETSTATUS -> OK 0 dfuIDLE
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      dfu dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
  ]
}
