// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part4 = #"""
    ^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|n\#
    ext^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or finds no flash\#
    , is never answered: its status stage is NAKed for ever; where it has no place it leads to dfu\#
    ERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of place is \#
    never answered|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-\#
    IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^\#
    'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERROR|status^'O\#
    K|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSiz\#
    e|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}]\#
    }{id^'X04|says^'a DFU_UPLOAD that has no place is answered with no bytes, and leads to dfuERRO\#
    R|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuD\#
    NLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data\#
    -short|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowl\#
    edged, and leads to dfuERROR, in run-time mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/d\#
    fu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIF\#
    EST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}\#
    ]}]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time \#
    mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETAC\#
    H|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuI\#
    DLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not define is acknowledged, or answ\#
    ered with no bytes|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|si\#
    gn^'requests that DFU does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_REQUEST\#
    |then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchang\#
    ed|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERROR|evide\#
    nce^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'dfuDNLOAD-S\#
    YNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{re\#
    ply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of its own: it l\#
    asts until a bus reset, which looks at the time that has passed (where the USB code has a tile\#
     of its own, at a time that was never set)|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.x\#
    c|sign^'appDETACH outlasts the detach window|rows^[{state^'appDETACH|event^'DETACH_TIMEOUT|whe\#
    n^['!bitWillDetach|]then^[{reply^'nothing|next^'same|status^'unchanged|}]}{state^'appDETACH|ev\#
    ent^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'unchanged|because^'the time ha\#
    d passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 erases the whole upgrade area before it\#
     is acknowledged, which takes seconds|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sig\#
    n^'block 0 takes more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bit\#
    CanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|becau\#
    se^'the host gave up before the erase was over|}]}]breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]\#
    }{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is e\#
    ver refused|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the sk\#
    ip as a note (AMB-06); that an image is not verified shows in no transfer.|}{id^'X19|says^'the\#
     lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for\#
     DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/sr\#
    c/core/endpoint0/xua_endpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfu\#
    UPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overf\#
    low|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|w\#
    hen^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuUPLOAD-IDLE|status^'O\#
    K|because^'endpoint 0 then is dead until a bus reset|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-I\#
    DLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]\#
    then^[{reply^'overflow|next^'same|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an\#
     answer of no bytes, and is padded to a multiple of 256|evidence^'xmos/lib_xua 4.2.0, lib_xua/\#
    src/dfu/dfu.xc|noRow^'The base takes every short answer as the end; the length of the image sh\#
    ows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not there is answered w\#
    ith no bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/d\#
    fu.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTra\#
    nsferSize the first 64 bytes are used, and it is never completed|evidence^'xmos/lib_xua 4.2.0,\#
     lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{\#
    state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]th\#
    en^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then\#
     endpoint 0 is dead until a bus reset|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLe\#
    ngth>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because\#
    ^'the first 64 bytes are used, then endpoint 0 is dead until a bus reset|}]}]}{id^'X23|says^'a\#
     short last block is padded with what the memory held|evidence^'xmos/lib_xua 4.2.0, lib_xua/sr\#
    c/dfu/dfu.xc|noRow^'What is written to the flash shows in no transfer of the download.|}{id^'X\#
    24|says^'a bus reset after the first request boots the application, before it DFU mode is kept\#
    ; in dfuIDLE the time since the chip was reset decides|evidence^'xmos/lib_xua 4.2.0, lib_xua/s\#
    rc/dfu/dfu.xc|noRow^'appIDLE is what the text demands; dfuIDLE that is kept is a note (AMB-09)\#
    .|}{id^'X26|says^'DFU requests are served in run-time mode: once DFU_ABORT has led to dfuIDLE,\#
     a DFU_DNLOAD is accepted|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The step\#
     that breaks the text is X05 or X06; what follows is judged from the state that it led to.|}{i\#
    d^'X27|says^'a DFU request in run-time mode stops the audio until the device is booted again|e\#
    vidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no \#
    control transfer.|}{id^'X28|says^'both modes have the same idProduct unless the application na\#
    mes another|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^\#
    'X29|says^'the DFU-mode configuration always says self-powered, 100 mA|evidence^'xmos/lib_xua \#
    4.2.0, lib_xua/src/dfu/xua_dfu.h|noRow^'DFU 1.1 says nothing of the power fields of the config\#
    uration.|}{id^'X37|says^'a first block whose number is not a multiple of 4, or a fifth block t\#
    hat is not, makes the zero-length DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 4.2.0, lib_xu\#
    a/src/dfu/dfu.xc|sign^'the zero-length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-ID\#
    LE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'same|status^'unchanged|b\#
    ecause^'the padding of the last page does not end|}]}]}{id^'X38|says^'a bus reset in run-time \#
    mode without a reboot closes the flash, so that an image just downloaded can be uploaded|evide\#
    nce^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an upload reads shows in no\#
     transfer.|}{id^'X39|says^'only the low byte of wIndex is looked at: 0100h is served as 0|evid\#
    ence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows an\#
    y answer to a wrong wIndex, which is the host's fault (AMB-29).|}{id^'X40|says^'GET_INTERFACE \#
    is answered only for wValue 0 and wLength 1, SET_INTERFACE takes any value|evidence^'xmos/lib_\#
    xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Standard requests are not judged.\#
    |}{id^'X41|says^'a request with more than 64 bytes of data leaves endpoint 0 dead until a bus \#
    reset|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'A long D\#
    FU_DNLOAD is X22; that no request is answered afterwards is not told from a device that hangs.\#
    |}]}'overlays/xmos-lib_xua-5.yaml|'xmos/lib_xua-5|'0cef7fe26384679c3bbc30211260804003f29b866db\#
    3073499d794880a7c8f06|{schema^'dfutrace.overlay/1|profile^'xmos/lib_xua-5|title^'lib_xua 5.0.0\#
     to 5.3.0|extends^'xmos|applies^[{vendor^'0x20B1|bmAttributes^'0x0F|bcdDFUVersion^'0x0110|bcdD\#
    evice^['0x0500-0x053F|'0x0900-0x092F|]}]evidence^['xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc;\#
     the logic is that of every release since 5.0.0|'xmos/sw_usb_audio, CHANGELOG: 9.0.0 to 9.2.0 \#
    carry lib_xua 5.0.0 to 5.2.0|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|\#
    bRequest^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_D\#
    FU_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_REVERTFACTORY_VENDOR|bmRequ\#
    estType^'0x41|bRequest^'0xF1|}]sources^[{id^'lib_xua|title^'xmos/lib_xua 5.3.0|}]descriptors^[\#
    {id^'generation.bmAttributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0\#
    x0F|cite^{source^'lib_xua|section^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttri\#
    butes 0Fh|advice^'Judge the capture by the profile of the generation that the device runs.|}]}\#
    declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, and 500 ms later the device boot\#
    s the application; the guide promises DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/d\#
    fu.xc|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'ap\#
    pIDLE|status^'OK|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms later th\#
    e device boots into DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F2h as\#
     a class request|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuI\#
    DLE|status^'OK|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the \#
    device boots the application|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F3h as\#
     a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appI\#
    DLE|status^'OK|}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|evidence\#
    ^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu_types.h|rows^[{state^'all|request^'XMOS_DFU_SELECTIM\#
    AGE|then^[{reply^'ack|next^'same|status^'unchanged|}]}]}{id^'X36|says^'XMOS_DFU_REVERTFACTORY \#
    is taken as a vendor request too, in every state and mode: the form in which the Thesycon driv\#
    er sends it|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'F1h\#
     as a vendor request|rows^[{state^'all|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'ac\#
    k|next^'same|status^'unchanged|}]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos\#
    /lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|r\#
    equest^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_\#
    DNLOAD that has no place, or finds no flash, is never answered: its status stage is NAKed for \#
    ever; where it has no place it leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu\#
    /dfu.xc|sign^'a DFU_DNLOAD out of place is never answered|rows^[{state^['appIDLE|'dfuDNLOAD-SY\#
    NC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'s\#
    ilence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]the\#
    n^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLe\#
    ngth>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'same|status^'unchang\#
    ed|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no place is a\#
    nswered with no bytes, and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu\#
    .xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuER\#
    ROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says\#
    ^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and leads to dfuERROR, in run-time mode too|\#
    evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOA\#
    D-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|th\#
    en^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged in eve\#
    ry state and leads to dfuIDLE, in run-time mode too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/\#
    dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuERROR|]requ\#
    est^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X09|says^'a request that D\#
    FU does not define is stalled without dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/\#
    endpoint0/xua_endpoint0.c|noRow^'The base allows it as a note: only the STALL is safe to deman\#
    d (AMB-33).|}{id^'X10|says^'DFU_DETACH in DFU mode is acknowledged, and 500 ms later the devic\#
    e boots the application: XMOS's way out of DFU mode, since WinUSB cannot reset the bus|evidenc\#
    e^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'DFU_DETACH taken as the way out of DFU mod\#
    e|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLO\#
    AD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]breaks^[\#
    {rule^'H20|}]}{id^'X12|says^'DFU_DETACH in appIDLE does not lead through appDETACH; wTimeout i\#
    s ignored, and the device leaves the bus 500 ms later by itself|evidence^'xmos/lib_xua 5.3.0, \#
    lib_xua/src/dfu/dfu.xc|noRow^'With bitWillDetach the base lets a device detach by itself (AMB-\#
    15) and sets it no time.|}{id^'X14|says^'DFU_GETSTATE in dfuDNBUSY is answered with dfuDNBUSY,\#
     and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'DFU_GETSTATE\#
     in dfuDNBUSY leads to dfuERROR|rows^[{state^'dfuDNBUSY|request^'DFU_GETSTATE|instead^'true|th\#
    en^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}]}{state^'dfuDNLOAD-SYNC|request\#
    ^'DFU_GETSTATE|when^['busyShown|]instead^'true|then^[{reply^'data1|next^'dfuERROR|shows^'dfuDN\#
    BUSY|status^'OK|}{reply^'data1|next^'dfuDNLOAD-SYNC|status^'unchanged|verdict^'pass|}]}]}{id^'\#
    X15|says^'DFU_GETSTATUS in dfuDNBUSY is served as in dfuDNLOAD-SYNC|evidence^'xmos/lib_xua 5.3\#
    .0, lib_xua/src/dfu/dfu.xc|noRow^'bwPollTimeout is 0, so that dfuDNBUSY has always ended when \#
    the request comes; where it has not, the base has a note (AMB-05).|}{id^'X16|says^'bwPollTimeo\#
    ut is always 0, although the device erases for up to 400 ms before it answers|evidence^'xmos/l\#
    ib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base bounds the time of an answer by 5 s only \#
    (T9), and demands nothing of the value of bwPollTimeout.|}{id^'X18|says^'dfuMANIFEST-SYNC is f\#
    ollowed by dfuIDLE without dfuMANIFEST, and no image is ever refused|evidence^'xmos/lib_xua 5.\#
    3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the skip as a note (AMB-06); that an image \#
    is not verified shows in no transfer.|}{id^'X19|says^'the lengths of answers do not follow wLe\#
    ngth: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is\#
     never completed|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign\#
    ^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when\#
    ^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}\#
    ]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferS\#
    ize|]then^[{reply^'silence|next^'dfuUPLOAD-IDLE|status^'OK|because^'endpoint 0 then is dead un\#
    til a bus reset|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]reques\#
    t^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|sta\#
    tus^'unchanged|}]}]}{id^'X20|says^'an upload ends with an answer of no bytes, and is padded to\#
     a multiple of 256|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base takes \#
    every short answer as the end; the length of the image shows in no transfer.|}{id^'X21|says^'t\#
    he DFU_UPLOAD of an image that is not there is answered with no bytes, and leaves the device i\#
    n dfuIDLE|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows it as a \#
    note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are used\#
    , and it is never completed|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpo\#
    int0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|wh\#
    en^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-S\#
    YNC|status^'OK|because^'the first 64 bytes are used, then endpoint 0 is dead until a bus reset\#
    |}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then\#
    ^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then e\#
    ndpoint 0 is dead until a bus reset|}]}]}{id^'X23|says^'a short last block is padded with what\#
     the memory held|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written t\#
    o the flash shows in no transfer of the download.|}{id^'X24|says^'a bus reset after the first \#
    request boots the application, before it DFU mode is kept; in dfuIDLE the time since the chip \#
    was reset decides|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE is what \#
    the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU requests are se\#
    rved in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'x\#
    mos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that breaks the text is X05 or X06; \#
    what follows is judged from the state that it led to.|}{id^'X27|says^'a DFU request in run-tim\#
    e mode stops the audio until the device is booted again|evidence^'xmos/lib_xua 5.3.0, lib_xua/\#
    src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control transfer.|}{id^'X28|says^'bot\#
    h modes have the same idProduct unless the application names another|evidence^'xmos/lib_xua 5.\#
    3.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X37|says^'a first block whose number\#
     is not a multiple of 4, or a fifth block that is not, makes the zero-length DFU_DNLOAD run fo\#
    r ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'the zero-length DFU_DNLOAD i\#
    s never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{re\#
    ply^'silence|next^'same|status^'unchanged|because^'the padding of the last page does not end|}\#
    ]}]}{id^'X38|says^'a bus reset in run-time mode without a reboot closes the flash, so that an \#
    image just downloaded can be uploaded|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noR\#
    ow^'Which image an upload reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIn\#
    dex is looked at: 0100h is served as 0|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint\#
    0/xua_endpoint0.c|noRow^'The base allows any answer to a wrong wIndex, which is the host's fau\#
    lt (AMB-29).|}{id^'X40|says^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_IN\#
    TERFACE takes any value|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0\#
    .c|noRow^'Standard requests are not judged.|}{id^'X41|says^'a request with more than 64 bytes \#
    of data leaves endpoint 0 dead until a bus reset|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/cor\#
    e/endpoint0/xua_endpoint0.c|noRow^'A long DFU_DNLOAD is X22; that no request is answered after\#
    wards is not told from a device that hangs.|}{id^'X42|says^'a first block other than 0 is drop\#
    ped where an upgrade image exists; 4.2.0 deletes that image on every first block, 5.3.0 only f\#
    or multiples of 4|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written \#
    to the flash shows in no transfer of the download.|}{id^'X43|says^'a failing erase leads to df\#
    uDNBUSY for ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base lets a d\#
    evice show dfuDNBUSY as often as it likes (T3).|}]}'overlays/xmos-sc_usb_audio-6.yaml|'xmos/sc\#
    _usb_audio-6|'4d2da0516e37f5366d05ab4df51797593cbef3e09b8fcb82f985f50ea954c77a|{schema^'dfutra\#
    ce.overlay/1|profile^'xmos/sc_usb_audio-6|title^'sc_usb_audio up to 6.12.1|extends^'xmos|evide\#
    nce^['xmos/sc_usb_audio, first commit of module_dfu (02b07ed9) to 6.12.1: module_dfu/src/dfu.x\#
    c, read in the history of xmos/lib_xua|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestT\#
    ype^'0x21|bRequest^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{na\#
    me^'XMOS_DFU_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_SAVESTATE|bmReque\#
    stType^'0x21|bRequest^'0xF5|}{name^'XMOS_DFU_RESTORESTATE|bmRequestType^'0x21|bRequest^'0xF6|}\#
    ]sources^[{id^'sc_usb_audio|title^'xmos/sc_usb_audio 6.12.1|}]descriptors^[{id^'generation.bmA\#
    ttributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x07|cite^{source^'s\#
    c_usb_audio|section^'module_dfu|}says^'the generation has bmAttributes 07h|advice^'Judge the c\#
    apture by the profile of the generation that the device runs.|}]}declares^[{id^'F0|says^'XMOS_\#
    DFU_RESETDEVICE is acknowledged, and 500 ms later the device boots the application; the guide \#
    promises DFU mode|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|\#
    request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]}{i\#
    d^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms later the device boots into DFU \#
    mode|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F2h as a class request|ro\#
    ws^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]\#
    }{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the device boots the ap\#
    plication|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F3h as a class reque\#
    st|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK\#
    |}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|evidence^'xmos/sc_usb_\#
    audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{rep\#
    ly^'ack|next^'same|status^'unchanged|}]}]}{id^'F5|says^'XMOS_DFU_SAVESTATE is acknowledged wit\#
    hout effect|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F5h as a class req\#
    uest|rows^[{state^'all|request^'XMOS_DFU_SAVESTATE|then^[{reply^'ack|next^'same|status^'unchan\#
    ged|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is acknowledged without effect|evidence^'xmos/sc_\#
    usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F6h as a class request|rows^[{state^'all|request\#
    ^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}]}{id^'X01|says^'bSt\#
    atus stays OK in dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'dfuE\#
    RROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'d\#
    fuERROR|status^'OK|}]}]}{id^'X03|says^'a DFU_DNLOAD that has no place is acknowledged, and lea\#
    ds to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'a DFU_DNLOAD ou\#
    t of place is acknowledged|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC\#
    |'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]\#
    }{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|statu\#
    s^'OK|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no place is answered with no bytes, and leads \#
    to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'\#
    appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|the\#
    n^[{reply^'data-short|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuE\#
    RROR is acknowledged, and leads to dfuERROR, in run-time mode too|evidence^'xmos/sc_usb_audio \#
    6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuD\#
    NLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'d\#
    fuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to d\#
    fuIDLE, in run-time mode too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{\#
    state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|the\#
    n^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not define\#
     is acknowledged, or answered with no bytes|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_aud\#
    io/endpoint0/endpoint0.xc|sign^'requests that DFU does not define succeed|rows^[{state^'all|re\#
    quest^'UNKNOWN_CLASS_REQUEST|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-shor\#
    t|next^'same|status^'unchanged|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged,\#
     and leads to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^\#
    ['appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERR\#
    OR|]request^'DFU_DETACH|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDET\#
    ACH has no timer of its own: it lasts until a bus reset, which looks at the time that has pass\#
    ed (where the USB code has a tile of its own, at a time that was never set)|evidence^'xmos/sc_\#
    usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'appDETACH outlasts the detach window|rows^[{stat\#
    e^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'nothing|next^'same|sta\#
    tus^'unchanged|}]}{state^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|\#
    status^'unchanged|because^'the time had passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 e\#
    rases the whole upgrade area before it is acknowledged, which takes seconds|evidence^'xmos/sc_\#
    usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'block 0 takes more than 5 s|rows^[{state^'dfuIDL\#
    E|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'si\#
    lence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the host gave up before the erase was over|}]}]\#
    breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfu\#
    IDLE without dfuMANIFEST, and no image is ever refused|evidence^'xmos/sc_usb_audio 6.12.1, mod\#
    ule_dfu/src/dfu.xc|noRow^'The base allows the skip as a note (AMB-06); that an image is not ve\#
    rified shows in no transfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 \#
    bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never co\#
    mpleted|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'answ\#
    ers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLe\#
    ngth>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{sta\#
    te^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]t\#
    hen^[{reply^'silence|next^'dfuUPLOAD-IDLE|status^'OK|because^'endpoint 0 then is dead until a \#
    bus reset|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DF\#
    U_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|status^'u\#
    nchanged|}]}]}{id^'X20|says^'an upload ends with an answer of no bytes, and is padded to a mul\#
    tiple of 256|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base takes e\#
    very short answer as the end; the length of the image shows in no transfer.|}{id^'X21|says^'th\#
    e DFU_UPLOAD of an image that is not there is answered with no bytes, and leaves the device in\#
     dfuIDLE|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base allows it a\#
    s a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are \#
    used, and it is never completed|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0\#
    /endpoint0.xc|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DN\#
    LOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuD\#
    NLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then endpoint 0 is dead until a bu\#
    s reset|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSiz\#
    e|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used,\#
     then endpoint 0 is dead until a bus reset|}]}]}{id^'X23|says^'a short last block is padded wi\#
    th what the memory held|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'What \#
    is written to the flash shows in no transfer of the download.|}{id^'X25|says^'a bus reset keep\#
    s DFU mode and leads to dfuIDLE, until XMOS_DFU_RESETFROMDFU was sent|evidence^'xmos/sc_usb_au\#
    dio 6.12.1, module_dfu/src/dfu.xc|sign^'a bus reset keeps DFU mode|rows^[{state^['dfuDNLOAD-SY\#
    NC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^\#
    'reenumerates|next^'dfuIDLE|status^'OK|}]}]}{id^'X26|says^'DFU requests are served in run-time\#
     mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/sc_usb_audio\#
     6.12.1, module_dfu/src/dfu.xc|noRow^'The step that breaks the text is X05 or X06; what follow\#
    s is judged from the state that it led to.|}{id^'X28|says^'both modes have the same idProduct \#
    unless the application names another|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc\#
    |breaks^[{rule^'D16|}]}{id^'X29|says^'the DFU-mode configuration always says self-powered, 100\#
     mA|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'DFU 1.1 says nothing of t\#
    he power fields of the configuration.|}]}'overlays/xmos-tinyusb.yaml|'xmos/tinyusb|'a73d8c99e7\#
    110822b5bddbd30a26f27d874be1b6324bdd2d58a2f42a411732f0|{schema^'dfutrace.overlay/1|profile^'xm\#
    os/tinyusb|title^'XMOS's RTOS products on TinyUSB: FFVA-UA, XVF3800 and others|extends^'xmos|a\#
    pplies^[{vendor^'0x20B1|bcdDFUVersion^'0x0101|}{vendor^'0x2886|product^['0x0019|'0x001A|]bcdDF\#
    UVersion^'0x0101|}]evidence^['hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|'xmos/sln_voi\#
    ce abd9c88, examples/ffva/src/dfu_int/dfu_common.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVIC\#
    E|'{state}.XMOS_DFU_REVERTFACTORY|]requests^['XMOS_DFU_RESETDEVICE|'XMOS_DFU_REVERTFACTORY|]}a\#
    dd^{requests^[{name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]sources^[{id^'tinyusb|\#
    title^'hathach/tinyusb 0.14.0|}]descriptors^[{id^'generation.bcdDFUVersion|actor^'device|level\#
    ^'must|set^'both|field^'bcdDFUVersion|equals^'0x0101|cite^{source^'tinyusb|section^'src/class/\#
    dfu/dfu.h|}says^'the generation has bcdDFUVersion 0101h|advice^'Judge the capture by the profi\#
    le of the generation that the device runs.|}]}declares^[{id^'X06|says^'DFU_ABORT is acknowledg\#
    ed in every state and leads to dfuIDLE|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_dev\#
    ice.c|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|\#
    'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'\#
    dfuIDLE|status^'OK|}]}]}{id^'X10|says^'DFU_DETACH is acknowledged in every state, and the appl\#
    ication boots the device again|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu\#
    _common.c|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|\#
    'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{rep\#
    ly^'ack|next^'same|status^'unchanged|}]}]breaks^[{rule^'H20|}]}{id^'X30|says^'the DFU-mode int\#
    erface is one of a composite device, with three alternate settings; there is no run-time set, \#
    and a bus reset leads to dfuIDLE|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/d\#
    fu_common.c|sign^'a DFU-mode interface within a composite device|rows^[{state^['dfuDNLOAD-SYNC\#
    |'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-\#
    IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|}]}]break\#
    s^[{rule^'D04|}{rule^'D05|}{rule^'D11|values^['0xEF|]}{rule^'D12|values^['0x02|]}{rule^'D13|va\#
    lues^['0x01|]}]}{id^'X31|says^'bcdDFUVersion is 0101h|evidence^'hathach/tinyusb 0.14.0, src/cl\#
    ass/dfu/dfu_device.c|breaks^[{rule^'D09|values^['0x0101|]}]}{id^'X32|says^'a zero-length DFU_D\#
    NLOAD is accepted in dfuIDLE; a STALL does not lead to dfuERROR; dfuUPLOAD-IDLE is never used \#
    and DFU_UPLOAD accepted in every state; DFU_CLRSTATUS is acknowledged in every state|evidence^\#
    'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|sign^'a STALL does not lead to dfuERROR|ro\#
    ws^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuMANIFEST\#
    -SYNC|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLengt\#
    h<=wTransferSize|]instead^'true|then^[{reply^'ack|next^'dfuDNLOAD-SYNC|status^'OK|verdict^'pas\#
    s|}{reply^'stall|next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFE\#
    ST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_DNLOAD|instead^'true|then\#
    ^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['wLe\#
    ngth>0|'bitCanUpload|'wLength<=wTransferSize|]instead^'true|then^[{reply^'data-full|next^'dfuI\#
    DLE|status^'OK|}{reply^'data-short|next^'dfuIDLE|status^'OK|}{reply^'stall|next^'same|status^'\#
    unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST\#
    |'dfuMANIFEST-WAIT-RESET|'dfuERROR|]request^'DFU_UPLOAD|instead^'true|then^[{reply^'data-full|\#
    next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchanged|}{reply^'stall|n\#
    ext^'same|status^'unchanged|}]}{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'df\#
    uMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|th\#
    en^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X46|says^'without its bit in bmAttributes D\#
    FU_DNLOAD or DFU_UPLOAD is stalled without dfuERROR; after a bus reset every request is stalle\#
    d until SET_CONFIGURATION|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{\#
    state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|]instead^'true|then^[{reply\#
    ^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!bitCanUplo\#
    ad|]instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^\#
    ['DFU_GETSTATUS|'DFU_GETSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{reply^'stall|next^'same|status\#
    ^'unchanged|}]}]}{id^'X47|says^'a request to the device with DFU_GETSTATE's number and one byt\#
    e of data writes the state|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[\#
    {state^'all|request^'DFU_GETSTATE_OUT|then^[{reply^'ack|next^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNB\#
    USY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'df\#
    uERROR|]status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|}]}{state^\#
    'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|because^'the ho\#
    st wrote the state and not bStatus|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbfd26752cd105fcc07c0a\#
    7c93213cfeb134f2c4e56c01a0e5464cd7e6ec3|{schema^'dfutrace.overlay/1|profile^'xmos|title^'DFU a\#
    s XMOS documents it for lib_xua|extends^'dfu-1.1|applies^[{vendor^'0x20B1|}]evidence^['xmos/li\#
    b_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst: compliance, the two ways into DFU mode, the extension\#
     requests|'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h: the numbers of the requests|]add^{\#
    requests^[{name^'XMOS_DFU_RESETDEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{name^'XMOS_DFU_REVE\#
    RTFACTORY|bmRequestType^'0x21|bRequest^'0xF1|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE r
    """#
}
