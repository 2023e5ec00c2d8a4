// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part4 = #"""
    s OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'\#
    OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or finds no flash, is never answered: i\#
    ts status stage is NAKed for ever; where it has no place it leads to dfuERROR|evidence^'xmos/l\#
    ib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of place is never answered|rows^[{\#
    state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]reques\#
    t^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_\#
    DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|r\#
    equest^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silen\#
    ce|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DFU_\#
    UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'xmos/lib_x\#
    ua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-\#
    IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|\#
    status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and leads to df\#
    uERROR, in run-time mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state\#
    ^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-ID\#
    LE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU\#
    _ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mode too|evidence^'xmo\#
    s/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfu\#
    MANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{i\#
    d^'X08|says^'a request that DFU does not define is acknowledged, or answered with no bytes|evi\#
    dence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'requests that DFU \#
    does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'ack|nex\#
    t^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'unchanged|}]}]}{id^'X11|says^\#
    'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERROR|evidence^'xmos/lib_xua 4.2.\#
    0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'d\#
    fuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'dfuERRO\#
    R|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of its own: it lasts until a bus reset\#
    , which looks at the time that has passed (where the USB code has a tile of its own, at a time\#
     that was never set)|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'appDETACH outl\#
    asts the detach window|rows^[{state^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]th\#
    en^[{reply^'nothing|next^'same|status^'unchanged|}]}{state^'appDETACH|event^'USB_RESET|then^[{\#
    reply^'reenumerates|next^'appIDLE|status^'unchanged|because^'the time had passed|}]}]}{id^'X17\#
    |says^'the DFU_DNLOAD of block 0 erases the whole upgrade area before it is acknowledged, whic\#
    h takes seconds|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'block 0 takes more \#
    than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wT\#
    ransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the host gave up b\#
    efore the erase was over|}]}]breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMAN\#
    IFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is ever refused|evidence^'\#
    xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the skip as a note (AMB-06);\#
     that an image is not verified shows in no transfer.|}{id^'X19|says^'the lengths of answers do\#
     not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longe\#
    r DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_e\#
    ndpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'\#
    DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-ID\#
    LE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLen\#
    gth<=wTransferSize|]then^[{reply^'silence|next^'dfuUPLOAD-IDLE|status^'OK|because^'endpoint 0 \#
    then is dead until a bus reset|}]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'d\#
    fuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow\#
    |next^'same|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an answer of no bytes, a\#
    nd is padded to a multiple of 256|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'\#
    The base takes every short answer as the end; the length of the image shows in no transfer.|}{\#
    id^'X21|says^'the DFU_UPLOAD of an image that is not there is answered with no bytes, and leav\#
    es the device in dfuIDLE|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base \#
    allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64\#
     bytes are used, and it is never completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endp\#
    oint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request\#
    ^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|ne\#
    xt^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then endpoint 0 is dead un\#
    til a bus reset|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTra\#
    nsferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes a\#
    re used, then endpoint 0 is dead until a bus reset|}]}]}{id^'X23|says^'a short last block is p\#
    added with what the memory held|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'Wh\#
    at is written to the flash shows in no transfer of the download.|}{id^'X24|says^'a bus reset a\#
    fter the first request boots the application, before it DFU mode is kept; in dfuIDLE the time \#
    since the chip was reset decides|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'a\#
    ppIDLE is what the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU \#
    requests are served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accep\#
    ted|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that breaks the text \#
    is X05 or X06; what follows is judged from the state that it led to.|}{id^'X27|says^'a DFU req\#
    uest in run-time mode stops the audio until the device is booted again|evidence^'xmos/lib_xua \#
    4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control transfer.|}{id\#
    ^'X28|says^'both modes have the same idProduct unless the application names another|evidence^'\#
    xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X29|says^'the DFU-mod\#
    e configuration always says self-powered, 100 mA|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu\#
    /xua_dfu.h|noRow^'DFU 1.1 says nothing of the power fields of the configuration.|}{id^'X37|say\#
    s^'a first block whose number is not a multiple of 4, or a fifth block that is not, makes the \#
    zero-length DFU_DNLOAD run for ever|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^\#
    'the zero-length DFU_DNLOAD is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD\#
    |when^['!wLength>0|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the padding of\#
     the last page does not end|}]}]}{id^'X38|says^'a bus reset in run-time mode without a reboot \#
    closes the flash, so that an image just downloaded can be uploaded|evidence^'xmos/lib_xua 4.2.\#
    0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an upload reads shows in no transfer.|}{id^'X39|s\#
    ays^'only the low byte of wIndex is looked at: 0100h is served as 0|evidence^'xmos/lib_xua 4.2\#
    .0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows any answer to a wrong wI\#
    ndex, which is the host's fault (AMB-29).|}{id^'X40|says^'GET_INTERFACE is answered only for w\#
    Value 0 and wLength 1, SET_INTERFACE takes any value|evidence^'xmos/lib_xua 4.2.0, lib_xua/src\#
    /core/endpoint0/xua_endpoint0.c|noRow^'Standard requests are not judged.|}{id^'X41|says^'a req\#
    uest with more than 64 bytes of data leaves endpoint 0 dead until a bus reset|evidence^'xmos/l\#
    ib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'A long DFU_DNLOAD is X22; that\#
     no request is answered afterwards is not told from a device that hangs.|}]}'overlays/xmos-lib\#
    _xua-5.yaml|'xmos/lib_xua-5|'0cef7fe26384679c3bbc30211260804003f29b866db3073499d794880a7c8f06|\#
    {schema^'dfutrace.overlay/1|profile^'xmos/lib_xua-5|title^'lib_xua 5.0.0 to 5.3.0|extends^'xmo\#
    s|applies^[{vendor^'0x20B1|bmAttributes^'0x0F|bcdDFUVersion^'0x0110|bcdDevice^['0x0500-0x053F|\#
    '0x0900-0x092F|]}]evidence^['xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc; the logic is that of \#
    every release since 5.0.0|'xmos/sw_usb_audio, CHANGELOG: 9.0.0 to 9.2.0 carry lib_xua 5.0.0 to\#
     5.2.0|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|bRequest^'0xF2|}{name^\#
    'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMAGE|bmReque\#
    stType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_REVERTFACTORY_VENDOR|bmRequestType^'0x41|bRequest\#
    ^'0xF1|}]sources^[{id^'lib_xua|title^'xmos/lib_xua 5.3.0|}]descriptors^[{id^'generation.bmAttr\#
    ibutes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x0F|cite^{source^'lib_\#
    xua|section^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttributes 0Fh|advice^'Judg\#
    e the capture by the profile of the generation that the device runs.|}]}declares^[{id^'F0|says\#
    ^'XMOS_DFU_RESETDEVICE is acknowledged, and 500 ms later the device boots the application; the\#
     guide promises DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^'al\#
    l|request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]}\#
    {id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms later the device boots into DF\#
    U mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F2h as a class request|rows^\#
    [{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{i\#
    d^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the device boots the appli\#
    cation|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F3h as a class request|rows^\#
    [{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]}{i\#
    d^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|evidence^'xmos/lib_xua 5.3.0, \#
    lib_xua/src/dfu/dfu_types.h|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|\#
    next^'same|status^'unchanged|}]}]}{id^'X36|says^'XMOS_DFU_REVERTFACTORY is taken as a vendor r\#
    equest too, in every state and mode: the form in which the Thesycon driver sends it|evidence^'\#
    xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'F1h as a vendor request|r\#
    ows^[{state^'all|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'ack|next^'same|status^'u\#
    nchanged|}]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xu\#
    a/src/dfu/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|\#
    then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no pla\#
    ce, or finds no flash, is never answered: its status stage is NAKed for ever; where it has no \#
    place it leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DN\#
    LOAD out of place is never answered|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANI\#
    FEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|\#
    status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|nex\#
    t^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'\#
    wLength<=wTransferSize|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash \#
    cannot be opened|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no place is answered with no bytes,\#
     and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['app\#
    IDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLO\#
    AD|then^[{reply^'data-short|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outsid\#
    e dfuERROR is acknowledged, and leads to dfuERROR, in run-time mode too|evidence^'xmos/lib_xua\#
     5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfu\#
    DNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'\#
    dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to \#
    dfuIDLE, in run-time mode too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{stat\#
    e^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{\#
    reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X09|says^'a request that DFU does not define is \#
    stalled without dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint\#
    0.c|noRow^'The base allows it as a note: only the STALL is safe to demand (AMB-33).|}{id^'X10|\#
    says^'DFU_DETACH in DFU mode is acknowledged, and 500 ms later the device boots the applicatio\#
    n: XMOS's way out of DFU mode, since WinUSB cannot reset the bus|evidence^'xmos/lib_xua 5.3.0,\#
     lib_xua/src/dfu/dfu.xc|sign^'DFU_DETACH taken as the way out of DFU mode|rows^[{state^['dfuID\#
    LE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]req\#
    uest^'DFU_DETACH|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]breaks^[{rule^'H20|}]}{id^'X12\#
    |says^'DFU_DETACH in appIDLE does not lead through appDETACH; wTimeout is ignored, and the dev\#
    ice leaves the bus 500 ms later by itself|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc\#
    |noRow^'With bitWillDetach the base lets a device detach by itself (AMB-15) and sets it no tim\#
    e.|}{id^'X14|says^'DFU_GETSTATE in dfuDNBUSY is answered with dfuDNBUSY, and leads to dfuERROR\#
    |evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'DFU_GETSTATE in dfuDNBUSY leads to\#
     dfuERROR|rows^[{state^'dfuDNBUSY|request^'DFU_GETSTATE|instead^'true|then^[{reply^'data1|next\#
    ^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATE|when^['\#
    busyShown|]instead^'true|then^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}{repl\#
    y^'data1|next^'dfuDNLOAD-SYNC|status^'unchanged|verdict^'pass|}]}]}{id^'X15|says^'DFU_GETSTATU\#
    S in dfuDNBUSY is served as in dfuDNLOAD-SYNC|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/df\#
    u.xc|noRow^'bwPollTimeout is 0, so that dfuDNBUSY has always ended when the request comes; whe\#
    re it has not, the base has a note (AMB-05).|}{id^'X16|says^'bwPollTimeout is always 0, althou\#
    gh the device erases for up to 400 ms before it answers|evidence^'xmos/lib_xua 5.3.0, lib_xua/\#
    src/dfu/dfu.xc|noRow^'The base bounds the time of an answer by 5 s only (T9), and demands noth\#
    ing of the value of bwPollTimeout.|}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE wit\#
    hout dfuMANIFEST, and no image is ever refused|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/d\#
    fu.xc|noRow^'The base allows the skip as a note (AMB-06); that an image is not verified shows \#
    in no transfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 bytes for DFU\#
    _UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evide\#
    nce^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'answers longer than \#
    wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<\#
    =wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'df\#
    uUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'sil\#
    ence|next^'dfuUPLOAD-IDLE|status^'OK|because^'endpoint 0 then is dead until a bus reset|}]}{st\#
    ate^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU\#
    _GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}]}{i\#
    d^'X20|says^'an upload ends with an answer of no bytes, and is padded to a multiple of 256|evi\#
    dence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base takes every short answer as \#
    the end; the length of the image shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an im\#
    age that is not there is answered with no bytes, and leaves the device in dfuIDLE|evidence^'xm\#
    os/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}{id^'X\#
    22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are used, and it is never comp\#
    leted|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a long DF\#
    U_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCan\#
    Dnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because\#
    ^'the first 64 bytes are used, then endpoint 0 is dead until a bus reset|}]}{state^'dfuDNLOAD-\#
    IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next\#
    ^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then endpoint 0 is dead unti\#
    l a bus reset|}]}]}{id^'X23|says^'a short last block is padded with what the memory held|evide\#
    nce^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written to the flash shows in n\#
    o transfer of the download.|}{id^'X24|says^'a bus reset after the first request boots the appl\#
    ication, before it DFU mode is kept; in dfuIDLE the time since the chip was reset decides|evid\#
    ence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE is what the text demands; dfuI\#
    DLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU requests are served in run-time mode:\#
     once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/lib_xua 5.3.0, lib\#
    _xua/src/dfu/dfu.xc|noRow^'The step that breaks the text is X05 or X06; what follows is judged\#
     from the state that it led to.|}{id^'X27|says^'a DFU request in run-time mode stops the audio\#
     until the device is booted again|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua\#
    _endpoint0.c|noRow^'It shows in no control transfer.|}{id^'X28|says^'both modes have the same \#
    idProduct unless the application names another|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/x\#
    ua_dfu.h|breaks^[{rule^'D16|}]}{id^'X37|says^'a first block whose number is not a multiple of \#
    4, or a fifth block that is not, makes the zero-length DFU_DNLOAD run for ever|evidence^'xmos/\#
    lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'the zero-length DFU_DNLOAD is never answered|rows^\#
    [{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'sam\#
    e|status^'unchanged|because^'the padding of the last page does not end|}]}]}{id^'X38|says^'a b\#
    us reset in run-time mode without a reboot closes the flash, so that an image just downloaded \#
    can be uploaded|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an upl\#
    oad reads shows in no transfer.|}{id^'X39|says^'only the low byte of wIndex is looked at: 0100\#
    h is served as 0|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRo\#
    w^'The base allows any answer to a wrong wIndex, which is the host's fault (AMB-29).|}{id^'X40\#
    |says^'GET_INTERFACE is answered only for wValue 0 and wLength 1, SET_INTERFACE takes any valu\#
    e|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Standard req\#
    uests are not judged.|}{id^'X41|says^'a request with more than 64 bytes of data leaves endpoin\#
    t 0 dead until a bus reset|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoi\#
    nt0.c|noRow^'A long DFU_DNLOAD is X22; that no request is answered afterwards is not told from\#
     a device that hangs.|}{id^'X42|says^'a first block other than 0 is dropped where an upgrade i\#
    mage exists; 4.2.0 deletes that image on every first block, 5.3.0 only for multiples of 4|evid\#
    ence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is written to the flash shows in \#
    no transfer of the download.|}{id^'X43|says^'a failing erase leads to dfuDNBUSY for ever|evide\#
    nce^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base lets a device show dfuDNBUSY a\#
    s often as it likes (T3).|}]}'overlays/xmos-sc_usb_audio-6.yaml|'xmos/sc_usb_audio-6|'4d2da051\#
    6e37f5366d05ab4df51797593cbef3e09b8fcb82f985f50ea954c77a|{schema^'dfutrace.overlay/1|profile^'\#
    xmos/sc_usb_audio-6|title^'sc_usb_audio up to 6.12.1|extends^'xmos|evidence^['xmos/sc_usb_audi\#
    o, first commit of module_dfu (02b07ed9) to 6.12.1: module_dfu/src/dfu.xc, read in the history\#
     of xmos/lib_xua|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestType^'0x21|bRequest^'0x\#
    F2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMA\#
    GE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_SAVESTATE|bmRequestType^'0x21|bRequest^\#
    '0xF5|}{name^'XMOS_DFU_RESTORESTATE|bmRequestType^'0x21|bRequest^'0xF6|}]sources^[{id^'sc_usb_\#
    audio|title^'xmos/sc_usb_audio 6.12.1|}]descriptors^[{id^'generation.bmAttributes|actor^'devic\#
    e|level^'must|set^'both|field^'bmAttributes|equals^'0x07|cite^{source^'sc_usb_audio|section^'m\#
    odule_dfu|}says^'the generation has bmAttributes 07h|advice^'Judge the capture by the profile \#
    of the generation that the device runs.|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE is ack\#
    nowledged, and 500 ms later the device boots the application; the guide promises DFU mode|evid\#
    ence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_RESE\#
    TDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]}{id^'F2|says^'XMOS_DFU_R\#
    ESETINTODFU is acknowledged, and 500 ms later the device boots into DFU mode|evidence^'xmos/sc\#
    _usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F2h as a class request|rows^[{state^'all|reques\#
    t^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'F3|says^'XMOS_DF\#
    U_RESETFROMDFU is acknowledged, and 500 ms later the device boots the application|evidence^'xm\#
    os/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F3h as a class request|rows^[{state^'all|r\#
    equest^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]}{id^'F4|says^'XM\#
    OS_DFU_SELECTIMAGE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_d\#
    fu/src/dfu.xc|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|sta\#
    tus^'unchanged|}]}]}{id^'F5|says^'XMOS_DFU_SAVESTATE is acknowledged without effect|evidence^'\#
    xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F5h as a class request|rows^[{state^'all\#
    |request^'XMOS_DFU_SAVESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}]}{id^'F6|says^\#
    'XMOS_DFU_RESTORESTATE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, modu\#
    le_dfu/src/dfu.xc|sign^'F6h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESTORESTAT\#
    E|then^[{reply^'ack|next^'same|status^'unchanged|}]}]}{id^'X01|says^'bStatus stays OK in dfuER\#
    ROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'dfuERROR with bStatus OK|r\#
    ows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}\#
    ]}{id^'X03|says^'a DFU_DNLOAD that has no place is acknowledged, and leads to dfuERROR|evidenc\#
    e^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'a DFU_DNLOAD out of place is acknowle\#
    dged|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuE\#
    RROR|]request^'DFU_DNLOAD|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|reque\#
    st^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X04|sa\#
    ys^'a DFU_UPLOAD that has no place is answered with no bytes, and leads to dfuERROR|evidence^'\#
    xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-S\#
    YNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|\#
    next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, \#
    and leads to dfuERROR, in run-time mode too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src\#
    /dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFES\#
    T-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}\#
    ]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and leads to dfuIDLE, in run-time mo\#
    de too|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDE\#
    TACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'d\#
    fuIDLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not define is acknowledged, or a\#
    nswered with no bytes|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0\#
    .xc|sign^'requests that DFU does not define succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_R\#
    EQUEST|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-short|next^'same|status^'u\#
    nchanged|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged, and leads to dfuERROR\#
    |evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'\#
    dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETAC\#
    H|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH has no timer of it\#
    s own: it lasts until a bus reset, which looks at the time that has passed (where the USB code\#
     has a tile of its own, at a time that was never set)|evidence^'xmos/sc_usb_audio 6.12.1, modu\#
    le_dfu/src/dfu.xc|sign^'appDETACH outlasts the detach window|rows^[{state^'appDETACH|event^'DE\#
    TACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'nothing|next^'same|status^'unchanged|}]}{sta\#
    te^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'unchanged|beca\#
    use^'the time had passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 erases the whole upgrad\#
    e area before it is acknowledged, which takes seconds|evidence^'xmos/sc_usb_audio 6.12.1, modu\#
    le_dfu/src/dfu.xc|sign^'block 0 takes more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|\#
    when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-\#
    SYNC|status^'OK|because^'the host gave up before the erase was over|}]}]breaks^[{rule^'T9|requ\#
    ests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without dfuMANIFE\#
    ST, and no image is ever refused|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noR\#
    ow^'The base allows the skip as a note (AMB-06); that an image is not verified shows in no tra\#
    nsfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD, \#
    6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xmos\#
    /sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'answers longer than wLengt\#
    h|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTran\#
    sferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOA\#
    D-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|n\#
    ext^'dfuUPLOAD-IDLE|status^'OK|because^'endpoint 0 then is dead until a bus reset|}]}{state^['\#
    appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU_GETST\#
    ATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}]}{id^'X20\#
    |says^'an upload ends with an answer of no bytes, and is padded to a multiple of 256|evidence^\#
    'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base takes every short answer as t\#
    he end; the length of the image shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an ima\#
    ge that is not there is answered with no bytes, and leaves the device in dfuIDLE|evidence^'xmo\#
    s/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}{i\#
    d^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are used, and it is never \#
    completed|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'a \#
    long DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|\#
    'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|\#
    because^'the first 64 bytes are used, then endpoint 0 is dead until a bus reset|}]}{state^'dfu\#
    DNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silen\#
    ce|next^'dfuDNLOAD-SYNC|status^'OK|because^'the first 64 bytes are used, then endpoint 0 is de\#
    ad until a bus reset|}]}]}{id^'X23|says^'a short last block is padded with what the memory hel\#
    d|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'What is written to the flas\#
    h shows in no transfer of the download.|}{id^'X25|says^'a bus reset keeps DFU mode and leads t\#
    o dfuIDLE, until XMOS_DFU_RESETFROMDFU was sent|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu\#
    /src/dfu.xc|sign^'a bus reset keeps DFU mode|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'df\#
    uMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]event^'USB_RESET|then^[{reply^'reenumerates|next^'df\#
    uIDLE|status^'OK|}]}]}{id^'X26|says^'DFU requests are served in run-time mode: once DFU_ABORT \#
    has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/sr\#
    c/dfu.xc|noRow^'The step that breaks the text is X05 or X06; what follows is judged from the s\#
    tate that it led to.|}{id^'X28|says^'both modes have the same idProduct unless the application\#
     names another|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|breaks^[{rule^'D16|}]\#
    }{id^'X29|says^'the DFU-mode configuration always says self-powered, 100 mA|evidence^'xmos/sc_\#
    usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'DFU 1.1 says nothing of the power fields of the\#
     configuration.|}]}'overlays/xmos-tinyusb.yaml|'xmos/tinyusb|'a73d8c99e7110822b5bddbd30a26f27d\#
    874be1b6324bdd2d58a2f42a411732f0|{schema^'dfutrace.overlay/1|profile^'xmos/tinyusb|title^'XMOS\#
    's RTOS products on TinyUSB: FFVA-UA, XVF3800 and others|extends^'xmos|applies^[{vendor^'0x20B\#
    1|bcdDFUVersion^'0x0101|}{vendor^'0x2886|product^['0x0019|'0x001A|]bcdDFUVersion^'0x0101|}]evi\#
    dence^['hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|'xmos/sln_voice abd9c88, examples/f\#
    fva/src/dfu_int/dfu_common.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVICE|'{state}.XMOS_DFU_RE\#
    VERTFACTORY|]requests^['XMOS_DFU_RESETDEVICE|'XMOS_DFU_REVERTFACTORY|]}add^{requests^[{name^'D\#
    FU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]sources^[{id^'tinyusb|title^'hathach/tinyusb\#
     0.14.0|}]descriptors^[{id^'generation.bcdDFUVersion|actor^'device|level^'must|set^'both|field\#
    ^'bcdDFUVersion|equals^'0x0101|cite^{source^'tinyusb|section^'src/class/dfu/dfu.h|}says^'the g\#
    eneration has bcdDFUVersion 0101h|advice^'Judge the capture by the profile of the generation t\#
    hat the device runs.|}]}declares^[{id^'X06|says^'DFU_ABORT is acknowledged in every state and \#
    leads to dfuIDLE|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^['d\#
    fuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESE\#
    T|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}\#
    ]}{id^'X10|says^'DFU_DETACH is acknowledged in every state, and the application boots the devi\#
    ce again|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.c|rows^[{state\#
    ^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIF\#
    EST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'same|sta\#
    tus^'unchanged|}]}]breaks^[{rule^'H20|}]}{id^'X30|says^'the DFU-mode interface is one of a com\#
    posite device, with three alternate settings; there is no run-time set, and a bus reset leads \#
    to dfuIDLE|evidence^'xmos/sln_voice abd9c88, examples/ffva/src/dfu_int/dfu_common.c|sign^'a DF\#
    U-mode interface within a composite device|rows^[{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD\#
    -IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]event^\#
    'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|}]}]breaks^[{rule^'D04|}{rule^'\#
    D05|}{rule^'D11|values^['0xEF|]}{rule^'D12|values^['0x02|]}{rule^'D13|values^['0x01|]}]}{id^'X\#
    31|says^'bcdDFUVersion is 0101h|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|b\#
    reaks^[{rule^'D09|values^['0x0101|]}]}{id^'X32|says^'a zero-length DFU_DNLOAD is accepted in d\#
    fuIDLE; a STALL does not lead to dfuERROR; dfuUPLOAD-IDLE is never used and DFU_UPLOAD accepte\#
    d in every state; DFU_CLRSTATUS is acknowledged in every state|evidence^'hathach/tinyusb 0.14.\#
    0, src/class/dfu/dfu_device.c|sign^'a STALL does not lead to dfuERROR|rows^[{state^'dfuIDLE|re\#
    quest^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuMANIFEST-SYNC|status^'OK|}]}{s\#
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
    dfuIDLE|status^'OK|}]}]}{id^'X46|says^'without its bit in bmAttributes DFU_DNLOAD or DFU_UPLOA\#
    D is stalled without dfuERROR; after a bus reset every request is stalled until SET_CONFIGURAT\#
    ION|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'dfuIDLE|request\#
    ^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|]instead^'true|then^[{reply^'stall|next^'same|sta\#
    tus^'unchanged|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|when^['!bitCanUpload|]instead^'true|then\#
    ^[{reply^'stall|next^'same|status^'unchanged|}]}{state^'dfuIDLE|request^['DFU_GETSTATUS|'DFU_G\#
    ETSTATE|'DFU_CLRSTATUS|'DFU_ABORT|]then^[{reply^'stall|next^'same|status^'unchanged|}]}]}{id^'\#
    X47|says^'a request to the device with DFU_GETSTATE's number and one byte of data writes the s\#
    tate|evidence^'hathach/tinyusb 0.14.0, src/class/dfu/dfu_device.c|rows^[{state^'all|request^'D\#
    FU_GETSTATE_OUT|then^[{reply^'ack|next^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'d\#
    fuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]status^'unchan\#
    ged|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|}]}{state^'dfuERROR|request^'DFU\#
    _GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|because^'the host wrote the state and\#
     not bStatus|}]}]}]}'overlays/xmos.yaml|'xmos|'dbebbfd26752cd105fcc07c0a7c93213cfeb134f2c4e56c\#
    01a0e5464cd7e6ec3|{schema^'dfutrace.overlay/1|profile^'xmos|title^'DFU as XMOS documents it fo\#
    r lib_xua|extends^'dfu-1.1|applies^[{vendor^'0x20B1|}]evidence^['xmos/lib_xua 4.2.0, lib_xua/d\#
    oc/rst/sw_dfu.rst: compliance, the two ways into DFU mode, the extension requests|'xmos/lib_xu\#
    a 4.2.0, lib_xua/src/dfu/dfu_types.h: the numbers of the requests|]add^{requests^[{name^'XMOS_\#
    DFU_RESETDEVICE|bmRequestType^'0x21|bRequest^'0xF0|}{name^'XMOS_DFU_REVERTFACTORY|bmRequestTyp\#
    e^'0x21|bRequest^'0xF1|}]}declares^[{id^'F0|says^'XMOS_DFU_RESETDEVICE resets the device at on
    """#
}
