// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part4 = #"""
    hanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|n\#
    ext^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the re\#
    set (DFU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'XMOS_DFU_SAVESTATE is acknowledged without effect|e\#
    vidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|sign^'F5h as a class request|rows^[{s\#
    tate^'all|request^'XMOS_DFU_SAVESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state\#
    ^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SAVESTATE|then^[{reply^'silence|next^'same|status^'\#
    unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.\#
    9 r1)|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is acknowledged without effect|evidence^'xmos/l\#
    ib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|sign^'F6h as a class request|rows^[{state^'all|reque\#
    st^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFES\#
    T-WAIT-RESET|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'silence|next^'same|status^'unchanged\#
    |verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}\#
    ]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/df\#
    u.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply\#
    ^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or finds\#
     no flash, is never answered: its status stage is NAKed for ever; where it has no place it lea\#
    ds to dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of \#
    place is never answered|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'d\#
    fuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'OK|}\#
    ]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERROR|\#
    status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTr\#
    ansferSize|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be op\#
    ened|}]}{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERRO\#
    R|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash c\#
    annot be opened|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silenc\#
    e|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DFU_U\#
    PLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xmos/lib_xu\#
    a 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-I\#
    DLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|s\#
    tatus^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that no bytes are a\#
    ll of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'d\#
    fuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and lea\#
    ds to dfuERROR, in run-time mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows\#
    ^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuU\#
    PLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|s\#
    ays^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mode too|evide\#
    nce^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-S\#
    YNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK\#
    |}]}]}{id^'X08|says^'a request that DFU does not define is acknowledged, or answered with no b\#
    ytes|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'requests t\#
    hat DFU does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^\#
    'ack|next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchanged|}]}]}{id^'X\#
    11|says^'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERROR|evidence^'xmos/lib_\#
    xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD\#
    -IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^\#
    'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of its own: it lasts until a b\#
    us reset, which looks at the time that has passed (where the USB code has a tile of its own, a\#
    t a time that was never set)|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'appDET\#
    ACH outlasts the detach window|rows^[{state^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDe\#
    tach|]then^[{reply^'nothing|next^'same|status^'unchanged|}]}{state^'appDETACH|event^'USB_RESET\#
    |then^[{reply^'reenumerates|next^'appIDLE|status^'unchanged|because^'the time had passed|}]}]}\#
    {id^'X17|says^'the DFU_DNLOAD of block 0 erases the whole upgrade area before it is acknowledg\#
    ed, which takes seconds|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'block 0 tak\#
    es more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLe\#
    ngth<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the host g\#
    ave up before the erase was over|}]}]breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says\#
    ^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is ever refused|ev\#
    idence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the skip as a note (\#
    AMB-06); that an image is not verified shows in no transfer.|}{id^'X19|says^'the lengths of an\#
    swers do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE;\#
     a longer DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoin\#
    t0/xua_endpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]r\#
    equest^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuU\#
    PLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>\#
    0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|beca\#
    use^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAI\#
    T-RESET|}]}{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]req\#
    uest^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|\#
    status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!\#
    standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|\#
    request^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuDNLOAD-IDLE|sta\#
    tus^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then\#
    ^[{reply^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an \#
    answer of no bytes, and is padded to a multiple of 256|evidence^'xmos/lib_xua 4.2.0, lib_xua/s\#
    rc/dfu/dfu.xc|noRow^'The base takes every short answer as the end; the length of the image sho\#
    ws in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not there is answered wi\#
    th no bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/df\#
    u.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTran\#
    sferSize the first 64 bytes are used, and it is never completed|evidence^'xmos/lib_xua 4.2.0, \#
    lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{s\#
    tate^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]the\#
    n^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a\#
     bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}{reply^'silence|next^'\#
    same|status^'unchanged|because^'the flash cannot be opened, as in X02|}]}{state^'dfuDNLOAD-IDL\#
    E|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'d\#
    fuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is\#
     that waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a short last block is padded \#
    with what the memory held|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'What is \#
    written to the flash shows in no transfer of the download.|}{id^'X24|says^'a bus reset after t\#
    he first request boots the application, before it DFU mode is kept; in dfuIDLE the time since \#
    the chip was reset decides|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE\#
     is what the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU reques\#
    ts are served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|ev\#
    idence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that breaks the text is X05\#
     or X06; what follows is judged from the state that it led to.|}{id^'X27|says^'a DFU request i\#
    n run-time mode stops the audio until the device is booted again|evidence^'xmos/lib_xua 4.2.0,\#
     lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control transfer.|}{id^'X28|\#
    says^'both modes have the same idProduct unless the application names another|evidence^'xmos/l\#
    ib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X29|says^'the DFU-mode conf\#
    iguration always says self-powered, 100 mA|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_d\#
    fu.h|noRow^'DFU 1.1 says nothing of the power fields of the configuration.|}{id^'X37|says^'a f\#
    irst block whose number is not a multiple of 4, or a fifth block that is not, makes the zero-l\#
    ength DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'the z\#
    ero-length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^\#
    ['!wLength>0|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|because^'th\#
    e padding of the last page does not end, and nothing is answered any more|}]}]}{id^'X38|says^'\#
    a bus reset in run-time mode without a reboot closes the flash, so that an image just download\#
    ed can be uploaded|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an \#
    upload reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIndex is looked at: 0\#
    100h is served as 0|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|n\#
    oRow^'The base allows any answer to a wrong wIndex, which is the host's fault (AMB-29).|}{id^'\#
    X40|says^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_INTERFACE takes any v\#
    alue|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Standard \#
    requests are not judged.|}{id^'X41|says^'a request with more than 64 bytes of data leaves endp\#
    oint 0 dead until a bus reset|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_end\#
    point0.c|noRow^'A long DFU_DNLOAD is X22, and what follows it is judged as in dfuMANIFEST-WAIT\#
    -RESET; of other requests the base says nothing that would be broken before the device hangs.|\#
    }]}'overlays/xmos-lib_xua-5.yaml|'xmos/lib_xua-5|'7715a13c401c39f0ceddb8bf3a074eebd85acf328c2a\#
    dc413d13cfdbfa165942|{schema^'dfutrace.overlay/1|profile^'xmos/lib_xua-5|title^'lib_xua 5.0.0 \#
    to 5.3.0|extends^'xmos|applies^[{vendor^'0x20B1|bmAttributes^'0x0F|bcdDFUVersion^'0x0110|bcdDe\#
    vice^['0x0500-0x053F|'0x0900-0x092F|]}]evidence^['xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc; \#
    the logic is that of every release since 5.0.0|'xmos/sw_usb_audio, CHANGELOG: 9.0.0 to 9.2.0 c\#
    arry lib_xua 5.0.0 to 5.2.0|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|b\#
    Request^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DF\#
    U_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_REVERTFACTORY_VENDOR|bmReque\#
    stType^'0x41|bRequest^'0xF1|}]sources^[{id^'lib_xua|title^'xmos/lib_xua 5.3.0|}]descriptors^[{\#
    id^'generation.bmAttributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x\#
    0F|cite^{source^'lib_xua|section^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttrib\#
    utes 0Fh|advice^'Judge the capture by the profile of the generation that the device runs.|}]}d\#
    eclares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, and 500 ms later the device boots\#
     the application; the guide promises DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/df\#
    u.xc|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'app\#
    IDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'\#
    silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait f\#
    or the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and\#
     500 ms later the device boots into DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu\#
    .xc|sign^'F2h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply\#
    ^'ack|next^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETINTODF\#
    U|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does no\#
    thing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is a\#
    cknowledged, and 500 ms later the device boots the application|evidence^'xmos/lib_xua 5.3.0, l\#
    ib_xua/src/dfu/dfu.xc|sign^'F3h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFR\#
    OMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XM\#
    OS_DFU_RESETFROMDFU|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'\#
    the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU\#
    _SELECTIMAGE is acknowledged without effect|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu_\#
    types.h|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|status^'u\#
    nchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence\#
    |next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the \#
    reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'X36|says^'XMOS_DFU_REVERTFACTORY is taken as a vendor requ\#
    est too, in every state and mode: the form in which the Thesycon driver sends it|evidence^'xmo\#
    s/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'F1h as a vendor request|rows\#
    ^[{state^'all|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'ack|next^'same|status^'unch\#
    anged|}]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/s\#
    rc/dfu/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|the\#
    n^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place,\#
     or finds no flash, is never answered: its status stage is NAKed for ever; where it has no pla\#
    ce it leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOA\#
    D out of place is never answered|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFES\#
    T-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|sta\#
    tus^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'\#
    dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLe\#
    ngth<=wTransferSize|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash can\#
    not be opened|}]}{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE\#
    |'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'same|status^'unchanged|because^'th\#
    e flash cannot be opened|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{repl\#
    y^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says\#
    ^'a DFU_UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xm\#
    os/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'df\#
    uDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'d\#
    fuERROR|status^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that no by\#
    tes are all of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ac\#
    k|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged\#
    , and leads to dfuERROR, in run-time mode too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/df\#
    u.xc|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-S\#
    YNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{\#
    id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mode \#
    too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYN\#
    C|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|s\#
    tatus^'OK|}]}]}{id^'X09|says^'a request that DFU does not define is stalled without dfuERROR|e\#
    vidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows\#
     it as a note: only the STALL is safe to demand (AMB-33).|}{id^'X10|says^'DFU_DETACH in DFU mo\#
    de is acknowledged, and 500 ms later the device boots the application: XMOS's way out of DFU m\#
    ode, since WinUSB cannot reset the bus|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|si\#
    gn^'DFU_DETACH taken as the way out of DFU mode|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNB\#
    USY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{re\#
    ply^'ack|next^'appIDLE|status^'OK|}]}]breaks^[{rule^'H20|}]}{id^'X12|says^'DFU_DETACH in appID\#
    LE does not lead through appDETACH; wTimeout is ignored, and the device leaves the bus 500 ms \#
    later by itself|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'With bitWillDetach\#
     the base lets a device detach by itself (AMB-15) and sets it no time.|}{id^'X14|says^'DFU_GET\#
    STATE in dfuDNBUSY is answered with dfuDNBUSY, and leads to dfuERROR|evidence^'xmos/lib_xua 5.\#
    3.0, lib_xua/src/dfu/dfu.xc|sign^'DFU_GETSTATE in dfuDNBUSY leads to dfuERROR|rows^[{state^'df\#
    uDNBUSY|request^'DFU_GETSTATE|instead^'true|then^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUS\#
    Y|status^'OK|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATE|when^['busyShown|]instead^'true|t\#
    hen^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}{reply^'data1|next^'dfuDNLOAD-S\#
    YNC|status^'unchanged|verdict^'pass|}]}]}{id^'X15|says^'DFU_GETSTATUS in dfuDNBUSY is served a\#
    s in dfuDNLOAD-SYNC|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'bwPollTimeout \#
    is 0, so that dfuDNBUSY has always ended when the request comes; where it has not, the base ha\#
    s a note (AMB-05).|}{id^'X16|says^'bwPollTimeout is always 0, although the device erases for u\#
    p to 400 ms before it answers|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The \#
    base bounds the time of an answer by 5 s only (T9), and demands nothing of the value of bwPoll\#
    Timeout.|}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no i\#
    mage is ever refused|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allo\#
    ws the skip as a note (AMB-06); that an image is not verified shows in no transfer.|}{id^'X19|\#
    says^'the lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTAT\#
    US, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 5.3.0, l\#
    ib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfu\#
    IDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{rep\#
    ly^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU\#
    _UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAI\#
    T-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that waits fo\#
    r it in dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'d\#
    fuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow\#
    |next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETST\#
    ATE|when^['!standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfu\#
    DNLOAD-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^['dfuDN\#
    LOAD-IDLE|'dfuDNBUSY|]status^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|whe\#
    n^['!standardFields|]then^[{reply^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says\#
    ^'an upload ends with an answer of no bytes, and is padded to a multiple of 256|evidence^'xmos\#
    /lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base takes every short answer as the end; th\#
    e length of the image shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is\#
     not there is answered with no bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua \#
    5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of\#
     a DFU_DNLOAD above wTransferSize the first 64 bytes are used, and it is never completed|evide\#
    nce^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is\#
     never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wL\#
    ength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'e\#
    ndpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESE\#
    T|}{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened, as in X02\#
    |}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then\#
    ^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a \#
    bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a sh\#
    ort last block is padded with what the memory held|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/d\#
    fu/dfu.xc|noRow^'What is written to the flash shows in no transfer of the download.|}{id^'X24|\#
    says^'a bus reset after the first request boots the application, before it DFU mode is kept; i\#
    n dfuIDLE the time since the chip was reset decides|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/\#
    dfu/dfu.xc|noRow^'appIDLE is what the text demands; dfuIDLE that is kept is a note (AMB-09).|}\#
    {id^'X26|says^'DFU requests are served in run-time mode: once DFU_ABORT has led to dfuIDLE, a \#
    DFU_DNLOAD is accepted|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The step th\#
    at breaks the text is X05 or X06; what follows is judged from the state that it led to.|}{id^'\#
    X27|says^'a DFU request in run-time mode stops the audio until the device is booted again|evid\#
    ence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no con\#
    trol transfer.|}{id^'X28|says^'both modes have the same idProduct unless the application names\#
     another|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X3\#
    7|says^'a first block whose number is not a multiple of 4, or a fifth block that is not, makes\#
     the zero-length DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|\#
    sign^'the zero-length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_D\#
    NLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|\#
    because^'the padding of the last page does not end, and nothing is answered any more|}]}]}{id^\#
    'X38|says^'a bus reset in run-time mode without a reboot closes the flash, so that an image ju\#
    st downloaded can be uploaded|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'Whic\#
    h image an upload reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIndex is l\#
    ooked at: 0100h is served as 0|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_en\#
    dpoint0.c|noRow^'The base allows any answer to a wrong wIndex, which is the host's fault (AMB-\#
    29).|}{id^'X40|says^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_INTERFACE \#
    takes any value|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow\#
    ^'Standard requests are not judged.|}{id^'X41|says^'a request with more than 64 bytes of data \#
    leaves endpoint 0 dead until a bus reset|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoi\#
    nt0/xua_endpoint0.c|noRow^'A long DFU_DNLOAD is X22, and what follows it is judged as in dfuMA\#
    NIFEST-WAIT-RESET; of other requests the base says nothing that would be broken before the dev\#
    ice hangs.|}{id^'X42|says^'a first block other than 0 is dropped where an upgrade image exists\#
    ; 4.2.0 deletes that image on every first block, 5.3.0 only for multiples of 4|evidence^'xmos/\#
    lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written to the flash shows in no transfer\#
     of the download.|}{id^'X43|says^'a failing erase leads to dfuDNBUSY for ever|evidence^'xmos/l\#
    ib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base lets a device show dfuDNBUSY as often as \#
    it likes (T3).|}]}'overlays/xmos-sc_usb_audio-6.yaml|'xmos/sc_usb_audio-6|'fba5bac12ebf6da33b5\#
    80990e4951cd023f0f921914f02070f2b225f87ac2b48|{schema^'dfutrace.overlay/1|profile^'xmos/sc_usb\#
    _audio-6|title^'sc_usb_audio up to 6.12.1|extends^'xmos|evidence^['xmos/sc_usb_audio, first co\#
    mmit of module_dfu (02b07ed9) to 6.12.1: module_dfu/src/dfu.xc, read in the history of xmos/li\#
    b_xua|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|bRequest^'0xF2|}{name^'\#
    XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMAGE|bmReques\#
    tType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_SAVESTATE|bmRequestType^'0x21|bRequest^'0xF5|}{nam\#
    e^'XMOS_DFU_RESTORESTATE|bmRequestType^'0x21|bRequest^'0xF6|}]sources^[{id^'sc_usb_audio|title\#
    ^'xmos/sc_usb_audio 6.12.1|}]descriptors^[{id^'generation.bmAttributes|actor^'device|level^'mu\#
    st|set^'both|field^'bmAttributes|equals^'0x07|cite^{source^'sc_usb_audio|section^'module_dfu|}\#
    says^'the generation has bmAttributes 07h|advice^'Judge the capture by the profile of the gene\#
    ration that the device runs.|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, \#
    and 500 ms later the device boots the application; the guide promises DFU mode|evidence^'xmos/\#
    sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|ins\#
    tead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|reques\#
    t^'XMOS_DFU_RESETDEVICE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|becau\#
    se^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS\#
    _DFU_RESETINTODFU is acknowledged, and 500 ms later the device boots into DFU mode|evidence^'x\#
    mos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F2h as a class request|rows^[{state^'all|\#
    request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFE\#
    ST-WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'silence|next^'same|status^'unchange\#
    d|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]\#
    }]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the device boots the \#
    application|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F3h as a class req\#
    uest|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'\#
    OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'silence|next\#
    ^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset\#
     (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|ev\#
    idence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_SE\#
    LECTIMAGE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|req\#
    uest^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|be\#
    cause^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'X\#
    MOS_DFU_SAVESTATE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_df\#
    u/src/dfu.xc|sign^'F5h as a class request|rows^[{state^'all|request^'XMOS_DFU_SAVESTATE|then^[\#
    {reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_S\#
    AVESTATE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device \#
    does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTA\#
    TE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|si\#
    gn^'F6h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|\#
    next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESTORESTATE|\#
    then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does noth\#
    ing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'X01|says^'bStatus stays OK in dfuERRO\#
    R|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'dfuERROR with bStatus OK|row\#
    s^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}\#
    {id^'X03|says^'a DFU_DNLOAD that has no place is acknowledged, and leads to dfuERROR|evidence^\#
    'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'a DFU_DNLOAD out of place is acknowledg\#
    ed|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERR\#
    OR|]request^'DFU_DNLOAD|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request\#
    ^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X04|says\#
    ^'a DFU_UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xm\#
    os/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYN\#
    C|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|ne\#
    xt^'dfuERROR|status^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|because^'wLength is 0, so that \#
    no bytes are all of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{repl\#
    y^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowl\#
    edged, and leads to dfuERROR, in run-time mode too|evidence^'xmos/sc_usb_audio 6.12.1, module_\#
    dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfu\#
    MANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^\#
    'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-\#
    time mode too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE\#
    |'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|\#
    next^'dfuIDLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not define is acknowledge\#
    d, or answered with no bytes|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/en\#
    dpoint0.xc|sign^'requests that DFU does not define succeed|rows^[{state^'all|request^'UNKNOWN_\#
    CLASS_REQUEST|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-short|next^'same|st\#
    atus^'unchanged|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged, and leads to d\#
    fuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appDETACH|'df\#
    uIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DF\#
    U_DETACH|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no time\#
    r of its own: it lasts until a bus reset, which looks at the time that has passed (where the U\#
    SB code has a tile of its own, at a time that was never set)|evidence^'xmos/sc_usb_audio 6.12.\#
    1, module_dfu/src/dfu.xc|sign^'appDETACH outlasts the detach window|rows^[{state^'appDETACH|ev\#
    ent^'DETACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'nothing|next^'same|status^'unchanged|\#
    }]}{state^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'unchang\#
    ed|because^'the time had passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 erases the whole\#
     upgrade area before it is acknowledged, which takes seconds|evidence^'xmos/sc_usb_audio 6.12.\#
    1, module_dfu/src/dfu.xc|sign^'block 0 takes more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_\#
    DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'dfu\#
    DNLOAD-SYNC|status^'OK|because^'the host gave up before the erase was over|}]}]breaks^[{rule^'\#
    T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without df\#
    uMANIFEST, and no image is ever refused|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu\#
    .xc|noRow^'The base allows the skip as a note (AMB-06); that an image is not verified shows in\#
     no transfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 bytes for DFU_U\#
    PLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidenc\#
    e^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'answers longer than\#
     wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength\#
    <=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'d\#
    fuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'si\#
    lence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, a\#
    s a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'appDETACH|'dfuI\#
    DLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!\#
    standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC\#
    |'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!standardFields|]then^[{reply^'overflow|next^\#
    'same|status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATUS|when^['!standardField\#
    s|]then^[{reply^'overflow|next^'dfuDNLOAD-IDLE|status^'unchanged|}]}{state^'dfuMANIFEST-SYNC|r\#
    equest^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuIDLE|status^'unc\#
    hanged|}]}]}{id^'X20|says^'an upload ends with an answer of no bytes, and is padded to a multi\#
    ple of 256|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base takes eve\#
    ry short answer as the end; the length of the image shows in no transfer.|}{id^'X21|says^'the \#
    DFU_UPLOAD of an image that is not there is answered with no bytes, and leaves the device in d\#
    fuIDLE|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base allows it as \#
    a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are us\#
    ed, and it is never completed|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/e\#
    ndpoint0.xc|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLO\#
    AD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMAN\#
    IFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that\#
     waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['w\#
    Length>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'\#
    OK|because^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIF\#
    EST-WAIT-RESET|}]}{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDL\#
    E|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK\#
    |because^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFES\#
    T-WAIT-RESET|}]}]}{id^'X23|says^'a short last block is padded with what the memory held|eviden\#
    ce^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'What is written to the flash shows \#
    in no transfer of the download.|}{id^'X25|says^'a bus reset keeps DFU mode and leads to dfuIDL
    """#
}
