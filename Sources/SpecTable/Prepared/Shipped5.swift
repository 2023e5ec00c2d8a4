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
    er fields of the configuration.|}]}'overlays/xmos-tinyusb.yaml|'xmos/tinyusb|'f3330c12163a38c5\#
    293977d335a7929d5c909d60c2462d71e7d0a89776fcb049|{schema^'dfutrace.overlay/1|profile^'xmos/tin\#
    yusb|title^'XMOS's RTOS products on TinyUSB: FFVA-UA, XVF3800 and others|extends^'xmos|applies\#
    ^[{vendor^'0x20B1|bcdDFUVersion^'0x0101|}{vendor^'0x2886|product^['0x0019|'0x001A|]bcdDFUVersi\#
    on^'0x0101|}]evidence^['hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|'xmos/sln_voice abd\#
    9c88, examples/ffva/src/dfu_int/dfu_common.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVICE|'{st\#
    ate}.XMOS_DFU_REVERTFACTORY|]requests^['XMOS_DFU_RESETDEVICE|'XMOS_DFU_REVERTFACTORY|]}add^{re\#
    quests^[{name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]sources^[{id^'tinyusb|title^\#
    'hathach/tinyusb 0.14.0|}]descriptors^[{id^'generation.bcdDFUVersion|actor^'device|level^'must\#
    |set^'both|field^'bcdDFUVersion|equals^'0x0101|cite^{source^'tinyusb|section^'src/class/dfu/df\#
    u.h|}says^'the generation has bcdDFUVersion 0101h|advice^'Judge the capture by the profile of \#
    the generation that the device runs.|}]}declares^[{id^'X06|says^'DFU_ABORT is acknowledged in \#
    every state and leads to dfuIDLE|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|\#
    rows^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMA\#
    NIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDL\#
    E|status^'OK|}]}]}{id^'X10|says^'DFU_DETACH is acknowledged in every state, and the applicatio\#
    n boots the device again|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_commo\#
    n.c|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMA\#
    NIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|instead^'true|th\#
    en^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|becau\#
    se^'no SET_CONFIGURATION since the bus reset (X46)|}]}]breaks^[{rule^'H20|}]}{id^'X30|says^'th\#
    e DFU-mode interface is one of a composite device, with three alternate settings; there is no \#
    run-time set, and a bus reset leads to dfuIDLE|evidence^'xmos/sln_voice abd9c88, examples/ffva\#
    /src/dfu_int/dfu_common.c|sign^'a DFU-mode interface within a composite device|rows^[{state^['\#
    dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RES\#
    ET|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status\#
    ^'OK|}]}]breaks^[{rule^'D04|}{rule^'D05|}{rule^'D11|values^['0xEF|]}{rule^'D12|values^['0x02|]\#
    }{rule^'D13|values^['0x01|]}]}{id^'X31|says^'bcdDFUVersion is 0101h|evidence^'hathach/tinyusb \#
    0.14.0, src/class/dfu/dfu_device.c|breaks^[{rule^'D09|values^['0x0101|]}]}{id^'X32|says^'a zer\#
    o-length DFU_DNLOAD is accepted in dfuIDLE; a STALL does not lead to dfuERROR; dfuUPLOAD-IDLE \#
    is never used and DFU_UPLOAD accepted in every state; DFU_CLRSTATUS is acknowledged in every s\#
    tate|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|sign^'a STALL does not lead \#
    to dfuERROR|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]instead^'true|then^[{\#
    reply^'ack|next^'dfuMANIFEST-SYNC|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{s\#
    tate^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]inst\#
    ead^'true|then^[{reply^'ack|next^'dfuDNLOAD-SYNC|status^'OK|verdict^'pass|}{reply^'stall|next^\#
    'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuMANIFEST|'\#
    dfuMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_DNLOAD|instead^'true|then^[{reply^'stall|next^'\#
    same|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['wLength>0|'bitCanUpload|'\#
    wLength<=wTransferSize|]instead^'true|then^[{reply^'data-full|next^'dfuIDLE|status^'OK|}{reply\#
    ^'data-short|next^'dfuIDLE|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['\#
    dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RES\#
    ET|'dfuERROR|]request^'DFU_UPLOAD|instead^'true|then^[{reply^'data-full|next^'same|status^'unc\#
    hanged|}{reply^'data-short|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unch\#
    anged|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMAN\#
    IFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'\#
    dfuIDLE|status^'OK|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST\#
    -SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'UNKNOWN_CLASS_R\#
    EQUEST|instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}]}{id^'X46|says^'with\#
    out its bit in bmAttributes DFU_DNLOAD or DFU_UPLOAD is stalled without dfuERROR; after a bus \#
    reset every request is stalled until SET_CONFIGURATION|evidence^'hathach/tinyusb 0.14.0, src/c\#
    lass/dfu/dfu_device.c|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnloa\#
    d|]instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'\#
    DFU_UPLOAD|when^['!bitCanUpload|]instead^'true|then^[{reply^'stall|next^'same|status^'unchange\#
    d|}]}{state^'dfuIDLE|request^['DFU_GETSTATUS|'DFU_GETSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{r\#
    eply^'stall|next^'same|status^'unchanged|}]}]}{id^'X47|says^'a request to the device with DFU_\#
    GETSTATE's number and one byte of data writes the state|evidence^'hathach/tinyusb 0.14.0, src/\#
    class/dfu/dfu_device.c|rows^[{state^'all|request^'DFU_GETSTATE_OUT|then^[{reply^'ack|next^['df\#
    uIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-W\#
    AIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]status^'unchanged|}{reply^'stall|next^'same|status^'uncha\#
    nged|verdict^'pass|}]}{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERR\#
    OR|status^'OK|because^'the host wrote the state and not bStatus|}]}]}{id^'X48|says^'dfuDNBUSY \#
    and dfuMANIFEST end when the application has finished, even before the bwPollTimeout that was \#
    announced|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'dfuDNBUSY\#
    |request^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuDNLOAD-SYNC|status^'OK|}]}{state^'dfuMANIF\#
    EST|request^'DFU_GETSTATE|then^[{reply^'data1|next^['dfuMANIFEST-SYNC|'dfuMANIFEST-WAIT-RESET|\#
    ]status^'OK|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbfd26752cd105fcc07c0a7c93213cfeb134f2c4e56c0\#
    1a0e5464cd7e6ec3|{schema^'dfutrace.overlay/1|profile^'xmos|title^'DFU as XMOS documents it for\#
     lib_xua|extends^'dfu-1.1|applies^[{vendor^'0x20B1|}]evidence^['xmos/lib_xua 4.2.0, lib_xua/do\#
    c/rst/sw_dfu.rst: compliance, the two ways into DFU mode, the extension requests|'xmos/lib_xua\#
     4.2.0, lib_xua/src/dfu/dfu_types.h: the numbers of the requests|]add^{requests^[{name^'XMOS_D\#
    FU_RESETDEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{name^'XMOS_DFU_REVERTFACTORY|bmRequestType\#
    ^'0x21|bRequest^'0xF1|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE resets the device at onc\#
    e; the guide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu\#
    .rst|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|next^'dfuIDLE|status^'O\#
    K|because^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot the application (lib_xua/\#
    src/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every g\#
    eneration has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-erro\#
    r|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}]}]}{id^'\#
    F1|says^'XMOS_DFU_REVERTFACTORY makes the factory image the one that is booted|evidence^'xmos/\#
    lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfu\#
    DNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'dfuERROR|]request^'XMOS\#
    _DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|st\#
    atus^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the ST\#
    ALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generatio\#
    n has it, and DFU 1.1 demands the STALL|}]}{state^'appDETACH|request^'XMOS_DFU_REVERTFACTORY|t\#
    hen^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verd\#
    ict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|n\#
    ext^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.\#
    1 demands the STALL|}{reply^'stall|next^'appIDLE|status^'unchanged|verdict^'pass|because^'the \#
    STALL cancels the pending DETACH (DFU 1.1, A.2.2 r3)|}]}{state^'dfuMANIFEST-WAIT-RESET|request\#
    ^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'s\#
    ame|status^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands \#
    the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every gen\#
    eration has it, and DFU 1.1 demands the STALL|}{reply^'silence|next^'same|status^'unchanged|ve\#
    rdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}]\#
    }
    """#
}
