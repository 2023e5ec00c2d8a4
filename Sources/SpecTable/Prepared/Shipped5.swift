// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    os/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'What is written to the flash shows in no \#
    transfer of the download.|}{id^'X25|says^'a bus reset keeps DFU mode and leads to dfuIDLE, unt\#
    il XMOS_DFU_RESETFROMDFU was sent|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|si\#
    gn^'a bus reset keeps DFU mode|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC\#
    |'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerate\#
    s|next^'dfuIDLE|status^'OK|}]}]}{id^'X26|says^'DFU requests are served in run-time mode: once \#
    DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/sc_usb_audio 6.12.1, mod\#
    ule_dfu/src/dfu.xc|noRow^'The step that breaks the text is X05 or X06; what follows is judged \#
    from the state that it led to.|}{id^'X28|says^'both modes have the same idProduct unless the a\#
    pplication names another|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|breaks^[{ru\#
    le^'D16|}]}{id^'X29|says^'the DFU-mode configuration always says self-powered, 100 mA|evidence\#
    ^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'DFU 1.1 says nothing of the power fie\#
    lds of the configuration.|}{id^'X37|says^'a first block whose number is not a multiple of 4, o\#
    r a fifth block that is not, makes the zero-length DFU_DNLOAD run for ever; read, not run: lib\#
    _xua 4.2.0, where it was run, pads the last page in the same way|evidence^'xmos/sc_usb_audio 6\#
    .12.1, module_dfu/src/dfu.xc|sign^'the zero-length DFU_DNLOAD is never answered|rows^[{state^'\#
    dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuMANIFEST-\#
    WAIT-RESET|status^'unchanged|because^'the padding of the last page does not end, and nothing i\#
    s answered any more|}]}]}]}'overlays/xmos-tinyusb.yaml|'xmos/tinyusb|'f3330c12163a38c5293977d3\#
    35a7929d5c909d60c2462d71e7d0a89776fcb049|{schema^'dfutrace.overlay/1|profile^'xmos/tinyusb|tit\#
    le^'XMOS's RTOS products on TinyUSB: FFVA-UA, XVF3800 and others|extends^'xmos|applies^[{vendo\#
    r^'0x20B1|bcdDFUVersion^'0x0101|}{vendor^'0x2886|product^['0x0019|'0x001A|]bcdDFUVersion^'0x01\#
    01|}]evidence^['hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|'xmos/sln_voice abd9c88, ex\#
    amples/ffva/src/dfu_int/dfu_common.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVICE|'{state}.XMO\#
    S_DFU_REVERTFACTORY|]requests^['XMOS_DFU_RESETDEVICE|'XMOS_DFU_REVERTFACTORY|]}add^{requests^[\#
    {name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]sources^[{id^'tinyusb|title^'hathach\#
    /tinyusb 0.14.0|}]descriptors^[{id^'generation.bcdDFUVersion|actor^'device|level^'must|set^'bo\#
    th|field^'bcdDFUVersion|equals^'0x0101|cite^{source^'tinyusb|section^'src/class/dfu/dfu.h|}say\#
    s^'the generation has bcdDFUVersion 0101h|advice^'Judge the capture by the profile of the gene\#
    ration that the device runs.|}]}declares^[{id^'X06|says^'DFU_ABORT is acknowledged in every st\#
    ate and leads to dfuIDLE|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{s\#
    tate^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-W\#
    AIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status\#
    ^'OK|}]}]}{id^'X10|says^'DFU_DETACH is acknowledged in every state, and the application boots \#
    the device again|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.c|rows\#
    ^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'\#
    dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|instead^'true|then^[{rep\#
    ly^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|because^'no S\#
    ET_CONFIGURATION since the bus reset (X46)|}]}]breaks^[{rule^'H20|}]}{id^'X30|says^'the DFU-mo\#
    de interface is one of a composite device, with three alternate settings; there is no run-time\#
     set, and a bus reset leads to dfuIDLE|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu\#
    _int/dfu_common.c|sign^'a DFU-mode interface within a composite device|rows^[{state^['dfuDNLOA\#
    D-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuU\#
    PLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|}]}\#
    ]breaks^[{rule^'D04|}{rule^'D05|}{rule^'D11|values^['0xEF|]}{rule^'D12|values^['0x02|]}{rule^'\#
    D13|values^['0x01|]}]}{id^'X31|says^'bcdDFUVersion is 0101h|evidence^'hathach/tinyusb 0.14.0, \#
    src/class/dfu/dfu_device.c|breaks^[{rule^'D09|values^['0x0101|]}]}{id^'X32|says^'a zero-length\#
     DFU_DNLOAD is accepted in dfuIDLE; a STALL does not lead to dfuERROR; dfuUPLOAD-IDLE is never\#
     used and DFU_UPLOAD accepted in every state; DFU_CLRSTATUS is acknowledged in every state|evi\#
    dence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|sign^'a STALL does not lead to dfuER\#
    ROR|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]instead^'true|then^[{reply^'a\#
    ck|next^'dfuMANIFEST-SYNC|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{state^'df\#
    uIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]instead^'tru\#
    e|then^[{reply^'ack|next^'dfuDNLOAD-SYNC|status^'OK|verdict^'pass|}{reply^'stall|next^'same|st\#
    atus^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIF\#
    EST-WAIT-RESET|'dfuERROR|]request^'DFU_DNLOAD|instead^'true|then^[{reply^'stall|next^'same|sta\#
    tus^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['wLength>0|'bitCanUpload|'wLength<\#
    =wTransferSize|]instead^'true|then^[{reply^'data-full|next^'dfuIDLE|status^'OK|}{reply^'data-s\#
    hort|next^'dfuIDLE|status^'OK|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['dfuDNLOA\#
    D-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuE\#
    RROR|]request^'DFU_UPLOAD|instead^'true|then^[{reply^'data-full|next^'same|status^'unchanged|}\#
    {reply^'data-short|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|}]\#
    }{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'d\#
    fuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuIDLE|\#
    status^'OK|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'d\#
    fuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'UNKNOWN_CLASS_REQUEST|i\#
    nstead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}]}{id^'X46|says^'without its \#
    bit in bmAttributes DFU_DNLOAD or DFU_UPLOAD is stalled without dfuERROR; after a bus reset ev\#
    ery request is stalled until SET_CONFIGURATION|evidence^'hathach/tinyusb 0.14.0, src/class/dfu\#
    /dfu_device.c|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|]inste\#
    ad^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLO\#
    AD|when^['!bitCanUpload|]instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{st\#
    ate^'dfuIDLE|request^['DFU_GETSTATUS|'DFU_GETSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{reply^'st\#
    all|next^'same|status^'unchanged|}]}]}{id^'X47|says^'a request to the device with DFU_GETSTATE\#
    's number and one byte of data writes the state|evidence^'hathach/tinyusb 0.14.0, src/class/df\#
    u/dfu_device.c|rows^[{state^'all|request^'DFU_GETSTATE_OUT|then^[{reply^'ack|next^['dfuIDLE|'d\#
    fuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESE\#
    T|'dfuUPLOAD-IDLE|'dfuERROR|]status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|ver\#
    dict^'pass|}]}{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|statu\#
    s^'OK|because^'the host wrote the state and not bStatus|}]}]}{id^'X48|says^'dfuDNBUSY and dfuM\#
    ANIFEST end when the application has finished, even before the bwPollTimeout that was announce\#
    d|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'dfuDNBUSY|request\#
    ^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuDNLOAD-SYNC|status^'OK|}]}{state^'dfuMANIFEST|requ\#
    est^'DFU_GETSTATE|then^[{reply^'data1|next^['dfuMANIFEST-SYNC|'dfuMANIFEST-WAIT-RESET|]status^\#
    'OK|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbfd26752cd105fcc07c0a7c93213cfeb134f2c4e56c01a0e5464\#
    cd7e6ec3|{schema^'dfutrace.overlay/1|profile^'xmos|title^'DFU as XMOS documents it for lib_xua\#
    |extends^'dfu-1.1|applies^[{vendor^'0x20B1|}]evidence^['xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw\#
    _dfu.rst: compliance, the two ways into DFU mode, the extension requests|'xmos/lib_xua 4.2.0, \#
    lib_xua/src/dfu/dfu_types.h: the numbers of the requests|]add^{requests^[{name^'XMOS_DFU_RESET\#
    DEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{name^'XMOS_DFU_REVERTFACTORY|bmRequestType^'0x21|b\#
    Request^'0xF1|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE resets the device at once; the g\#
    uide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|row\#
    s^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|next^'dfuIDLE|status^'OK|becaus\#
    e^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot the application (lib_xua/src/dfu/\#
    dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every generatio\#
    n has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdic\#
    t^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}]}]}{id^'F1|says^\#
    'XMOS_DFU_REVERTFACTORY makes the factory image the one that is booted|evidence^'xmos/lib_xua \#
    4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'\#
    dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'dfuERROR|]request^'XMOS_DFU_REV\#
    ERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'un\#
    changed|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{re\#
    ply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it\#
    , and DFU 1.1 demands the STALL|}]}{state^'appDETACH|request^'XMOS_DFU_REVERTFACTORY|then^[{re\#
    ply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verdict^'pas\#
    s|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfu\#
    ERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.1 demand\#
    s the STALL|}{reply^'stall|next^'appIDLE|status^'unchanged|verdict^'pass|because^'the STALL ca\#
    ncels the pending DETACH (DFU 1.1, A.2.2 r3)|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_D\#
    FU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|stat\#
    us^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STAL\#
    L|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation \#
    has it, and DFU 1.1 demands the STALL|}{reply^'silence|next^'same|status^'unchanged|verdict^'p\#
    ass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}]}
    """#
}
