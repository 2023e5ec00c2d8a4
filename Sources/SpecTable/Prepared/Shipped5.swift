// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    T-RESET|}]}{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]req\#
    uest^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|\#
    status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!\#
    standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|\#
    request^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuDNLOAD-IDLE|sta\#
    tus^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then\#
    ^[{reply^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an \#
    answer of no bytes, and is padded to a multiple of 256|evidence^'xmos/sc_usb_audio 6.12.1, mod\#
    ule_dfu/src/dfu.xc|noRow^'The base takes every short answer as the end; the length of the imag\#
    e shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not there is answer\#
    ed with no bytes, and leaves the device in dfuIDLE|evidence^'xmos/sc_usb_audio 6.12.1, module_\#
    dfu/src/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD a\#
    bove wTransferSize the first 64 bytes are used, and it is never completed|evidence^'xmos/sc_us\#
    b_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'a long DFU_DNLOAD is never compl\#
    eted|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTran\#
    sferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is\#
     dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^\#
    'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'s\#
    ilence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, \#
    as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'appDETACH|'dfu\#
    DNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'sil\#
    ence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as\#
     a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a short last bloc\#
    k is padded with what the memory held|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.x\#
    c|noRow^'What is written to the flash shows in no transfer of the download.|}{id^'X25|says^'a \#
    bus reset keeps DFU mode and leads to dfuIDLE, until XMOS_DFU_RESETFROMDFU was sent|evidence^'\#
    xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'a bus reset keeps DFU mode|rows^[{state^\#
    ['dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'df\#
    uERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|}]}]}{id^'X26|say\#
    s^'DFU requests are served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD i\#
    s accepted|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The step that brea\#
    ks the text is X05 or X06; what follows is judged from the state that it led to.|}{id^'X28|say\#
    s^'both modes have the same idProduct unless the application names another|evidence^'xmos/sc_u\#
    sb_audio 6.12.1, module_dfu/src/dfu.xc|breaks^[{rule^'D16|}]}{id^'X29|says^'the DFU-mode confi\#
    guration always says self-powered, 100 mA|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/d\#
    fu.xc|noRow^'DFU 1.1 says nothing of the power fields of the configuration.|}{id^'X37|says^'a \#
    first block whose number is not a multiple of 4, or a fifth block that is not, makes the zero-\#
    length DFU_DNLOAD run for ever; read, not run: lib_xua 4.2.0, where it was run, pads the last \#
    page in the same way|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'the zero-\#
    length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!w\#
    Length>0|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|because^'the pa\#
    dding of the last page does not end, and nothing is answered any more|}]}]}]}'overlays/xmos-ti\#
    nyusb.yaml|'xmos/tinyusb|'f3330c12163a38c5293977d335a7929d5c909d60c2462d71e7d0a89776fcb049|{sc\#
    hema^'dfutrace.overlay/1|profile^'xmos/tinyusb|title^'XMOS's RTOS products on TinyUSB: FFVA-UA\#
    , XVF3800 and others|extends^'xmos|applies^[{vendor^'0x20B1|bcdDFUVersion^'0x0101|}{vendor^'0x\#
    2886|product^['0x0019|'0x001A|]bcdDFUVersion^'0x0101|}]evidence^['hathach/tinyusb 0.14.0, src/\#
    class/dfu/dfu_device.c|'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.c|]remove\#
    ^{rows^['{state}.XMOS_DFU_RESETDEVICE|'{state}.XMOS_DFU_REVERTFACTORY|]requests^['XMOS_DFU_RES\#
    ETDEVICE|'XMOS_DFU_REVERTFACTORY|]}add^{requests^[{name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|\#
    bRequest^'5|}]sources^[{id^'tinyusb|title^'hathach/tinyusb 0.14.0|}]descriptors^[{id^'generati\#
    on.bcdDFUVersion|actor^'device|level^'must|set^'both|field^'bcdDFUVersion|equals^'0x0101|cite^\#
    {source^'tinyusb|section^'src/class/dfu/dfu.h|}says^'the generation has bcdDFUVersion 0101h|ad\#
    vice^'Judge the capture by the profile of the generation that the device runs.|}]}declares^[{i\#
    d^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE|evidence^'hathach/t\#
    inyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-\#
    IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request\#
    ^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X10|says^'DFU_DETACH is ackno\#
    wledged in every state, and the application boots the device again|evidence^'xmos/sln_voice ab\#
    d9c88, examples/ffva/src/dfu_int/dfu_common.c|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUS\#
    Y|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuE\#
    RROR|]request^'DFU_DETACH|instead^'true|then^[{reply^'ack|next^'same|status^'unchanged|}{reply\#
    ^'stall|next^'same|status^'unchanged|because^'no SET_CONFIGURATION since the bus reset (X46)|}\#
    ]}]breaks^[{rule^'H20|}]}{id^'X30|says^'the DFU-mode interface is one of a composite device, w\#
    ith three alternate settings; there is no run-time set, and a bus reset leads to dfuIDLE|evide\#
    nce^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.c|sign^'a DFU-mode interface\#
     within a composite device|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFE\#
    ST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^\#
    [{reply^'reenumerates|next^'dfuIDLE|status^'OK|}]}]breaks^[{rule^'D04|}{rule^'D05|}{rule^'D11|\#
    values^['0xEF|]}{rule^'D12|values^['0x02|]}{rule^'D13|values^['0x01|]}]}{id^'X31|says^'bcdDFUV\#
    ersion is 0101h|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|breaks^[{rule^'D0\#
    9|values^['0x0101|]}]}{id^'X32|says^'a zero-length DFU_DNLOAD is accepted in dfuIDLE; a STALL \#
    does not lead to dfuERROR; dfuUPLOAD-IDLE is never used and DFU_UPLOAD accepted in every state\#
    ; DFU_CLRSTATUS is acknowledged in every state|evidence^'hathach/tinyusb 0.14.0, src/class/dfu\#
    /dfu_device.c|sign^'a STALL does not lead to dfuERROR|rows^[{state^'dfuIDLE|request^'DFU_DNLOA\#
    D|when^['!wLength>0|]instead^'true|then^[{reply^'ack|next^'dfuMANIFEST-SYNC|status^'OK|}{reply\#
    ^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'\#
    bitCanDnload|'wLength<=wTransferSize|]instead^'true|then^[{reply^'ack|next^'dfuDNLOAD-SYNC|sta\#
    tus^'OK|verdict^'pass|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'\#
    dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_DNLOA\#
    D|instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'D\#
    FU_UPLOAD|when^['wLength>0|'bitCanUpload|'wLength<=wTransferSize|]instead^'true|then^[{reply^'\#
    data-full|next^'dfuIDLE|status^'OK|}{reply^'data-short|next^'dfuIDLE|status^'OK|}{reply^'stall\#
    |next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFE\#
    ST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_UPLOAD|instead^'true|then\#
    ^[{reply^'data-full|next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchan\#
    ged|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY\#
    |'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]reque\#
    st^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}{state^['dfuIDLE|'dfuDNLOAD-SY\#
    NC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOA\#
    D-IDLE|'dfuERROR|]request^'UNKNOWN_CLASS_REQUEST|instead^'true|then^[{reply^'stall|next^'same|\#
    status^'unchanged|}]}]}{id^'X46|says^'without its bit in bmAttributes DFU_DNLOAD or DFU_UPLOAD\#
     is stalled without dfuERROR; after a bus reset every request is stalled until SET_CONFIGURATI\#
    ON|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'dfuIDLE|request^\#
    'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|]instead^'true|then^[{reply^'stall|next^'same|stat\#
    us^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!bitCanUpload|]instead^'true|then^\#
    [{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^['DFU_GETSTATUS|'DFU_GE\#
    TSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{reply^'stall|next^'same|status^'unchanged|}]}]}{id^'X\#
    47|says^'a request to the device with DFU_GETSTATE's number and one byte of data writes the st\#
    ate|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'all|request^'DF\#
    U_GETSTATE_OUT|then^[{reply^'ack|next^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'df\#
    uMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]status^'unchang\#
    ed|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|}]}{state^'dfuERROR|request^'DFU_\#
    GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|because^'the host wrote the state and \#
    not bStatus|}]}]}{id^'X48|says^'dfuDNBUSY and dfuMANIFEST end when the application has finishe\#
    d, even before the bwPollTimeout that was announced|evidence^'hathach/tinyusb 0.14.0, src/clas\#
    s/dfu/dfu_device.c|rows^[{state^'dfuDNBUSY|request^'DFU_GETSTATE|then^[{reply^'data1|next^'dfu\#
    DNLOAD-SYNC|status^'OK|}]}{state^'dfuMANIFEST|request^'DFU_GETSTATE|then^[{reply^'data1|next^[\#
    'dfuMANIFEST-SYNC|'dfuMANIFEST-WAIT-RESET|]status^'OK|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbf\#
    d26752cd105fcc07c0a7c93213cfeb134f2c4e56c01a0e5464cd7e6ec3|{schema^'dfutrace.overlay/1|profile\#
    ^'xmos|title^'DFU as XMOS documents it for lib_xua|extends^'dfu-1.1|applies^[{vendor^'0x20B1|}\#
    ]evidence^['xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst: compliance, the two ways into DFU \#
    mode, the extension requests|'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h: the numbers of \#
    the requests|]add^{requests^[{name^'XMOS_DFU_RESETDEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{\#
    name^'XMOS_DFU_REVERTFACTORY|bmRequestType^'0x21|bRequest^'0xF1|}]}declares^[{id^'F0|says^'XMO\#
    S_DFU_RESETDEVICE resets the device at once; the guide has it come back in DFU mode|evidence^'\#
    xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE\#
    |then^[{reply^'ack|next^'dfuIDLE|status^'OK|because^'the guide promises DFU mode; lib_xua 4.2.\#
    0 and 5.3.0 boot the application (lib_xua/src/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'un\#
    changed|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{re\#
    ply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it\#
    , and DFU 1.1 demands the STALL|}]}]}{id^'F1|says^'XMOS_DFU_REVERTFACTORY makes the factory im\#
    age the one that is booted|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{sta\#
    te^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFES\#
    T|'dfuUPLOAD-IDLE|'dfuERROR|]request^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|stat\#
    us^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every gen\#
    eration has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|\#
    verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}]}{state^'a\#
    ppDETACH|request^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{repl\#
    y^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every generation has it, and \#
    DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|becaus\#
    e^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'appIDLE|sta\#
    tus^'unchanged|verdict^'pass|because^'the STALL cancels the pending DETACH (DFU 1.1, A.2.2 r3)\#
    |}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'sam\#
    e|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not eve\#
    ry generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-\#
    error|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{repl\#
    y^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wai\#
    t for the reset (DFU 1.1, A.2.9 r1)|}]}]}]}
    """#
}
