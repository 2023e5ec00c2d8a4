/// Scenarios of where a reset or a departure leads, whole, with their enumeration.
enum ArrivalScenarios {
  static let all: [(String, String)] = [
    (
      "a device that detaches by itself and comes back in run-time mode did not enter DFU mode",
      """
      attached left
      run-time dnload will-detach detach=1000 interfaces=2
      configured 1
      GETSTATUS -> OK 0 appIDLE
      DETACH 1000 -> ACK
      +20 left
      +200 attached left
      run-time dnload will-detach detach=1000 interfaces=2 ; device inconclusive appDETACH.DEVICE
      configured 1
      GETSTATUS -> OK 0 appIDLE
      """
    ),
    (
      // A.2.2 r4. What it shows afterwards is that it took no notice of the reset.
      "a device that stays in appDETACH after a reset breaks one rule",
      """
      attached left
      run-time dnload detach=1000 interfaces=2
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload detach=1000 interfaces=2 ; device violation A.2.2/appDETACH.USB_RESET
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
    (
      // Table 4.4: the byte is wrong, and A.2.2 r6 is kept: the device is in DFU mode.
      "bInterfaceProtocol 1 in DFU mode is one fault, and the reset behind DETACH led there",
      """
      attached left
      run-time dnload upload tolerant detach=1000 interfaces=2
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload upload tolerant detach=1000
      run-time dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device violation D03
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      """
    ),
    (
      "the same behind a departure that the device announced",
      """
      attached left
      run-time dnload upload tolerant will-detach detach=1000 interfaces=2
      configured 1
      DETACH 1000 -> ACK
      +20 left
      attached left
      run-time dnload upload tolerant will-detach detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE ; device violation D03, device note AMB-15
      """
    ),
    (
      // A.2.2 r6.
      "a device with one interface that shows appIDLE behind the reset did not enter DFU mode",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 appIDLE ; device violation appDETACH.USB_RESET
      """
    ),
    (
      // Table 3.2: GETSTATUS is optional in run-time mode, and only there.
      "nothing tells that the descriptors of one interface are wrong where GETSTATUS is stalled",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload upload tolerant detach=1000
      configured 1
      GETSTATUS -> STALL ; device violation appDETACH.USB_RESET
      """
    ),
    (
      "the end of the recording tells nothing otherwise either",
      """
      attached left
      run-time dnload upload tolerant detach=1000
      configured 1
      DETACH 1000 -> ACK
      +20 reset
      attached reset
      run-time dnload upload tolerant detach=1000
      +100 end ; device violation appDETACH.USB_RESET
      """
    ),
    (
      // A.2.3 r6: no way leads to dfuDNBUSY, and the answer is the one fault.
      "a state that no power cut explains is the fault of the answer that shows it",
      """
      attached left
      dfu dnload will-detach detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 5 dfuMANIFEST
      +10 left
      +100 attached left
      dfu dnload will-detach detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuDNBUSY ; device violation GETSTATUS
      """
    ),
    (
      // A.2.9 r2 and r3: a reset is what has to come there, and may lead to dfuERROR.
      "a device that is configured anew where no port is shown may have been reset",
      """
      attached left
      dfu dnload detach=1000
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 10 dfuMANIFEST
      +50 configured 1 hidden
      GETSTATE -> state dfuERROR ; host inconclusive H17.quiet
      GETSTATUS -> errFIRMWARE 0 dfuERROR
      CLRSTATUS -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    ),
    (
      // A.2.3 r7: the descriptors that were read behind the reset are those of DFU mode.
      "what no reset explains is a fault behind such a SET_CONFIGURATION too",
      """
      attached left
      dfu dnload tolerant detach=1000
      configured 1
      GETSTATUS -> OK 0 dfuIDLE
      +50 configured 1 hidden
      GETSTATE -> STALL ; device violation GETSTATE
      """
    ),
    (
      // The descriptors that were read anew say how long the device waits.
      "no reset before it explains a wTimeout above wDetachTimeOut",
      """
      attached left
      run-time dnload detach=250
      +50 configured 1 hidden
      DETACH 1000 -> ACK ; host warning H03
      """
    ),
  ]
}
