// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part4 = #"""
    nstead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|requ\#
    est^'XMOS_DFU_RESETDEVICE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|bec\#
    ause^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XM\#
    OS_DFU_RESETINTODFU is acknowledged, and 500 ms later the device boots into DFU mode|evidence^\#
    'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'F2h as a class request|rows^[{state^'all|req\#
    uest^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-\#
    WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'silence|next^'same|status^'unchanged|v\#
    erdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}\#
    {id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later the device boots the app\#
    lication|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'F3h as a class request|row\#
    s^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{s\#
    tate^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'silence|next^'same|s\#
    tatus^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.\#
    1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged without effect|evidence^'\#
    xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAG\#
    E|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XM\#
    OS_DFU_SELECTIMAGE|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'t\#
    he device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'XMOS_DFU_\#
    SAVESTATE is acknowledged without effect|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_typ\#
    es.h|sign^'F5h as a class request|rows^[{state^'all|request^'XMOS_DFU_SAVESTATE|then^[{reply^'\#
    ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SAVESTATE\#
    |then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does not\#
    hing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is ac\#
    knowledged without effect|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu_types.h|sign^'F6h \#
    as a class request|rows^[{state^'all|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|next^'sa\#
    me|status^'unchanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESTORESTATE|then^[{r\#
    eply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but \#
    wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'X01|says^'bStatus stays OK in dfuERROR|eviden\#
    ce^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'df\#
    uERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X02|says\#
    ^'a DFU_DNLOAD that has no place, or finds no flash, is never answered: its status stage is NA\#
    Ked for ever; where it has no place it leads to dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua\#
    /src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of place is never answered|rows^[{state^['appIDLE|'appD\#
    ETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{\#
    reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLengt\#
    h>0|]then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|wh\#
    en^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'same|status^\#
    'unchanged|because^'the flash cannot be opened|}]}{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|\#
    'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'s\#
    ame|status^'unchanged|because^'the flash cannot be opened|}]}{state^'dfuIDLE|request^'DFU_DNLO\#
    AD|when^['!wLength>0|]then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash ca\#
    nnot be opened|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no place is answered with no bytes, a\#
    nd leads to dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appID\#
    LE|'appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_UPLOAD\#
    |then^[{reply^'data-short|next^'dfuERROR|status^'OK|}{reply^'ack|next^'dfuERROR|status^'OK|bec\#
    ause^'wLength is 0, so that no bytes are all of them|}]}{state^'dfuIDLE|request^'DFU_UPLOAD|wh\#
    en^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X05|says^'DFU_CLRSTATUS\#
     outside dfuERROR is acknowledged, and leads to dfuERROR, in run-time mode too|evidence^'xmos/\#
    lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SY\#
    NC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTATUS|then^[{reply^'ack\#
    |next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged in every state and le\#
    ads to dfuIDLE, in run-time mode too|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows\#
    ^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfuERROR|]request^'DFU_ABORT|\#
    then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X08|says^'a request that DFU does not def\#
    ine is acknowledged, or answered with no bytes|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/\#
    endpoint0/xua_endpoint0.c|sign^'requests that DFU does not define succeed|rows^[{state^'all|re\#
    quest^'UNKNOWN_CLASS_REQUEST|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'data-shor\#
    t|next^'same|status^'unchanged|}]}]}{id^'X11|says^'DFU_DETACH outside appIDLE is acknowledged,\#
     and leads to dfuERROR|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['app\#
    DETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]r\#
    equest^'DFU_DETACH|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X13|says^'appDETACH h\#
    as no timer of its own: it lasts until a bus reset, which looks at the time that has passed (w\#
    here the USB code has a tile of its own, at a time that was never set)|evidence^'xmos/lib_xua \#
    4.2.0, lib_xua/src/dfu/dfu.xc|sign^'appDETACH outlasts the detach window|rows^[{state^'appDETA\#
    CH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'nothing|next^'same|status^'uncha\#
    nged|}]}{state^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'un\#
    changed|because^'the time had passed|}]}]}{id^'X17|says^'the DFU_DNLOAD of block 0 erases the \#
    whole upgrade area before it is acknowledged, which takes seconds|evidence^'xmos/lib_xua 4.2.0\#
    , lib_xua/src/dfu/dfu.xc|sign^'block 0 takes more than 5 s|rows^[{state^'dfuIDLE|request^'DFU_\#
    DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'silence|next^'dfu\#
    DNLOAD-SYNC|status^'OK|because^'the host gave up before the erase was over|}]}]breaks^[{rule^'\#
    T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMANIFEST-SYNC is followed by dfuIDLE without df\#
    uMANIFEST, and no image is ever refused|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|n\#
    oRow^'The base allows the skip as a note (AMB-06); that an image is not verified shows in no t\#
    ransfer.|}{id^'X19|says^'the lengths of answers do not follow wLength: 64 bytes for DFU_UPLOAD\#
    , 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longer DFU_UPLOAD is never completed|evidence^'xm\#
    os/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'answers longer than wLength\#
    |rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTrans\#
    ferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD\#
    -IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|ne\#
    xt^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a devi\#
    ce is that waits for it in dfuMANIFEST-WAIT-RESET|}]}{state^['appIDLE|'appDETACH|'dfuIDLE|'dfu\#
    DNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATUS|'DFU_GETSTATE|]when^['!standard\#
    Fields|]then^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^['dfuDNLOAD-SYNC|'dfuMAN\#
    IFEST-SYNC|]request^'DFU_GETSTATE|when^['!standardFields|]then^[{reply^'overflow|next^'same|st\#
    atus^'unchanged|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then^\#
    [{reply^'overflow|next^'dfuDNLOAD-IDLE|status^'unchanged|}]}{state^'dfuMANIFEST-SYNC|request^'\#
    DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'overflow|next^'dfuIDLE|status^'unchanged|}\#
    ]}]}{id^'X20|says^'an upload ends with an answer of no bytes, and is padded to a multiple of 2\#
    56|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base takes every short answ\#
    er as the end; the length of the image shows in no transfer.|}{id^'X21|says^'the DFU_UPLOAD of\#
     an image that is not there is answered with no bytes, and leaves the device in dfuIDLE|eviden\#
    ce^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows it as a note (AMB-07).|}\#
    {id^'X22|says^'of a DFU_DNLOAD above wTransferSize the first 64 bytes are used, and it is neve\#
    r completed|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'a l\#
    ong DFU_DNLOAD is never completed|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'\#
    bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|stat\#
    us^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuM\#
    ANIFEST-WAIT-RESET|}{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be \#
    opened, as in X02|}]}{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wT\#
    ransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0\#
     is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{i\#
    d^'X23|says^'a short last block is padded with what the memory held|evidence^'xmos/lib_xua 4.2\#
    .0, lib_xua/src/dfu/dfu.xc|noRow^'What is written to the flash shows in no transfer of the dow\#
    nload.|}{id^'X24|says^'a bus reset after the first request boots the application, before it DF\#
    U mode is kept; in dfuIDLE the time since the chip was reset decides|evidence^'xmos/lib_xua 4.\#
    2.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE is what the text demands; dfuIDLE that is kept is a\#
     note (AMB-09).|}{id^'X26|says^'DFU requests are served in run-time mode: once DFU_ABORT has l\#
    ed to dfuIDLE, a DFU_DNLOAD is accepted|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|n\#
    oRow^'The step that breaks the text is X05 or X06; what follows is judged from the state that \#
    it led to.|}{id^'X27|says^'a DFU request in run-time mode stops the audio until the device is \#
    booted again|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'I\#
    t shows in no control transfer.|}{id^'X28|says^'both modes have the same idProduct unless the \#
    application names another|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rul\#
    e^'D16|}]}{id^'X29|says^'the DFU-mode configuration always says self-powered, 100 mA|evidence^\#
    'xmos/lib_xua 4.2.0, lib_xua/src/dfu/xua_dfu.h|noRow^'DFU 1.1 says nothing of the power fields\#
     of the configuration.|}{id^'X37|says^'a first block whose number is not a multiple of 4, or a\#
     fifth block that is not, makes the zero-length DFU_DNLOAD run for ever|evidence^'xmos/lib_xua\#
     4.2.0, lib_xua/src/dfu/dfu.xc|sign^'the zero-length DFU_DNLOAD is never answered|rows^[{state\#
    ^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuMANIFES\#
    T-WAIT-RESET|status^'unchanged|because^'the padding of the last page does not end, and nothing\#
     is answered any more|}]}]}{id^'X38|says^'a bus reset in run-time mode without a reboot closes\#
     the flash, so that an image just downloaded can be uploaded|evidence^'xmos/lib_xua 4.2.0, lib\#
    _xua/src/dfu/dfu.xc|noRow^'Which image an upload reads shows in no transfer.|}{id^'X39|says^'o\#
    nly the low byte of wIndex is looked at: 0100h is served as 0|evidence^'xmos/lib_xua 4.2.0, li\#
    b_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows any answer to a wrong wIndex, \#
    which is the host's fault (AMB-29).|}{id^'X40|says^'GET_INTERFACE is answered only for wValue \#
    0 and wLength 1, SET_INTERFACE takes any value|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/core/\#
    endpoint0/xua_endpoint0.c|noRow^'Standard requests are not judged.|}{id^'X41|says^'a request w\#
    ith more than 64 bytes of data leaves endpoint 0 dead until a bus reset|evidence^'xmos/lib_xua\#
     4.2.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'A long DFU_DNLOAD is X22, and what f\#
    ollows it is judged as in dfuMANIFEST-WAIT-RESET; of other requests the base says nothing that\#
     would be broken before the device hangs.|}]}'overlays/xmos-lib_xua-5.yaml|'xmos/lib_xua-5|'03\#
    52c372d1168158e51eb66802633f7b660ba9e78763764bf3d6be50f9388c4c|{schema^'dfutrace.overlay/1|pro\#
    file^'xmos/lib_xua-5|title^'lib_xua 5.0.0 to 5.3.0|extends^'xmos|applies^[{vendor^'0x20B1|bmAt\#
    tributes^'0x0F|bcdDFUVersion^'0x0110|bcdDevice^['0x0500-0x053F|'0x0900-0x092F|]}]evidence^['xm\#
    os/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc; the logic is that of every release since 5.0.0|'xmos\#
    /sw_usb_audio, CHANGELOG: 9.0.0 to 9.2.0 carry lib_xua 5.0.0 to 5.2.0|]add^{requests^[{name^'X\#
    MOS_DFU_RESETINTODFU|bmRequestType^'0x21|bRequest^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmReques\#
    tType^'0x21|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{n\#
    ame^'XMOS_DFU_REVERTFACTORY_VENDOR|bmRequestType^'0x41|bRequest^'0xF1|}{name^'DFU_GETSTATUS_OU\#
    T|bmRequestType^'0x21|bRequest^'3|}{name^'DFU_GETSTATE_OUT|bmRequestType^'0x21|bRequest^'5|}]s\#
    ources^[{id^'lib_xua|title^'xmos/lib_xua 5.3.0|}]descriptors^[{id^'generation.bmAttributes|act\#
    or^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x0F|cite^{source^'lib_xua|sectio\#
    n^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttributes 0Fh|advice^'Judge the capt\#
    ure by the profile of the generation that the device runs.|}]}declares^[{id^'F0|says^'XMOS_DFU\#
    _RESETDEVICE is acknowledged, and 500 ms later the device boots the application; the guide pro\#
    mises DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^'all|request^\#
    'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuM\#
    ANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'silence|next^'same|status^'unch\#
    anged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1\#
    )|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms later the device boots \#
    into DFU mode|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F2h as a class reques\#
    t|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|next^'dfuIDLE|status^'OK|\#
    }]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'silence|next^'s\#
    ame|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (D\#
    FU 1.1, A.2.9 r1)|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowledged, and 500 ms later t\#
    he device boots the application|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'F3h\#
     as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|then^[{reply^'ack|next^'a\#
    ppIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETFROMDFU|then^[{repl\#
    y^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wai\#
    t for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELECTIMAGE is acknowledged wi\#
    thout effect|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu_types.h|rows^[{state^'all|reque\#
    st^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFEST\#
    -WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|next^'same|status^'unchanged|v\#
    erdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}\#
    {id^'X36|says^'XMOS_DFU_REVERTFACTORY is taken as a vendor request too, in every state and mod\#
    e: the form in which the Thesycon driver sends it|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/co\#
    re/endpoint0/xua_endpoint0.c|sign^'F1h as a vendor request|rows^[{state^'all|request^'XMOS_DFU\#
    _REVERTFACTORY_VENDOR|then^[{reply^'ack|next^'same|status^'unchanged|}]}]}{id^'X01|says^'bStat\#
    us stays OK in dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'dfuERROR wi\#
    th bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|next^'dfuERROR\#
    |status^'OK|}]}]}{id^'X02|says^'a DFU_DNLOAD that has no place, or finds no flash, is never an\#
    swered: its status stage is NAKed for ever; where it has no place it leads to dfuERROR|evidenc\#
    e^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'a DFU_DNLOAD out of place is never answere\#
    d|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERRO\#
    R|]request^'DFU_DNLOAD|then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'dfuIDLE|requ\#
    est^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'dfuERROR|status^'OK|}]}{state^'\#
    dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wTransferSize|]then^[{rep\#
    ly^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}{state^['appID\#
    LE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD\#
    |then^[{reply^'silence|next^'same|status^'unchanged|because^'the flash cannot be opened|}]}{st\#
    ate^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'silence|next^'same|status^'u\#
    nchanged|because^'the flash cannot be opened|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no plac\#
    e is answered with no bytes, and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/d\#
    fu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|\#
    'dfuERROR|]request^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|status^'OK|}{reply^'ack\#
    |next^'dfuERROR|status^'OK|because^'wLength is 0, so that no bytes are all of them|}]}{state^'\#
    dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}\#
    ]}{id^'X05|says^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and leads to dfuERROR, in run\#
    -time mode too|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'df\#
    uIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'D\#
    FU_CLRSTATUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is ackn\#
    owledged in every state and leads to dfuIDLE, in run-time mode too|evidence^'xmos/lib_xua 5.3.\#
    0, lib_xua/src/dfu/dfu.xc|rows^[{state^['appIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|\#
    'dfuERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X09|says^'a\#
     request that DFU does not define is stalled without dfuERROR|evidence^'xmos/lib_xua 5.3.0, li\#
    b_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allows it as a note: only the STALL i\#
    s safe to demand (AMB-33).|}{id^'X10|says^'DFU_DETACH in DFU mode is acknowledged, and 500 ms \#
    later the device boots the application: XMOS's way out of DFU mode, since WinUSB cannot reset \#
    the bus|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'DFU_DETACH taken as the way\#
     out of DFU mode|rows^[{state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFES\#
    T-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'appIDLE|status^'\#
    OK|}]}]breaks^[{rule^'H20|}]}{id^'X12|says^'DFU_DETACH in appIDLE does not lead through appDET\#
    ACH; wTimeout is ignored, and the device leaves the bus 500 ms later by itself|evidence^'xmos/\#
    lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'With bitWillDetach the base lets a device detach \#
    by itself (AMB-15) and sets it no time.|}{id^'X14|says^'DFU_GETSTATE in dfuDNBUSY is answered \#
    with dfuDNBUSY, and leads to dfuERROR|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sig\#
    n^'DFU_GETSTATE in dfuDNBUSY leads to dfuERROR|rows^[{state^'dfuDNBUSY|request^'DFU_GETSTATE|i\#
    nstead^'true|then^[{reply^'data1|next^'dfuERROR|shows^'dfuDNBUSY|status^'OK|}]}{state^'dfuDNLO\#
    AD-SYNC|request^'DFU_GETSTATE|when^['busyShown|]instead^'true|then^[{reply^'data1|next^'dfuERR\#
    OR|shows^'dfuDNBUSY|status^'OK|}{reply^'data1|next^'dfuDNLOAD-SYNC|status^'unchanged|verdict^'\#
    pass|}]}]}{id^'X15|says^'DFU_GETSTATUS in dfuDNBUSY is served as in dfuDNLOAD-SYNC|evidence^'x\#
    mos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'bwPollTimeout is 0, so that dfuDNBUSY has alw\#
    ays ended when the request comes; where it has not, the base has a note (AMB-05).|}{id^'X16|sa\#
    ys^'bwPollTimeout is always 0, although the device erases for up to 400 ms before it answers|e\#
    vidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base bounds the time of an answ\#
    er by 5 s only (T9), and demands nothing of the value of bwPollTimeout.|}{id^'X18|says^'dfuMAN\#
    IFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is ever refused|evidence^'\#
    xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The base allows the skip as a note (AMB-06);\#
     that an image is not verified shows in no transfer.|}{id^'X19|says^'the lengths of answers do\#
     not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a longe\#
    r DFU_UPLOAD is never completed|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_e\#
    ndpoint0.c|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'\#
    DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuUPLOAD-ID\#
    LE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>0|'!wLen\#
    gth<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'end\#
    point 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|\#
    }]}{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|'dfuERROR|]request^['DFU_GETSTATU\#
    S|'DFU_GETSTATE|]when^['!standardFields|]then^[{reply^'overflow|next^'same|status^'unchanged|}\#
    ]}{state^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]request^'DFU_GETSTATE|when^['!standardFields|]the\#
    n^[{reply^'overflow|next^'same|status^'unchanged|}]}{state^'dfuDNLOAD-SYNC|request^'DFU_GETSTA\#
    TUS|when^['!standardFields|]then^[{reply^'overflow|next^['dfuDNLOAD-IDLE|'dfuDNBUSY|]status^'u\#
    nchanged|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!standardFields|]then^[{rep\#
    ly^'overflow|next^'dfuIDLE|status^'unchanged|}]}]}{id^'X20|says^'an upload ends with an answer\#
     of no bytes, and is padded to a multiple of 256|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu\#
    /dfu.xc|noRow^'The base takes every short answer as the end; the length of the image shows in \#
    no transfer.|}{id^'X21|says^'the DFU_UPLOAD of an image that is not there is answered with no \#
    bytes, and leaves the device in dfuIDLE|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|n\#
    oRow^'The base allows it as a note (AMB-07).|}{id^'X22|says^'of a DFU_DNLOAD above wTransferSi\#
    ze the first 64 bytes are used, and it is never completed|evidence^'xmos/lib_xua 5.3.0, lib_xu\#
    a/src/core/endpoint0/xua_endpoint0.c|sign^'a long DFU_DNLOAD is never completed|rows^[{state^'\#
    dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{re\#
    ply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus r\#
    eset, as a device is that waits for it in dfuMANIFEST-WAIT-RESET|}{reply^'silence|next^'same|s\#
    tatus^'unchanged|because^'the flash cannot be opened, as in X02|}]}{state^'dfuDNLOAD-IDLE|requ\#
    est^'DFU_DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANI\#
    FEST-WAIT-RESET|status^'OK|because^'endpoint 0 is dead until a bus reset, as a device is that \#
    waits for it in dfuMANIFEST-WAIT-RESET|}]}]}{id^'X23|says^'a short last block is padded with w\#
    hat the memory held|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'What is writte\#
    n to the flash shows in no transfer of the download.|}{id^'X24|says^'a bus reset after the fir\#
    st request boots the application, before it DFU mode is kept; in dfuIDLE the time since the ch\#
    ip was reset decides|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'appIDLE is wh\#
    at the text demands; dfuIDLE that is kept is a note (AMB-09).|}{id^'X26|says^'DFU requests are\#
     served in run-time mode: once DFU_ABORT has led to dfuIDLE, a DFU_DNLOAD is accepted|evidence\#
    ^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'The step that breaks the text is X05 or X0\#
    6; what follows is judged from the state that it led to.|}{id^'X27|says^'a DFU request in run-\#
    time mode stops the audio until the device is booted again|evidence^'xmos/lib_xua 5.3.0, lib_x\#
    ua/src/core/endpoint0/xua_endpoint0.c|noRow^'It shows in no control transfer.|}{id^'X28|says^'\#
    both modes have the same idProduct unless the application names another|evidence^'xmos/lib_xua\#
     5.3.0, lib_xua/src/dfu/xua_dfu.h|breaks^[{rule^'D16|}]}{id^'X37|says^'a first block whose num\#
    ber is not a multiple of 4, or a fifth block that is not, makes the zero-length DFU_DNLOAD run\#
     for ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|sign^'the zero-length DFU_DNLOA\#
    D is never answered|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[\#
    {reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|because^'the padding of the las\#
    t page does not end, and nothing is answered any more|}]}]}{id^'X38|says^'a bus reset in run-t\#
    ime mode without a reboot closes the flash, so that an image just downloaded can be uploaded|e\#
    vidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/dfu.xc|noRow^'Which image an upload reads shows i\#
    n no transfer.|}{id^'X39|says^'only the low byte of wIndex is looked at: 0100h is served as 0|\#
    evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'The base allow\#
    s any answer to a wrong wIndex, which is the host's fault (AMB-29).|}{id^'X40|says^'GET_INTERF\#
    ACE is answered only for wValue 0 and wLength 1, SET_INTERFACE takes any value|evidence^'xmos/\#
    lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'Standard requests are not jud\#
    ged.|}{id^'X41|says^'a request with more than 64 bytes of data leaves endpoint 0 dead until a \#
    bus reset|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/core/endpoint0/xua_endpoint0.c|noRow^'A lo\#
    ng DFU_DNLOAD is X22, and what follows it is judged as in dfuMANIFEST-WAIT-RESET; of other req\#
    uests the base says nothing that would be broken before the device hangs.|}{id^'X42|says^'a fi\#
    rst block other than 0 is dropped where an upgrade image exists; 4.2.0 deletes that image on e\#
    very first block, 5.3.0 only for multiples of 4|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/\#
    dfu.xc|noRow^'What is written to the flash shows in no transfer of the download.|}{id^'X43|say\#
    s^'a failing erase leads to dfuDNBUSY for ever|evidence^'xmos/lib_xua 5.3.0, lib_xua/src/dfu/d\#
    fu.xc|noRow^'The base lets a device show dfuDNBUSY as often as it likes (T3).|}{id^'X49|says^'\#
    requests are told apart by bRequest alone: DFU_GETSTATUS or DFU_GETSTATE sent towards the devi\#
    ce is taken for the request itself, and acknowledged|evidence^'xmos/lib_xua 5.3.0, lib_xua/src\#
    /dfu/dfu.xc|sign^'DFU_GETSTATUS or DFU_GETSTATE towards the device is acknowledged|rows^[{stat\#
    e^'all|request^['DFU_GETSTATUS_OUT|'DFU_GETSTATE_OUT|]then^[{reply^'ack|next^'same|status^'unc\#
    hanged|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|]request^'DFU_GETSTATUS_OUT|then^[{reply^'ack|nex\#
    t^['dfuDNLOAD-IDLE|'dfuDNBUSY|]status^'OK|}]}{state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS_O\#
    UT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}{state^'dfuDNBUSY|request^'DFU_GETSTATE_OUT|t\#
    hen^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}]}'overlays/xmos-sc_usb_audio-6.yaml|'xmos/sc_\#
    usb_audio-6|'83c2ff0176780c388c38d7d9dd9b8fc245638f76466ee697a8d3c385d2078baa|{schema^'dfutrac\#
    e.overlay/1|profile^'xmos/sc_usb_audio-6|title^'sc_usb_audio up to 6.12.1|extends^'xmos|eviden\#
    ce^['xmos/sc_usb_audio, first commit of module_dfu (02b07ed9) to 6.12.1: module_dfu/src/dfu.xc\#
    , read in the history of xmos/lib_xua|]add^{requests^[{name^'XMOS_DFU_RESETINTODFU|bmRequestTy\#
    pe^'0x21|bRequest^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x21|bRequest^'0xF3|}{nam\#
    e^'XMOS_DFU_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_DFU_SAVESTATE|bmReques\#
    tType^'0x21|bRequest^'0xF5|}{name^'XMOS_DFU_RESTORESTATE|bmRequestType^'0x21|bRequest^'0xF6|}]\#
    sources^[{id^'sc_usb_audio|title^'xmos/sc_usb_audio 6.12.1|}]descriptors^[{id^'generation.bmAt\#
    tributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x07|cite^{source^'sc\#
    _usb_audio|section^'module_dfu|}says^'the generation has bmAttributes 07h|advice^'Judge the ca\#
    pture by the profile of the generation that the device runs.|}]}declares^[{id^'F0|says^'XMOS_D\#
    FU_RESETDEVICE is acknowledged, and 500 ms later the device boots the application; the guide p\#
    romises DFU mode|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^'all|r\#
    equest^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|status^'OK|}{reply^\#
    'ack|next^'dfuIDLE|status^'OK|because^'XMOS_DFU_RESETINTODFU was sent before it, whose flag st\#
    ays|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'silence|next\#
    ^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset\#
     (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms late\#
    r the device boots into DFU mode|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sig\#
    n^'F2h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|n\#
    ext^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then^\#
    [{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing b\#
    ut wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowle\#
    dged, and 500 ms later the device boots the application|evidence^'xmos/sc_usb_audio 6.12.1, mo\#
    dule_dfu/src/dfu.xc|sign^'F3h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFROM\#
    DFU|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS\#
    _DFU_RESETFROMDFU|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'th\#
    e device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_S\#
    ELECTIMAGE is acknowledged without effect|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/d\#
    fu.xc|rows^[{state^'all|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'ack|next^'same|status^'unc\#
    hanged|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SELECTIMAGE|then^[{reply^'silence|n\#
    ext^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the re\#
    set (DFU 1.1, A.2.9 r1)|}]}]}{id^'F5|says^'XMOS_DFU_SAVESTATE is acknowledged without effect|e\#
    vidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F5h as a class request|rows^[{s\#
    tate^'all|request^'XMOS_DFU_SAVESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state\#
    ^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_SAVESTATE|then^[{reply^'silence|next^'same|status^'\#
    unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.\#
    9 r1)|}]}]}{id^'F6|says^'XMOS_DFU_RESTORESTATE is acknowledged without effect|evidence^'xmos/s\#
    c_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'F6h as a class request|rows^[{state^'all|reque\#
    st^'XMOS_DFU_RESTORESTATE|then^[{reply^'ack|next^'same|status^'unchanged|}]}{state^'dfuMANIFES\#
    T-WAIT-RESET|request^'XMOS_DFU_RESTORESTATE|then^[{reply^'silence|next^'same|status^'unchanged\#
    |verdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}\#
    ]}{id^'X01|says^'bStatus stays OK in dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/s\#
    rc/dfu.xc|sign^'dfuERROR with bStatus OK|rows^[{state^'dfuERROR|request^'DFU_GETSTATUS|then^[{\#
    reply^'data6|next^'dfuERROR|status^'OK|}]}]}{id^'X03|says^'a DFU_DNLOAD that has no place is a\#
    cknowledged, and leads to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|s\#
    ign^'a DFU_DNLOAD out of place is acknowledged|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SY\#
    NC|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DNLOAD|then^[{reply^'ack|next^'df\#
    uERROR|status^'OK|}]}{state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|\#
    next^'dfuERROR|status^'OK|}]}]}{id^'X04|says^'a DFU_UPLOAD that has no place is answered with \#
    no bytes, and leads to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows\#
    ^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuERROR|]req\#
    uest^'DFU_UPLOAD|then^[{reply^'data-short|next^'dfuERROR|status^'OK|}{reply^'ack|next^'dfuERRO\#
    R|status^'OK|because^'wLength is 0, so that no bytes are all of them|}]}{state^'dfuIDLE|reques\#
    t^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X05|say\#
    s^'DFU_CLRSTATUS outside dfuERROR is acknowledged, and leads to dfuERROR, in run-time mode too\#
    |evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'\#
    dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuUPLOAD-IDLE|]request^'DFU_CLRSTA\#
    TUS|then^[{reply^'ack|next^'dfuERROR|status^'OK|}]}]}{id^'X06|says^'DFU_ABORT is acknowledged \#
    in every state and leads to dfuIDLE, in run-time mode too|evidence^'xmos/sc_usb_audio 6.12.1, \#
    module_dfu/src/dfu.xc|rows^[{state^['appIDLE|'appDETACH|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|'dfu\#
    ERROR|]request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]}]}{id^'X08|says^'a req\#
    uest that DFU does not define is acknowledged, or answered with no bytes|evidence^'xmos/sc_usb\#
    _audio 6.12.1, module_usb_audio/endpoint0/endpoint0.xc|sign^'requests that DFU does not define\#
     succeed|rows^[{state^'all|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'ack|next^'same|status^\#
    'unchanged|}{reply^'data-short|next^'same|status^'unchanged|}]}]}{id^'X11|says^'DFU_DETACH out\#
    side appIDLE is acknowledged, and leads to dfuERROR|evidence^'xmos/sc_usb_audio 6.12.1, module\#
    _dfu/src/dfu.xc|rows^[{state^['appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|'dfuMANIFEST\#
    -SYNC|'dfuUPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'dfuERROR|status^'\#
    OK|}]}]}{id^'X13|says^'appDETACH has no timer of its own: it lasts until a bus reset, which lo\#
    oks at the time that has passed (where the USB code has a tile of its own, at a time that was \#
    never set)|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'appDETACH outlasts \#
    the detach window|rows^[{state^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]then^[{\#
    reply^'nothing|next^'same|status^'unchanged|}]}{state^'appDETACH|event^'USB_RESET|then^[{reply\#
    ^'reenumerates|next^'appIDLE|status^'unchanged|because^'the time had passed|}]}]}{id^'X17|says\#
    ^'the DFU_DNLOAD of block 0 erases the whole upgrade area before it is acknowledged, which tak\#
    es seconds|evidence^'xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|sign^'block 0 takes more \#
    than 5 s|rows^[{state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'wLength<=wT\#
    ransferSize|]then^[{reply^'silence|next^'dfuDNLOAD-SYNC|status^'OK|because^'the host gave up b\#
    efore the erase was over|}]}]breaks^[{rule^'T9|requests^['DFU_DNLOAD|]}]}{id^'X18|says^'dfuMAN\#
    IFEST-SYNC is followed by dfuIDLE without dfuMANIFEST, and no image is ever refused|evidence^'\#
    xmos/sc_usb_audio 6.12.1, module_dfu/src/dfu.xc|noRow^'The base allows the skip as a note (AMB\#
    -06); that an image is not verified shows in no transfer.|}{id^'X19|says^'the lengths of answe\#
    rs do not follow wLength: 64 bytes for DFU_UPLOAD, 6 for DFU_GETSTATUS, 1 for DFU_GETSTATE; a \#
    longer DFU_UPLOAD is never completed|evidence^'xmos/sc_usb_audio 6.12.1, module_usb_audio/endp\#
    oint0/endpoint0.xc|sign^'answers longer than wLength|rows^[{state^['dfuIDLE|'dfuUPLOAD-IDLE|]r\#
    equest^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'overflow|next^'dfuU\#
    PLOAD-IDLE|status^'OK|}]}{state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['wLength>\#
    0|'!wLength<=wTransferSize|]then^[{reply^'silence|next^'dfuMANIFEST-WAIT-RESET|status^'OK|beca\#
    use^'endpoint 0 is dead until a bus reset, as a device is that waits for it in dfuMANIFEST-WAI
    """#
}
