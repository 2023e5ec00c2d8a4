// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part4 = #"""
    MAGE is acknowledged without effect|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|\#
    rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|status^'unchanged\#
    |}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|next^'s\#
    ame|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (D\#
    FU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'XMOS_DFU_SAVESTATE is acknowledged without effect|evidenc\#
    e^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|sign^'F5h as a class request|rows^[{state^'\#
    all|request^'XMOS_DFU_SAVESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuM\#
    ANIFEST-WAIT-RESET|request^'XMOS_DFU_SAVESTATE|then^[{reply^'silence|next^'same|status^'unchan\#
    ged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|\#
    }]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is acknowledged without effect|evidence^'xmos/lib_xua\#
     4.2.0, lib_xua/src/dfu/dfu_types.h|sign^'F6h as a class request|rows^[{state^'all|request^'XM\#
    OS_DFU_RESTORESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT\#
    -RESET|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'silence|next^'same|status^'unchanged|verdi\#
    ct^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^\#
    'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|s\#
    ign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data\#
    6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or finds no fl\#
    ash, is never answered: its status stage is NAKed for ever; where it has no place it leads to \#
    dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of place \#
    is never answered|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLO\#
    AD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{sta\#
    te^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERROR|status\#
    ^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransfer\#
    Size|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened|}\#
    ]}{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]req\#
    uest^'DFU_DNLOAD|then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot \#
    be opened|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next\#
    ^'same|status^'unchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DFU_UPLOAD \#
    that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xmos/lib_xua 4.2.\#
    0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'d\#
    fuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|status^\#
    'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that no bytes are all of \#
    them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERRO\#
    R|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and leads to \#
    dfuERROR, in run-time mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{sta\#
    te^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-\#
    IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'D\#
    FU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mode too|evidence^'x\#
    mos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'d\#
    fuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}\#
    {id^'X08|says^'a request that DFU does not define is acknowledged, or answered with no bytes|e\#
    vidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'requests that DF\#
    U does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'ack|n\#
    ext^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchanged|}]}]}{id^'X11|say\#
    s^'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERROR|evidence^'xmos/lib_xua 4.\#
    2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|\#
    'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'dfuER\#
    ROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of its own: it lasts until a bus res\#
    et, which looks at the time that has passed (where the USB code has a tile of its own, at a ti\#
    me that was never set)|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'appDETACH ou\#
    tlasts the detach window|rows^[{state^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]\#
    then^[{reply^'nothing|next^'same|status^'unchanged|}]}{state^'appDETACH|event^'USB_RESET|then^\#
    [{reply^'reenumerates|next^'appIDLE|status^'unchanged|because^'the time had passed|}]}]}{id^'X\#
    17|says^'the DFU_DNLOAD of block 0 erases the whole upgrade area before it is acknowledged, wh\#
    ich takes seconds|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'block 0 takes mor\#
    e than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=\#
    wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the host gave up\#
     before the erase was over|}]}]breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuM\#
    ANIFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is ever refused|evidence\#
    ^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the skip as a note (AMB-06\#
    ); that an image is not verified shows in no transfer.|}{id^'X19|says^'the lengths of answers \#
    do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a lon\#
    ger DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua\#
    _endpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request\#
    ^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-\#
    IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wL\#
    ength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'e\#
    ndpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESE\#
    T|}]}{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^[\#
    'DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|status\#
    ^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!standa\#
    rdFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|reques\#
    t^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuDNLOAD-IDLE|status^'u\#
    nchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then^[{rep\#
    ly^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an answer\#
     of no bytes, and is padded to a multiple of 256|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu\#
    /dfu.xc|noRow^'The base takes every short answer as the end; the length of the image shows in \#
    no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not there is answered with no \#
    bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|n\#
    oRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSi\#
    ze the first 64 bytes are used, and it is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xu\#
    a/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'\#
    dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{re\#
    ply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus r\#
    eset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}{reply^'silence|next^'same|s\#
    tatus^'unchanged|because^'the flash cannot be opened, as in X02|}]}{state^'dfuDNLOAD-IDLE|requ\#
    est^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANI\#
    FEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that \#
    waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a short last block is padded with w\#
    hat the memory held|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'What is writte\#
    n to the flash shows in no transfer of the download.|}{id^'X24|says^'a bus reset after the fir\#
    st request boots the application, before it DFU mode is kept; in dfuIDLE the time since the ch\#
    ip was reset decides|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE is wh\#
    at the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU requests are\#
     served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence\#
    ^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that breaks the text is X05 or X0\#
    6; what follows is judged from the state that it led to.|}{id^'X27|says^'a DFU request in run-\#
    time mode stops the audio until the device is booted again|evidence^'xmos/lib_xua 4.2.0, lib_x\#
    ua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control transfer.|}{id^'X28|says^'\#
    both modes have the same idProduct unless the application names another|evidence^'xmos/lib_xua\#
     4.2.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X29|says^'the DFU-mode configurat\#
    ion always says self-powered, 100 mA|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|n\#
    oRow^'DFU 1.1 says nothing of the power fields of the configuration.|}{id^'X37|says^'a first b\#
    lock whose number is not a multiple of 4, or a fifth block that is not, makes the zero-length \#
    DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'the zero-le\#
    ngth DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLe\#
    ngth>0|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|because^'the padd\#
    ing of the last page does not end, and nothing is answered any more|}]}]}{id^'X38|says^'a bus \#
    reset in run-time mode without a reboot closes the flash, so that an image just downloaded can\#
     be uploaded|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an upload\#
     reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIndex is looked at: 0100h i\#
    s served as 0|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'\#
    The base allows any answer to a wrong wIndex, which is the host's fault (AMB-29).|}{id^'X40|sa\#
    ys^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_INTERFACE takes any value|e\#
    vidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Standard reques\#
    ts are not judged.|}{id^'X41|says^'a request with more than 64 bytes of data leaves endpoint 0\#
     dead until a bus reset|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0\#
    .c|noRow^'A long DFU_DNLOAD is X22, and what follows it is judged as in dfuMANIFEST-WAIT-RESET\#
    ; of other requests the base says nothing that would be broken before the device hangs.|}]}'ov\#
    erlays/xmos-lib_xua-5.yaml|'xmos/lib_xua-5|'7715a13c401c39f0ceddb8bf3a074eebd85acf328c2adc413d\#
    13cfdbfa165942|{schema^'dfutrace.overlay/1|profile^'xmos/lib_xua-5|title^'lib_xua 5.0.0 to 5.3\#
    .0|extends^'xmos|applies^[{vendor^'0x20B1|bmAttributes^'0x0F|bcdDFUVersion^'0x0110|bcdDevice^[\#
    '0x0500-0x053F|'0x0900-0x092F|]}]evidence^['xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc; the lo\#
    gic is that of every release since 5.0.0|'xmos/sw_usb_audio, CHANGELOG: 9.0.0 to 9.2.0 carry l\#
    ib_xua 5.0.0 to 5.2.0|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|bReques\#
    t^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELE\#
    CTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_REVERTFACTORY_VENDOR|bmRequestType\#
    ^'0x41|bRequest^'0xF1|}]sources^[{id^'lib_xua|title^'xmos/lib_xua 5.3.0|}]descriptors^[{id^'ge\#
    neration.bmAttributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x0F|cit\#
    e^{source^'lib_xua|section^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttributes 0\#
    Fh|advice^'Judge the capture by the profile of the generation that the device runs.|}]}declare\#
    s^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, and 500 ms later the device boots the a\#
    pplication; the guide promises DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|r\#
    ows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|s\#
    tatus^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'silenc\#
    e|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the\#
     reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 m\#
    s later the device boots into DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|si\#
    gn^'F2h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|\#
    next^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then\#
    ^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing \#
    but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowl\#
    edged, and 500 ms later the device boots the application|evidence^'xmos/lib_xua 5.3.0, lib_xua\#
    /src/dfu/dfu.xc|sign^'F3h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|\#
    then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU\#
    _RESETFROMDFU|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the de\#
    vice does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELEC\#
    TIMAGE is acknowledged without effect|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu_types.\#
    h|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|status^'unchang\#
    ed|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|next^\#
    'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset \#
    (DFU 1.1, A.2.9 r1)|}]}]}{id^'X36|says^'XMOS_DFU_REVERTFACTORY is taken as a vendor request to\#
    o, in every state and mode: the form in which the Thesycon driver sends it|evidence^'xmos/lib_\#
    xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'F1h as a vendor request|rows^[{sta\#
    te^'all|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'ack|next^'same|status^'unchanged|\#
    }]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu\#
    /dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{re\#
    ply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or fi\#
    nds no flash, is never answered: its status stage is NAKed for ever; where it has no place it \#
    leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out \#
    of place is never answered|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC\#
    |'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'O\#
    K|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERR\#
    OR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=\#
    wTransferSize|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be\#
     opened|}]}{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuE\#
    RROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'same|status^'unchanged|because^'the flas\#
    h cannot be opened|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'sil\#
    ence|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DF\#
    U_UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xmos/lib\#
    _xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOA\#
    D-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERRO\#
    R|status^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that no bytes ar\#
    e all of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack|next\#
    ^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and \#
    leads to dfuERROR, in run-time mode too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|r\#
    ows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'d\#
    fuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X0\#
    6|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mode too|ev\#
    idence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfu\#
    DNBUSY|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^\#
    'OK|}]}]}{id^'X09|says^'a request that DFU does not define is stalled without dfuERROR|evidenc\#
    e^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows it as\#
     a note: only the STALL is safe to demand (AMB-33).|}{id^'X10|says^'DFU_DETACH in DFU mode is \#
    acknowledged, and 500 ms later the device boots the application: XMOS's way out of DFU mode, s\#
    ince WinUSB cannot reset the bus|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'DF\#
    U_DETACH taken as the way out of DFU mode|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'d\#
    fuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'a\#
    ck|next^'appIDLE|status^'OK|}]}]breaks^[{rule^'H20|}]}{id^'X12|says^'DFU_DETACH in appIDLE doe\#
    s not lead through appDETACH; wTimeout is ignored, and the device leaves the bus 500 ms later \#
    by itself|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'With bitWillDetach the b\#
    ase lets a device detach by itself (AMB-15) and sets it no time.|}{id^'X14|says^'DFU_GETSTATE \#
    in dfuDNBUSY is answered with dfuDNBUSY, and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, l\#
    ib_xua/src/dfu/dfu.xc|sign^'DFU_GETSTATE in dfuDNBUSY leads to dfuERROR|rows^[{state^'dfuDNBUS\#
    Y|request^'DFU_GETSTATE|instead^'true|then^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|stat\#
    us^'OK|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATE|when^['busyShown|]instead^'true|then^[{\#
    reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}{reply^'data1|next^'dfuDNLOAD-SYNC|st\#
    atus^'unchanged|verdict^'pass|}]}]}{id^'X15|says^'DFU_GETSTATUS in dfuDNBUSY is served as in d\#
    fuDNLOAD-SYNC|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'bwPollTimeout is 0, \#
    so that dfuDNBUSY has always ended when the request comes; where it has not, the base has a no\#
    te (AMB-05).|}{id^'X16|says^'bwPollTimeout is always 0, although the device erases for up to 4\#
    00 ms before it answers|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base b\#
    ounds the time of an answer by 5 s only (T9), and demands nothing of the value of bwPollTimeou\#
    t.|}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image i\#
    s ever refused|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the\#
     skip as a note (AMB-06); that an image is not verified shows in no transfer.|}{id^'X19|says^'\#
    the lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 \#
    for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 5.3.0, lib_xua\#
    /src/core/endpoint0/xua_endpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'\#
    dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'ov\#
    erflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOA\#
    D|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESE\#
    T|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that waits for it i\#
    n dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERRO\#
    R|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^\#
    'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|wh\#
    en^['!standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfuDNLOAD\#
    -SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^['dfuDNLOAD-I\#
    DLE|'dfuDNBUSY|]status^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!s\#
    tandardFields|]then^[{reply^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says^'an u\#
    pload ends with an answer of no bytes, and is padded to a multiple of 256|evidence^'xmos/lib_x\#
    ua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base takes every short answer as the end; the leng\#
    th of the image shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not t\#
    here is answered with no bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua 5.3.0,\#
     lib_xua/src/dfu/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU\#
    _DNLOAD above wTransferSize the first 64 bytes are used, and it is never completed|evidence^'x\#
    mos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never\#
     completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<\#
    =wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoin\#
    t 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}{re\#
    ply^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened, as in X02|}]}{s\#
    tate^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{rep\#
    ly^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus re\#
    set, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a short la\#
    st block is padded with what the memory held|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu\#
    .xc|noRow^'What is written to the flash shows in no transfer of the download.|}{id^'X24|says^'\#
    a bus reset after the first request boots the application, before it DFU mode is kept; in dfuI\#
    DLE the time since the chip was reset decides|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/df\#
    u.xc|noRow^'appIDLE is what the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X\#
    26|says^'DFU requests are served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DN\#
    LOAD is accepted|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that bre\#
    aks the text is X05 or X06; what follows is judged from the state that it led to.|}{id^'X27|sa\#
    ys^'a DFU request in run-time mode stops the audio until the device is booted again|evidence^'\#
    xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control t\#
    ransfer.|}{id^'X28|says^'both modes have the same idProduct unless the application names anoth\#
    er|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X37|says\#
    ^'a first block whose number is not a multiple of 4, or a fifth block that is not, makes the z\#
    ero-length DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'\#
    the zero-length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|\#
    when^['!wLength>0|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|becaus\#
    e^'the padding of the last page does not end, and nothing is answered any more|}]}]}{id^'X38|s\#
    ays^'a bus reset in run-time mode without a reboot closes the flash, so that an image just dow\#
    nloaded can be uploaded|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'Which imag\#
    e an upload reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIndex is looked \#
    at: 0100h is served as 0|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint\#
    0.c|noRow^'The base allows any answer to a wrong wIndex, which is the host's fault (AMB-29).|}\#
    {id^'X40|says^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_INTERFACE takes \#
    any value|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Stan\#
    dard requests are not judged.|}{id^'X41|says^'a request with more than 64 bytes of data leaves\#
     endpoint 0 dead until a bus reset|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xu\#
    a_endpoint0.c|noRow^'A long DFU_DNLOAD is X22, and what follows it is judged as in dfuMANIFEST\#
    -WAIT-RESET; of other requests the base says nothing that would be broken before the device ha\#
    ngs.|}{id^'X42|says^'a first block other than 0 is dropped where an upgrade image exists; 4.2.\#
    0 deletes that image on every first block, 5.3.0 only for multiples of 4|evidence^'xmos/lib_xu\#
    a 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written to the flash shows in no transfer of th\#
    e download.|}{id^'X43|says^'a failing erase leads to dfuDNBUSY for ever|evidence^'xmos/lib_xua\#
     5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base lets a device show dfuDNBUSY as often as it lik\#
    es (T3).|}]}'overlays/xmos-sc_usb_audio-6.yaml|'xmos/sc_usb_audio-6|'fba5bac12ebf6da33b580990e\#
    4951cd023f0f921914f02070f2b225f87ac2b48|{schema^'dfutrace.overlay/1|profile^'xmos/sc_usb_audio\#
    -6|title^'sc_usb_audio up to 6.12.1|extends^'xmos|evidence^['xmos/sc_usb_audio, first commit o\#
    f module_dfu (02b07ed9) to 6.12.1: module_dfu/src/dfu.xc, read in the history of xmos/lib_xua|\#
    ]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|bRequest^'0xF2|}{name^'XMOS_D\#
    FU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMAGE|bmRequestType^\#
    '0x21|bRequest^'0xF4|}{name^'XMOS_DFU_SAVESTATE|bmRequestType^'0x21|bRequest^'0xF5|}{name^'XMO\#
    S_DFU_RESTORESTATE|bmRequestType^'0x21|bRequest^'0xF6|}]sources^[{id^'sc_usb_audio|title^'xmos\#
    /sc_usb_audio 6.12.1|}]descriptors^[{id^'generation.bmAttributes|actor^'device|level^'must|set\#
    ^'both|field^'bmAttributes|equals^'0x07|cite^{source^'sc_usb_audio|section^'module_dfu|}says^'\#
    the generation has bmAttributes 07h|advice^'Judge the capture by the profile of the generation\#
     that the device runs.|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, and 50\#
    0 ms later the device boots the application; the guide promises DFU mode|evidence^'xmos/sc_usb\#
    _audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|instead^'\#
    true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMO\#
    S_DFU_RESETDEVICE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'th\#
    e device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS_DFU_R\#
    ESETINTODFU is acknowledged, and 500 ms later the device boots into DFU mode|evidence^'xmos/sc\#
    _usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F2h as a class request|rows^[{state^'all|reques\#
    t^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAI\#
    T-RESET|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'silence|next^'same|status^'unchanged|verd\#
    ict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id\#
    ^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the device boots the applic\#
    ation|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F3h as a class request|r\#
    ows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}\#
    {state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'silence|next^'same\#
    |status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU \#
    1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|evidence\#
    ^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_SELECTIM\#
    AGE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'\#
    XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^\#
    'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'XMOS_DF\#
    U_SAVESTATE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/\#
    dfu.xc|sign^'F5h as a class request|rows^[{state^'all|request^'XMOS_DFU_SAVESTATE|then^[{reply\#
    ^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SAVESTA\#
    TE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does n\#
    othing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is \#
    acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F6\#
    h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|next^'\#
    same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESTORESTATE|then^[\#
    {reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing bu\#
    t wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|evid\#
    ence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{st\#
    ate^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X\#
    03|says^'a DFU_DNLOAD that has no place is acknowledged, and leads to dfuERROR|evidence^'xmos/\#
    sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'a DFU_DNLOAD out of place is acknowledged|row\#
    s^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]re\#
    quest^'DFU_DNLOAD|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_\#
    DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X04|says^'a DF\#
    U_UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xmos/sc_\#
    usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfu\#
    DNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'df\#
    uERROR|status^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that no byt\#
    es are all of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack\#
    |next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged,\#
     and leads to dfuERROR, in run-time mode too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/sr\#
    c/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFE\#
    ST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]\#
    }]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time m\#
    ode too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appD\#
    ETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'\#
    dfuIDLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not define is acknowledged, or \#
    answered with no bytes|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint\#
    0.xc|sign^'requests that DFU does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_\#
    REQUEST|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'\#
    unchanged|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERRO\#
    R|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|\#
    'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETA\#
    CH|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of i\#
    ts own: it lasts until a bus reset, which looks at the time that has passed (where the USB cod\#
    e has a tile of its own, at a time that was never set)|evidence^'xmos/sc_usb_audio 6.12.1, mod\#
    ule_dfu/src/dfu.xc|sign^'appDETACH outlasts the detach window|rows^[{state^'appDETACH|event^'D\#
    ETACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'nothing|next^'same|status^'unchanged|}]}{st\#
    ate^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'unchanged|bec\#
    ause^'the time had passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 erases the whole upgra\#
    de area before it is acknowledged, which takes seconds|evidence^'xmos/sc_usb_audio 6.12.1, mod\#
    ule_dfu/src/dfu.xc|sign^'block 0 takes more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD\#
    |when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD\#
    -SYNC|status^'OK|because^'the host gave up before the erase was over|}]}]breaks^[{rule^'T9|req\#
    uests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIF\#
    EST, and no image is ever refused|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|no\#
    Row^'The base allows the skip as a note (AMB-06); that an image is not verified shows in no tr\#
    ansfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD,\#
     6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xmo\#
    s/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'answers longer than wLeng\#
    th|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTra\#
    nsferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLO\#
    AD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|\#
    next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a de\#
    vice is that waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'appDETACH|'dfuIDLE|'d\#
    fuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standa\#
    rdFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuM\#
    ANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!standardFields|]then^[{reply^'overflow|next^'same|\#
    status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]the\#
    n^[{reply^'overflow|next^'dfuDNLOAD-IDLE|status^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request\#
    ^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuIDLE|status^'unchanged\#
    |}]}]}{id^'X20|says^'an upload ends with an answer of no bytes, and is padded to a multiple of\#
     256|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base takes every sho\#
    rt answer as the end; the length of the image shows in no transfer.|}{id^'X21|says^'the DFU_UP\#
    LOAD of an image that is not there is answered with no bytes, and leaves the device in dfuIDLE\#
    |evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base allows it as a note\#
     (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are used, an\#
    d it is never completed|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoin\#
    t0.xc|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|whe\#
    n^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-\#
    WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that waits\#
     for it in dfuMANIFEST-WAIT-RESET|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength\#
    >0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|bec\#
    ause^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WA\#
    IT-RESET|}]}{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfu\#
    ERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|becau\#
    se^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT\#
    -RESET|}]}]}{id^'X23|says^'a short last block is padded with what the memory held|evidence^'xm
    """#
}
