/// A table as short as one can be, so that changed tables are mostly still YAML.
enum SmallTable {
  /// Every state leads to every other; overlays can stand beside it.
  static let text = """
    schema: dfutrace.table/1
    table: dfu-1.1
    title: The least that an overlay can stand beside
    requests:
      - { name: DFU_DETACH, bmRequestType: 0x21, bRequest: 0 }
      - { name: DFU_DNLOAD, bmRequestType: 0x21, bRequest: 1 }
      - { name: DFU_UPLOAD, bmRequestType: 0xA1, bRequest: 2 }
      - { name: DFU_GETSTATUS, bmRequestType: 0xA1, bRequest: 3 }
      - { name: DFU_CLRSTATUS, bmRequestType: 0x21, bRequest: 4 }
      - { name: DFU_GETSTATE, bmRequestType: 0xA1, bRequest: 5 }
      - { name: DFU_ABORT, bmRequestType: 0x21, bRequest: 6 }
    rows:
      - id: "{state}.{request}"
        state: all
        request: [DFU_DETACH, DFU_DNLOAD, DFU_UPLOAD, DFU_GETSTATUS, DFU_CLRSTATUS, DFU_GETSTATE,
          DFU_ABORT, UNKNOWN_CLASS_REQUEST]
        cite: { silent: it is made for tests }
        then:
          - reply: any-answer
            next: [appIDLE, appDETACH, dfuIDLE, dfuDNLOAD-SYNC, dfuDNBUSY, dfuDNLOAD-IDLE,
              dfuMANIFEST-SYNC, dfuMANIFEST, dfuMANIFEST-WAIT-RESET, dfuUPLOAD-IDLE, dfuERROR]
            status: OK
      - id: "{state}.{event}"
        state: all
        event: [USB_RESET, POWER_ON_RESET, DETACH_TIMEOUT, POLL_TIMEOUT, DEVICE_DETACH_ATTACH,
          SET_INTERFACE, SET_CONFIGURATION]
        cite: { silent: it is made for tests }
        then:
          - { reply: nothing, next: same, status: unchanged }
    """
}
