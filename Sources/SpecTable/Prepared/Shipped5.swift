// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    E, until XMOS_DFU_RESETFROMDFU was sent|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu\#
    .xc|sign^'a bus reset keeps DFU mode|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFES\#
    T-SYNC|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenu\#
    merates|next^'dfuIDLE|status^'OK|}]}]}{id^'X26|says^'DFU requests are served in run-time mode:\#
     once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/sc_usb_audio 6.12.\#
    1, module_dfu/src/dfu.xc|noRow^'The step that breaks the text is X05 or X06; what follows is j\#
    udged from the state that it led to.|}{id^'X28|says^'both modes have the same idProduct unless\#
     the application names another|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|break\#
    s^[{rule^'D16|}]}{id^'X29|says^'the DFU-mode configuration always says self-powered, 100 mA|ev\#
    idence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'DFU 1.1 says nothing of the pow\#
    er fields of the configuration.|}{id^'X37|says^'a first block whose number is not a multiple o\#
    f 4, or a fifth block that is not, makes the zero-length DFU_DNLOAD run for ever; read, not ru\#
    n: lib_xua 4.2.0, where it was run, pads the last page in the same way|evidence^'xmos/sc_usb_a\#
    udio 6.12.1, module_dfu/src/dfu.xc|sign^'the zero-length DFU_DNLOAD is never answered|rows^[{s\#
    tate^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuMAN\#
    IFEST-WAIT-RESET|status^'unchanged|because^'the padding of the last page does not end, and not\#
    hing is answered any more|}]}]}]}'overlays/xmos-tinyusb.yaml|'xmos/tinyusb|'f3330c12163a38c529\#
    3977d335a7929d5c909d60c2462d71e7d0a89776fcb049|{schema^'dfutrace.overlay/1|profile^'xmos/tinyu\#
    sb|title^'XMOS's RTOS products on TinyUSB: FFVA-UA, XVF3800 and others|extends^'xmos|applies^[\#
    {vendor^'0x20B1|bcdDFUVersion^'0x0101|}{vendor^'0x2886|product^['0x0019|'0x001A|]bcdDFUVersion\#
    ^'0x0101|}]evidence^['hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|'xmos/sln_voice abd9c\#
    88, examples/ffva/src/dfu_int/dfu_common.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVICE|'{stat\#
    e}.XMOS_DFU_REVERTFACTORY|]requests^['XMOS_DFU_RESETDEVICE|'XMOS_DFU_REVERTFACTORY|]}add^{requ\#
    ests^[{name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]sources^[{id^'tinyusb|title^'h\#
    athach/tinyusb 0.14.0|}]descriptors^[{id^'generation.bcdDFUVersion|actor^'device|level^'must|s\#
    et^'both|field^'bcdDFUVersion|equals^'0x0101|cite^{source^'tinyusb|section^'src/class/dfu/dfu.\#
    h|}says^'the generation has bcdDFUVersion 0101h|advice^'Judge the capture by the profile of th\#
    e generation that the device runs.|}]}declares^[{id^'X06|says^'DFU_ABORT is acknowledged in ev\#
    ery state and leads to dfuIDLE|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|ro\#
    ws^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANI\#
    FEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|\#
    status^'OK|}]}]}{id^'X10|says^'DFU_DETACH is acknowledged in every state, and the application \#
    boots the device again|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.\#
    c|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANI\#
    FEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|instead^'true|then\#
    ^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|because\#
    ^'no SET_CONFIGURATION since the bus reset (X46)|}]}]breaks^[{rule^'H20|}]}{id^'X30|says^'the \#
    DFU-mode interface is one of a composite device, with three alternate settings; there is no ru\#
    n-time set, and a bus reset leads to dfuIDLE|evidence^'xmos/sln_voice abd9c88, examples/ffva/s\#
    rc/dfu_int/dfu_common.c|sign^'a DFU-mode interface within a composite device|rows^[{state^['df\#
    uDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET\#
    |'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'\#
    OK|}]}]breaks^[{rule^'D04|}{rule^'D05|}{rule^'D11|values^['0xEF|]}{rule^'D12|values^['0x02|]}{\#
    rule^'D13|values^['0x01|]}]}{id^'X31|says^'bcdDFUVersion is 0101h|evidence^'hathach/tinyusb 0.\#
    14.0, src/class/dfu/dfu_device.c|breaks^[{rule^'D09|values^['0x0101|]}]}{id^'X32|says^'a zero-\#
    length DFU_DNLOAD is accepted in dfuIDLE; a STALL does not lead to dfuERROR; dfuUPLOAD-IDLE is\#
     never used and DFU_UPLOAD accepted in every state; DFU_CLRSTATUS is acknowledged in every sta\#
    te|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|sign^'a STALL does not lead to\#
     dfuERROR|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]instead^'true|then^[{re\#
    ply^'ack|next^'dfuMANIFEST-SYNC|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{sta\#
    te^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]instea\#
    d^'true|then^[{reply^'ack|next^'dfuDNLOAD-SYNC|status^'OK|verdict^'pass|}{reply^'stall|next^'s\#
    ame|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuMANIFEST|'df\#
    uMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_DNLOAD|instead^'true|then^[{reply^'stall|next^'sa\#
    me|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['wLength>0|'bitCanUpload|'wL\#
    ength<=wTransferSize|]instead^'true|then^[{reply^'data-full|next^'dfuIDLE|status^'OK|}{reply^'\#
    data-short|next^'dfuIDLE|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['df\#
    uDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET\#
    |'dfuERROR|]request^'DFU_UPLOAD|instead^'true|then^[{reply^'data-full|next^'same|status^'uncha\#
    nged|}{reply^'data-short|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchan\#
    ged|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIF\#
    EST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'df\#
    uIDLE|status^'OK|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-S\#
    YNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'UNKNOWN_CLASS_REQ\#
    UEST|instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}]}{id^'X46|says^'withou\#
    t its bit in bmAttributes DFU_DNLOAD or DFU_UPLOAD is stalled without dfuERROR; after a bus re\#
    set every request is stalled until SET_CONFIGURATION|evidence^'hathach/tinyusb 0.14.0, src/cla\#
    ss/dfu/dfu_device.c|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|\#
    ]instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'DF\#
    U_UPLOAD|when^['!bitCanUpload|]instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|\#
    }]}{state^'dfuIDLE|request^['DFU_GETSTATUS|'DFU_GETSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{rep\#
    ly^'stall|next^'same|status^'unchanged|}]}]}{id^'X47|says^'a request to the device with DFU_GE\#
    TSTATE's number and one byte of data writes the state|evidence^'hathach/tinyusb 0.14.0, src/cl\#
    ass/dfu/dfu_device.c|rows^[{state^'all|request^'DFU_GETSTATE_OUT|then^[{reply^'ack|next^['dfuI\#
    DLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAI\#
    T-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]status^'unchanged|}{reply^'stall|next^'same|status^'unchang\#
    ed|verdict^'pass|}]}{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR\#
    |status^'OK|because^'the host wrote the state and not bStatus|}]}]}{id^'X48|says^'dfuDNBUSY an\#
    d dfuMANIFEST end when the application has finished, even before the bwPollTimeout that was an\#
    nounced|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'dfuDNBUSY|r\#
    equest^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuDNLOAD-SYNC|status^'OK|}]}{state^'dfuMANIFES\#
    T|request^'DFU_GETSTATE|then^[{reply^'data1|next^['dfuMANIFEST-SYNC|'dfuMANIFEST-WAIT-RESET|]s\#
    tatus^'OK|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbfd26752cd105fcc07c0a7c93213cfeb134f2c4e56c01a\#
    0e5464cd7e6ec3|{schema^'dfutrace.overlay/1|profile^'xmos|title^'DFU as XMOS documents it for l\#
    ib_xua|extends^'dfu-1.1|applies^[{vendor^'0x20B1|}]evidence^['xmos/lib_xua 4.2.0, lib_xua/doc/\#
    rst/sw_dfu.rst: compliance, the two ways into DFU mode, the extension requests|'xmos/lib_xua 4\#
    .2.0, lib_xua/src/dfu/dfu_types.h: the numbers of the requests|]add^{requests^[{name^'XMOS_DFU\#
    _RESETDEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{name^'XMOS_DFU_REVERTFACTORY|bmRequestType^'\#
    0x21|bRequest^'0xF1|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE resets the device at once;\#
     the guide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.r\#
    st|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|next^'dfuIDLE|status^'OK|\#
    because^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot the application (lib_xua/sr\#
    c/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every gen\#
    eration has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|\#
    verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}]}]}{id^'F1\#
    |says^'XMOS_DFU_REVERTFACTORY makes the factory image the one that is booted|evidence^'xmos/li\#
    b_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDN\#
    BUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'dfuERROR|]request^'XMOS_D\#
    FU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|stat\#
    us^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STAL\#
    L|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation \#
    has it, and DFU 1.1 demands the STALL|}]}{state^'appDETACH|request^'XMOS_DFU_REVERTFACTORY|the\#
    n^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verdic\#
    t^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|nex\#
    t^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.1 \#
    demands the STALL|}{reply^'stall|next^'appIDLE|status^'unchanged|verdict^'pass|because^'the ST\#
    ALL cancels the pending DETACH (DFU 1.1, A.2.2 r3)|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'\#
    XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'sam\#
    e|status^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands th\#
    e STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every gener\#
    ation has it, and DFU 1.1 demands the STALL|}{reply^'silence|next^'same|status^'unchanged|verd\#
    ict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}]}
    """#
}
