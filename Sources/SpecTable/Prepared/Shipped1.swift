// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part1 = #"""
    'dfu-1.1.yaml|'dfu-1.1|'fc8264c90782c328d1670301745b34e0db24b6d7b0d31802988532dd6fe66097|{sche\#
    ma^'dfutrace.table/1|table^'dfu-1.1|title^'USB Device Firmware Upgrade, revision 1.1|sources^[\#
    {id^'DFU11|title^'Universal Serial Bus Device Class Specification for Device Firmware Upgrade,\#
     Revision 1.1, August 5, 2004|}{id^'USB20|title^'Universal Serial Bus Specification, Revision \#
    2.0, April 27, 2000|}]requests^[{name^'DFU_DETACH|bmRequestType^'0x21|bRequest^'0|}{name^'DFU_\#
    DNLOAD|bmRequestType^'0x21|bRequest^'1|}{name^'DFU_UPLOAD|bmRequestType^'0xA1|bRequest^'2|}{na\#
    me^'DFU_GETSTATUS|bmRequestType^'0xA1|bRequest^'3|}{name^'DFU_CLRSTATUS|bmRequestType^'0x21|bR\#
    equest^'4|}{name^'DFU_GETSTATE|bmRequestType^'0xA1|bRequest^'5|}{name^'DFU_ABORT|bmRequestType\#
    ^'0x21|bRequest^'6|}]implied^['standardFields|]readings^[{id^'AMB-01|device^'note|host^'note|r\#
    ule^'ABORT in dfuDNLOAD-SYNC and dfuMANIFEST-SYNC: Figure A.1 accepts it, the tables stall it;\#
     both are right|}{id^'AMB-02|device^'violation|host^'violation|rule^'CLRSTATUS outside dfuERRO\#
    R: the text is clear, STALL and dfuERROR|}{id^'AMB-03|device^'violation|host^'violation|rule^'\#
    DETACH in DFU mode: the text is clear, STALL and dfuERROR; an overlay may declare it as the wa\#
    y to leave|}{id^'AMB-04|device^'violation|host^'violation|rule^'zero-length DNLOAD in dfuIDLE:\#
     the text is clear, STALL and dfuERROR; the DfuSe overlay declares it|}{id^'AMB-05|device^'not\#
    e|host^'violation|rule^'GETSTATUS or GETSTATE in dfuDNBUSY or dfuMANIFEST before bwPollTimeout\#
     is over: the host is at fault; a device that answers and one that stalls are both right|}{id^\#
    'AMB-06|device^'note|rule^'dfuMANIFEST-SYNC to dfuIDLE on the first GETSTATUS is right when bi\#
    tManifestationTolerant is 1; to dfuMANIFEST-WAIT-RESET without dfuMANIFEST, or to dfuIDLE when\#
     it is 0, has no text|}{id^'AMB-07|device^'note|rule^'a first UPLOAD that is answered short ma\#
    y leave the device in dfuUPLOAD-IDLE (A.2.3) or in dfuIDLE (A.2.10)|}{id^'AMB-08|device^'note|\#
    host^'violation|rule^'UPLOAD with wLength 0: any answer of the device will do|}{id^'AMB-09|dev\#
    ice^'note|rule^'a bus reset in dfuIDLE is ignored before the first SET_CONFIGURATION, since ho\#
    sts reset more than once while they enumerate; later the text leads to appIDLE, and staying in\#
     dfuIDLE is a note|}{id^'AMB-10|device^'note|rule^'the error code after a reset with corrupt f\#
    irmware is not named: errFIRMWARE, errUSBR or errPOR|}{id^'AMB-11|device^'pass|rule^'a block t\#
    hat fails may be stalled at once, or acknowledged and reported by GETSTATUS|}{id^'AMB-12|devic\#
    e^'note|rule^'requests in dfuMANIFEST-WAIT-RESET: no answer (A.2.9), a STALL (A.1), or an answ\#
    er that shows the state|}{id^'AMB-13|device^'note|rule^'bStatus after a further wrong request \#
    in dfuERROR: the old code, or errSTALLEDPKT|}{id^'AMB-14|device^'note|rule^'the detach window \#
    is the shorter of wTimeout and wDetachTimeOut where both are given; 0 is unknown, and a wTimeo\#
    ut above wDetachTimeOut may be refused|}{id^'AMB-15|device^'note|rule^'with bitWillDetach 1 th\#
    e device detaches and attaches in DFU mode by itself, without a host's reset|}{id^'AMB-16|devi\#
    ce^'note|rule^'GETSTATUS and GETSTATE in appDETACH may be stalled only by a device that stalls\#
     them in appIDLE|}{id^'AMB-17|device^'pass|host^'violation|rule^'a second DETACH in appDETACH \#
    is stalled, and cancels the first|}{id^'AMB-18|device^'note|host^'warning|rule^'wLength above \#
    wTransferSize: any answer of the device will do|}{id^'AMB-19|device^'violation|rule^'bState of\#
     a GETSTATUS answer is the state that the device enters after it, not the one that it was in|}\#
    {id^'AMB-20|host^'warning|rule^'bwPollTimeout of a status that shows another state than dfuDNB\#
    USY or dfuMANIFEST is to be waited for before the next GETSTATUS|}{id^'AMB-21|host^'violation|\#
    rule^'wBlockNum rises by 1 (65535 wraps to 0) between the data blocks of one transfer; the fir\#
    st value and that of the zero-length block are free|}{id^'AMB-22|device^'note|rule^'the first \#
    state that a device shows in DFU mode after power-on may be dfuIDLE or dfuERROR|}{id^'AMB-23|h\#
    ost^'pass|rule^'wValue of UPLOAD: the block number (6.2.1), or zero throughout (Table 3.1)|}{i\#
    d^'AMB-24|rule^'the number of pieces on page 18 fits one convention at a time; not encoded|}{i\#
    d^'AMB-25|device^'warning|rule^'dfuERROR with bStatus OK: by their meanings the two exclude ea\#
    ch other; errSTALLEDPKT is never demanded|}{id^'AMB-26|host^'warning|rule^'a block below bMaxP\#
    acketSize0 that is not the last|}{id^'AMB-27|device^'pass|rule^'the functional descriptor may \#
    stand anywhere in the configuration, once or for each alternate setting|}{id^'AMB-28|device^'p\#
    ass|rule^'after SET_INTERFACE or SET_CONFIGURATION the state is the old one or dfuIDLE until t\#
    he next answer tells|}{id^'AMB-29|device^'note|host^'violation|rule^'requests with other wValu\#
    e, wIndex or wLength than Table 3.1: the device may answer, answer short, or stall|}{id^'AMB-3\#
    0|device^'warning|rule^'bcdDFUVersion other than 0100h, 0110h and 011Ah, or the 7-byte form of\#
     DFU 1.0; bcdUSB is never judged|}{id^'AMB-31|host^'note|rule^'a reset after manifestation by \#
    a device that is manifestation tolerant and detaches by itself is not needed, and not forbidde\#
    n|}{id^'AMB-32|device^'note|rule^'a bus reset in dfuERROR with valid firmware: the table leads\#
     to appIDLE; 6.1.3 taken literally keeps dfuERROR|}{id^'AMB-33|device^'note|rule^'a class requ\#
    est that DFU does not define must be stalled; whether it leads to dfuERROR is open|}]rows^[{id\#
    ^'appIDLE.DETACH|state^'appIDLE|request^'DFU_DETACH|when^['wTimeout<=wDetachTimeOut|]then^[{re\#
    ply^'ack|next^'appDETACH|status^'unchanged|}]cite^{source^'DFU11|section^'A.2.1 r1|page^'29|}d\#
    eviations^['TinyUSB run-time: no appDETACH, the application is called back at once and wTimeou\#
    t ignored|'lib_xua 5: no appDETACH, reboots 500 ms after the ACK whatever wTimeout says|]}{id^\#
    'appIDLE.DETACH.overlong|state^'appIDLE|request^'DFU_DETACH|when^['!wTimeout<=wDetachTimeOut|]\#
    then^[{reply^'ack|next^'appDETACH|status^'unchanged|verdict^'note|reading^'AMB-14|because^'the\#
     value is clamped or ignored (Zephyr legacy, TinyUSB, U-Boot, Zephyr, lib_xua)|}{reply^'stall|\#
    next^'appIDLE|status^'unchanged|verdict^'note|reading^'AMB-14|because^'the over-large value is\#
     refused (Atmel 2001)|}]cite^{silent^'what a device does with a wTimeout above wDetachTimeOut|\#
    }reading^'AMB-14|}{id^'appIDLE.GETSTATUS|state^'appIDLE|request^'DFU_GETSTATUS|then^[{reply^'d\#
    ata6|next^'appIDLE|status^'OK|}{reply^'data6|next^'appIDLE|status^'any-error|verdict^'note|bec\#
    ause^'no text covers an error code in run-time mode|}{reply^'stall|next^'appIDLE|status^'uncha\#
    nged|because^'GETSTATUS is optional in run-time mode|}]cite^{source^'DFU11|section^'A.2.1 r2|p\#
    age^'29|}}{id^'appIDLE.GETSTATE|state^'appIDLE|request^'DFU_GETSTATE|then^[{reply^'data1|next^\#
    'appIDLE|status^'unchanged|}{reply^'stall|next^'appIDLE|status^'unchanged|because^'GETSTATE is\#
     optional in run-time mode|}]cite^{source^'DFU11|section^'A.2.1 r3|page^'29|}}{id^'appIDLE.DNL\#
    OAD|state^'appIDLE|request^'DFU_DNLOAD|then^[{reply^'stall|next^'appIDLE|status^'unchanged|}{r\#
    eply^'silence|next^'dfuERROR|status^'any|verdict^'violation|because^'never answered, and dfuER\#
    ROR within run-time mode (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.1 r4|page^'29|}d\#
    eviations^['OpenTitan, lib_xua: requests that are not supported lead to dfuERROR within run-ti\#
    me mode|]}{id^'appIDLE.UPLOAD|state^'appIDLE|request^'DFU_UPLOAD|then^[{reply^'stall|next^'app\#
    IDLE|status^'unchanged|}{reply^'data-short|next^'dfuERROR|status^'any|verdict^'violation|becau\#
    se^'answered with no bytes, and dfuERROR within run-time mode (lib_xua)|}]cite^{source^'DFU11|\#
    section^'A.2.1 r4|page^'29|}deviations^['OpenTitan, lib_xua: requests that are not supported l\#
    ead to dfuERROR within run-time mode|]}{id^'appIDLE.CLRSTATUS|state^'appIDLE|request^'DFU_CLRS\#
    TATUS|then^[{reply^'stall|next^'appIDLE|status^'unchanged|}{reply^'ack|next^'dfuERROR|status^'\#
    any|verdict^'violation|because^'accepted, and dfuERROR within run-time mode (lib_xua)|}]cite^{\#
    source^'DFU11|section^'A.2.1 r4|page^'29|}deviations^['OpenTitan, lib_xua: requests that are n\#
    ot supported lead to dfuERROR within run-time mode|]}{id^'appIDLE.ABORT|state^'appIDLE|request\#
    ^'DFU_ABORT|then^[{reply^'stall|next^'appIDLE|status^'unchanged|}{reply^'ack|next^['dfuIDLE|'a\#
    ppIDLE|]status^'OK|verdict^'violation|because^'accepted; lib_xua 4 and 5 then are in dfuIDLE w\#
    ithin run-time mode, lib_dfu stays|}]cite^{source^'DFU11|section^'A.2.1 r4|page^'29|}}{id^'app\#
    IDLE.UNKNOWN_CLASS_REQUEST|state^'appIDLE|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'stall|n\#
    ext^'appIDLE|status^'unchanged|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|be\#
    cause^'requests that DFU does not define succeed (lib_xua 4)|}{reply^'data-short|next^'same|st\#
    atus^'unchanged|verdict^'violation|because^'requests that DFU does not define are answered wit\#
    h no bytes (lib_xua 4)|}]cite^{source^'DFU11|section^'A.2.1 r4|page^'29|}}{id^'appIDLE.USB_RES\#
    ET|state^'appIDLE|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'unchanged|\#
    }]cite^{source^'DFU11|section^'5.1|page^'17|}}{id^'appIDLE.POWER_ON_RESET|state^'appIDLE|event\#
    ^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|}{reply^'reenumerates|nex\#
    t^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a boot loader that finds corrupt \#
    firmware starts in DFU mode|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'no\#
    te|reading^'AMB-22|because^'a boot loader that finds corrupt firmware starts in DFU mode|}]cit\#
    e^{silent^'power-on in run-time mode; section 7 has the device evaluate its firmware and enter\#
     the appropriate mode|}reading^'AMB-22|}{id^'appDETACH.DETACH|state^'appDETACH|request^'DFU_DE\#
    TACH|then^[{reply^'stall|next^'appIDLE|status^'unchanged|because^'the second DETACH cancels th\#
    e first|}{reply^'stall|next^'appDETACH|status^'unchanged|reading^'AMB-17|because^'the pending \#
    detach is kept (Zephyr)|}]cite^{source^'DFU11|section^'A.2.2 r3|page^'30|}reading^'AMB-17|}{id\#
    ^'appDETACH.GETSTATUS|state^'appDETACH|request^'DFU_GETSTATUS|when^['answersGetStatusInAppIDLE\#
    |]then^[{reply^'data6|next^'appDETACH|status^'OK|}{reply^'data6|next^'appDETACH|status^'any-er\#
    ror|verdict^'note|because^'no text covers an error code in run-time mode|}]cite^{source^'DFU11\#
    |section^'A.2.2 r1|page^'30|}reading^'AMB-16|}{id^'appDETACH.GETSTATUS.optional|state^'appDETA\#
    CH|request^'DFU_GETSTATUS|when^['!answersGetStatusInAppIDLE|]then^[{reply^'data6|next^'appDETA\#
    CH|status^'OK|}{reply^'data6|next^'appDETACH|status^'any-error|verdict^'note|because^'no text \#
    covers an error code in run-time mode|}{reply^'stall|next^['appDETACH|'appIDLE|]status^'unchan\#
    ged|verdict^'note|reading^'AMB-16|because^'GETSTATUS is optional in run-time mode|}]cite^{sour\#
    ce^'DFU11|section^'A.2.2 r1|page^'30|}reading^'AMB-16|}{id^'appDETACH.GETSTATE|state^'appDETAC\#
    H|request^'DFU_GETSTATE|when^['answersGetStateInAppIDLE|]then^[{reply^'data1|next^'appDETACH|s\#
    tatus^'unchanged|}]cite^{source^'DFU11|section^'A.2.2 r2|page^'30|}reading^'AMB-16|}{id^'appDE\#
    TACH.GETSTATE.optional|state^'appDETACH|request^'DFU_GETSTATE|when^['!answersGetStateInAppIDLE\#
    |]then^[{reply^'data1|next^'appDETACH|status^'unchanged|}{reply^'stall|next^['appDETACH|'appID\#
    LE|]status^'unchanged|verdict^'note|reading^'AMB-16|because^'GETSTATE is optional in run-time \#
    mode|}]cite^{source^'DFU11|section^'A.2.2 r2|page^'30|}reading^'AMB-16|}{id^'appDETACH.DNLOAD|\#
    state^'appDETACH|request^'DFU_DNLOAD|then^[{reply^'stall|next^'appIDLE|status^'unchanged|}{rep\#
    ly^'silence|next^'dfuERROR|status^'any|verdict^'violation|because^'never answered, and dfuERRO\#
    R within run-time mode (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.2 r3|page^'30|}dev\#
    iations^['Zephyr: a request that is not supported leaves the detach pending|]}{id^'appDETACH.U\#
    PLOAD|state^'appDETACH|request^'DFU_UPLOAD|then^[{reply^'stall|next^'appIDLE|status^'unchanged\#
    |}{reply^'data-short|next^'dfuERROR|status^'any|verdict^'violation|because^'answered with no b\#
    ytes, and dfuERROR within run-time mode (lib_xua)|}]cite^{source^'DFU11|section^'A.2.2 r3|page\#
    ^'30|}deviations^['Zephyr: a request that is not supported leaves the detach pending|]}{id^'ap\#
    pDETACH.CLRSTATUS|state^'appDETACH|request^'DFU_CLRSTATUS|then^[{reply^'stall|next^'appIDLE|st\#
    atus^'unchanged|}{reply^'ack|next^'dfuERROR|status^'any|verdict^'violation|because^'accepted, \#
    and dfuERROR within run-time mode (lib_xua)|}]cite^{source^'DFU11|section^'A.2.2 r3|page^'30|}\#
    deviations^['Zephyr: a request that is not supported leaves the detach pending|]}{id^'appDETAC\#
    H.ABORT|state^'appDETACH|request^'DFU_ABORT|then^[{reply^'stall|next^'appIDLE|status^'unchange\#
    d|}{reply^'ack|next^['dfuIDLE|'appIDLE|]status^'OK|verdict^'violation|because^'accepted; lib_x\#
    ua 4 and 5 then are in dfuIDLE within run-time mode, lib_dfu stays|}]cite^{source^'DFU11|secti\#
    on^'A.2.2 r3|page^'30|}deviations^['Zephyr: a request that is not supported leaves the detach \#
    pending|]}{id^'appDETACH.UNKNOWN_CLASS_REQUEST|state^'appDETACH|request^'UNKNOWN_CLASS_REQUEST\#
    |then^[{reply^'stall|next^'appIDLE|status^'unchanged|}{reply^'ack|next^'same|status^'unchanged\#
    |verdict^'violation|because^'requests that DFU does not define succeed (lib_xua 4)|}{reply^'da\#
    ta-short|next^'same|status^'unchanged|verdict^'violation|because^'requests that DFU does not d\#
    efine are answered with no bytes (lib_xua 4)|}]cite^{source^'DFU11|section^'A.2.2 r3|page^'30|\#
    }deviations^['Zephyr: a request that is not supported leaves the detach pending|]}{id^'appDETA\#
    CH.DETACH_TIMEOUT|state^'appDETACH|event^'DETACH_TIMEOUT|when^['!bitWillDetach|]then^[{reply^'\#
    nothing|next^'appIDLE|status^'unchanged|}]cite^{source^'DFU11|section^'A.2.2 r4|page^'30|}devi\#
    ations^['lib_xua 4: the timer is looked at only when a bus reset comes|]}{id^'appDETACH.POWER_\#
    ON_RESET|state^'appDETACH|event^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|statu\#
    s^'OK|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a \#
    boot loader that finds corrupt firmware starts in DFU mode|}{reply^'reenumerates|next^'dfuERRO\#
    R|status^'any-error|verdict^'note|reading^'AMB-22|because^'a boot loader that finds corrupt fi\#
    rmware starts in DFU mode|}]cite^{source^'DFU11|section^'A.2.2 r5|page^'30|}}{id^'appDETACH.US\#
    B_RESET|state^'appDETACH|event^'USB_RESET|then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|\#
    }]cite^{source^'DFU11|section^'A.2.2 r6|page^'30|}}{id^'appDETACH.DEVICE_DETACH_ATTACH|state^'\#
    appDETACH|event^'DEVICE_DETACH_ATTACH|when^['bitWillDetach|]then^[{reply^'reenumerates|next^'d\#
    fuIDLE|status^'OK|verdict^'note|reading^'AMB-15|}]cite^{source^'DFU11|section^'5.1|page^'17|}r\#
    eading^'AMB-15|}{id^'dfuIDLE.DNLOAD.block|state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|\#
    'bitCanDnload|'wLength<=wTransferSize|]then^[{reply^'ack|next^'dfuDNLOAD-SYNC|status^'OK|}{rep\#
    ly^'stall|next^'dfuERROR|status^'any-error|reading^'AMB-11|because^'the device refused the blo\#
    ck|}]cite^{source^'DFU11|section^'A.2.3 r1|page^'31|}}{id^'dfuIDLE.DNLOAD.overlong|state^'dfuI\#
    DLE|request^'DFU_DNLOAD|when^['wLength>0|'bitCanDnload|'!wLength<=wTransferSize|]then^[{reply^\#
    'any-answer|next^'dfuDNLOAD-SYNC|status^'OK|verdict^'note|reading^'AMB-18|because^'accepted, p\#
    erhaps cut (U-Boot, ST)|}{reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|rea\#
    ding^'AMB-18|because^'refused (OpenTitan, embassy, Yoshida)|}{reply^'any-answer|next^'same|sta\#
    tus^'unchanged|verdict^'note|reading^'AMB-18|because^'refused without dfuERROR (TinyUSB)|}]cit\#
    e^{silent^'what a device does with more than wTransferSize bytes|}reading^'AMB-18|deviations^[\#
    'lib_xua: uses the first 64 bytes, then endpoint 0 is dead until a bus reset|]}{id^'dfuIDLE.DN\#
    LOAD.notCapable|state^'dfuIDLE|request^'DFU_DNLOAD|when^['wLength>0|'!bitCanDnload|]then^[{rep\#
    ly^'stall|next^'dfuERROR|status^'any-error|}]cite^{source^'DFU11|section^'A.2.3 r2|page^'31|}}\#
    {id^'dfuIDLE.DNLOAD.zero|state^'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'s\#
    tall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuMANIFEST-SYNC|status^'OK|verdict^'\#
    violation|reading^'AMB-04|because^'taken as DfuSe's way to leave (ST, usbd-dfu, TinyUSB, libop\#
    encm3, Zephyr legacy, embassy, RIOT)|}]cite^{source^'DFU11|section^'A.2.3 r2|page^'31|}deviati\#
    ons^['OpenTitan: ACKs it, and is in dfuERROR|'lib_xua 4 and 5: never answer it, and are in dfu\#
    ERROR|]}{id^'dfuIDLE.UPLOAD.block|state^'dfuIDLE|request^'DFU_UPLOAD|when^['wLength>0|'bitCanU\#
    pload|'wLength<=wTransferSize|]then^[{reply^'data-full|next^'dfuUPLOAD-IDLE|status^'OK|}{reply\#
    ^'data-short|next^'dfuUPLOAD-IDLE|status^'OK|}{reply^'data-short|next^'dfuIDLE|status^'OK|verd\#
    ict^'note|reading^'AMB-07|because^'the short frame ends the upload at once|}{reply^'stall|next\#
    ^'dfuERROR|status^'any-error|reading^'AMB-11|because^'the device could not read the block|}{re\#
    ply^'data-full|next^'dfuIDLE|status^'OK|verdict^'violation|reading^'AMB-07|because^'dfuUPLOAD-\#
    IDLE is never used (TinyUSB)|}]cite^{source^'DFU11|section^'A.2.3 r3|page^'31|}reading^'AMB-07\#
    |}{id^'dfuIDLE.UPLOAD.zero|state^'dfuIDLE|request^'DFU_UPLOAD|when^['!wLength>0|'bitCanUpload|\#
    ]then^[{reply^'any-answer|next^['dfuUPLOAD-IDLE|'dfuIDLE|]status^'OK|verdict^'note|reading^'AM\#
    B-08|}{reply^'any-answer|next^'dfuERROR|status^'any|verdict^'note|reading^'AMB-08|because^'ref\#
    used (Zephyr legacy; lib_xua without a STALL)|}]cite^{silent^'what an UPLOAD of no bytes means\#
     in dfuIDLE|}reading^'AMB-08|}{id^'dfuIDLE.UPLOAD.overlong|state^'dfuIDLE|request^'DFU_UPLOAD|\#
    when^['wLength>0|'bitCanUpload|'!wLength<=wTransferSize|]then^[{reply^'any-answer|next^['dfuUP\#
    LOAD-IDLE|'dfuIDLE|]status^'OK|verdict^'note|reading^'AMB-18|}{reply^'any-answer|next^'dfuERRO\#
    R|status^'any-error|verdict^'note|reading^'AMB-18|because^'refused|}]cite^{silent^'what a devi\#
    ce does when more than wTransferSize bytes are asked for|}reading^'AMB-18|}{id^'dfuIDLE.UPLOAD\#
    .notCapable|state^'dfuIDLE|request^'DFU_UPLOAD|when^['!bitCanUpload|]then^[{reply^'stall|next^\#
    'dfuERROR|status^'any-error|}]cite^{source^'DFU11|section^'A.2.3 r4|page^'31|}}{id^'dfuIDLE.AB\#
    ORT|state^'dfuIDLE|request^'DFU_ABORT|then^[{reply^'ack|next^'dfuIDLE|status^'OK|}]cite^{sourc\#
    e^'DFU11|section^'A.2.3 r5|page^'31|}}{id^'dfuIDLE.GETSTATUS|state^'dfuIDLE|request^'DFU_GETST\#
    ATUS|then^[{reply^'data6|next^'dfuIDLE|status^'OK|}{reply^'data6|next^'dfuERROR|status^'any-er\#
    ror|verdict^'note|because^'an error with nothing begun: Figure A.1 allows it, nothing explains\#
     it|}{reply^'data6|next^'dfuERROR|status^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERRO\#
    R with bStatus OK (U-Boot, lib_xua)|}]cite^{source^'DFU11|section^'A.2.3 r6|page^'31|}}{id^'df\#
    uIDLE.GETSTATE|state^'dfuIDLE|request^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuIDLE|status^'\#
    unchanged|}{reply^'data1|next^'dfuERROR|status^'any-error|verdict^'note|because^'an error with\#
     nothing begun: Figure A.1 allows it, nothing explains it|}]cite^{source^'DFU11|section^'A.2.3\#
     r7|page^'31|}deviations^['OpenTitan: the request moves the device to dfuUPLOAD-IDLE|]}{id^'df\#
    uIDLE.DETACH|state^'dfuIDLE|request^'DFU_DETACH|then^[{reply^'stall|next^'dfuERROR|status^'any\#
    -error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-03|because^'taken\#
     as the way to leave DFU mode (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RIOT)|}{reply^'ack|\#
    next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'accepted without effe\#
    ct (TinyUSB, embassy), or the device leaves the bus and comes back in DFU mode (ST)|}{reply^'s\#
    tall|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'stalled without \#
    dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|section^'A.2.3 r8|page^'31|}reading^'AMB\#
    -03|deviations^['Zephyr legacy: STALLs it, and is in appIDLE|]}{id^'dfuIDLE.CLRSTATUS|state^'d\#
    fuIDLE|request^'DFU_CLRSTATUS|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ac\#
    k|next^'dfuIDLE|status^'OK|verdict^'violation|reading^'AMB-02|because^'accepted (TinyUSB, Zeph\#
    yr legacy, dapboot, libopencm3, embassy)|}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]\#
    verdict^'violation|reading^'AMB-02|because^'dfuERROR without a STALL (ST with errUNKNOWN, lib_\#
    xua with bStatus OK)|}{reply^'stall|next^'same|status^'any|verdict^'violation|reading^'AMB-02|\#
    because^'stalled without dfuERROR (OpenTitan)|}]cite^{source^'DFU11|section^'A.2.3 r8|page^'31\#
    |}reading^'AMB-02|}{id^'dfuIDLE.UNKNOWN_CLASS_REQUEST|state^'dfuIDLE|request^'UNKNOWN_CLASS_RE\#
    QUEST|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'stall|next^'same|status^'u\#
    nchanged|verdict^'note|reading^'AMB-33|because^'only the STALL is safe to demand (usbd-dfu, li\#
    b_xua 5)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|because^'requests that D\#
    FU does not define succeed (lib_xua 4)|}{reply^'data-short|next^'same|status^'unchanged|verdic\#
    t^'violation|because^'requests that DFU does not define are answered with no bytes (lib_xua 4)\#
    |}]cite^{source^'DFU11|section^'A.2.3 r8|page^'31|}reading^'AMB-33|}{id^'dfuIDLE.USB_RESET|sta\#
    te^'dfuIDLE|event^'USB_RESET|when^['configured|]then^[{reply^'reenumerates|next^'appIDLE|statu\#
    s^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|\#
    because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdic\#
    t^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}\#
    {reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-09|because^'stays in \#
    DFU mode (TinyUSB, U-Boot, Zephyr legacy, Yoshida, ST)|}]cite^{source^'DFU11|section^'A.2.3 r9\#
    |page^'31|}reading^'AMB-09|}{id^'dfuIDLE.USB_RESET.enumerating|state^'dfuIDLE|event^'USB_RESET\#
    |when^['!configured|]then^[{reply^'reenumerates|next^'dfuIDLE|status^'OK|reading^'AMB-09|becau\#
    se^'hosts reset more than once while they enumerate|}{reply^'reenumerates|next^'appIDLE|status\#
    ^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|b\#
    ecause^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict\#
    ^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}]\#
    cite^{source^'DFU11|section^'A.2.3 r9|page^'31|}reading^'AMB-09|}{id^'dfuIDLE.POWER_ON_RESET|s\#
    tate^'dfuIDLE|event^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|becaus\#
    e^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the\#
     firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|read\#
    ing^'AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}{reply^'reen\#
    umerates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a boot loader that fi\#
    nds corrupt firmware starts in dfuIDLE|}]cite^{source^'DFU11|section^'A.2.3 r9|page^'31|}readi\#
    ng^'AMB-22|}{id^'dfuDNLOAD-SYNC.GETSTATUS|state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATUS|then^[{\#
    reply^'data6|next^'dfuDNBUSY|status^'OK|because^'the block is in progress|}{reply^'data6|next^\#
    'dfuDNLOAD-IDLE|status^'OK|because^'the block is complete|}{reply^'data6|next^'dfuERROR|status\#
    ^'any-error|because^'the device reports an error|}{reply^'data6|next^'dfuERROR|status^'OK|verd\#
    ict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}{reply^'data\#
    6|next^['same|'dfuDNBUSY|'dfuDNLOAD-IDLE|]shows^'dfuDNLOAD-SYNC|status^'OK|verdict^'violation|\#
    reading^'AMB-19|because^'shows the state that it was in (Zephyr)|}]cite^{source^'DFU11|section\#
    ^'A.2.4 r1|page^'32|}}{id^'dfuDNLOAD-SYNC.GETSTATE|state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATE\#
    |when^['!busyShown|]then^[{reply^'data1|next^'dfuDNLOAD-SYNC|status^'unchanged|}{reply^'data1|\#
    next^'dfuERROR|status^'any-error|because^'the device met an error|}]cite^{source^'DFU11|sectio\#
    n^'A.2.4 r3|page^'32|}deviations^['OpenTitan: the request moves the device to dfuDNLOAD-IDLE|]\#
    }{id^'dfuDNLOAD-SYNC.GETSTATE.afterBusy|state^'dfuDNLOAD-SYNC|request^'DFU_GETSTATE|when^['bus\#
    yShown|]then^[{reply^'data1|next^'dfuDNLOAD-SYNC|status^'unchanged|}{reply^'data1|next^'dfuERR\#
    OR|status^'any-error|because^'the device met an error|}{reply^'data1|next^'dfuDNBUSY|status^'u\#
    nchanged|verdict^'note|reading^'AMB-05|because^'still busy, without a timer (TinyUSB, Zephyr l\#
    egacy, ST, barebox)|}]cite^{source^'DFU11|section^'A.2.4 r3|page^'32|}reading^'AMB-05|}{id^'df\#
    uDNLOAD-SYNC.ABORT|state^'dfuDNLOAD-SYNC|request^'DFU_ABORT|then^[{reply^'stall|next^'dfuERROR\#
    |status^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-01|because\#
    ^'Figure A.1 accepts it (TinyUSB, Zephyr legacy, ST, dapboot, libopencm3, usbd-dfu, OpenTitan,\#
     Yoshida, embassy, lib_xua)|}]cite^{source^'DFU11|section^'A.2.4 r4|page^'32|}reading^'AMB-01|\#
    }{id^'dfuDNLOAD-SYNC.DNLOAD|state^'dfuDNLOAD-SYNC|request^'DFU_DNLOAD|then^[{reply^'stall|next\#
    ^'dfuERROR|status^'any-error|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|beca\#
    use^'accepted without effect (dapboot)|}{reply^'silence|next^'dfuERROR|status^'any|verdict^'vi\#
    olation|because^'never answered, then dfuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section\#
    ^'A.2.4 r4|page^'32|}}{id^'dfuDNLOAD-SYNC.UPLOAD|state^'dfuDNLOAD-SYNC|request^'DFU_UPLOAD|the\#
    n^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'data-full|next^'same|status^'unchan\#
    ged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{reply^'data-short|next^'sa\#
    me|status^'unchanged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{reply^'da\#
    ta-short|next^'dfuERROR|status^'any|verdict^'violation|because^'answered with no bytes, then d\#
    fuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.4 r4|page^'32|}}{id^'dfuDNLOAD-SY\#
    NC.DETACH|state^'dfuDNLOAD-SYNC|request^'DFU_DETACH|then^[{reply^'stall|next^'dfuERROR|status^\#
    'any-error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-03|because^'t\#
    aken as the way to leave DFU mode (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RIOT)|}{reply^'\#
    ack|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'accepted without \#
    effect (TinyUSB, embassy), or the device leaves the bus and comes back in DFU mode (ST)|}{repl\#
    y^'stall|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'stalled with\#
    out dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|section^'A.2.4 r4|page^'32|}reading^\#
    'AMB-03|}{id^'dfuDNLOAD-SYNC.CLRSTATUS|state^'dfuDNLOAD-SYNC|request^'DFU_CLRSTATUS|then^[{rep\#
    ly^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'viol\#
    ation|reading^'AMB-02|because^'accepted (TinyUSB, Zephyr legacy, dapboot, libopencm3, embassy)\#
    |}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]verdict^'violation|reading^'AMB-02|becau\#
    se^'dfuERROR without a STALL (ST with errUNKNOWN, lib_xua with bStatus OK)|}{reply^'stall|next\#
    ^'same|status^'any|verdict^'violation|reading^'AMB-02|because^'stalled without dfuERROR (OpenT\#
    itan)|}]cite^{source^'DFU11|section^'A.2.4 r4|page^'32|}reading^'AMB-02|}{id^'dfuDNLOAD-SYNC.U\#
    NKNOWN_CLASS_REQUEST|state^'dfuDNLOAD-SYNC|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'stall|\#
    next^'dfuERROR|status^'any-error|}{reply^'stall|next^'same|status^'unchanged|verdict^'note|rea\#
    ding^'AMB-33|because^'only the STALL is safe to demand (usbd-dfu, lib_xua 5)|}{reply^'ack|next\#
    ^'same|status^'unchanged|verdict^'violation|because^'requests that DFU does not define succeed\#
     (lib_xua 4)|}{reply^'data-short|next^'same|status^'unchanged|verdict^'violation|because^'requ\#
    ests that DFU does not define are answered with no bytes (lib_xua 4)|}]cite^{source^'DFU11|sec\#
    tion^'A.2.4 r4|page^'32|}reading^'AMB-33|}{id^'dfuDNLOAD-SYNC.USB_RESET|state^'dfuDNLOAD-SYNC|\#
    event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is \#
    valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrup\#
    t|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because\#
    ^'the firmware is corrupt, with a code of the device's choice|}]cite^{source^'DFU11|section^'A\#
    .2.4 r5|page^'32|}deviations^['TinyUSB, ST: a bus reset keeps DFU mode, and the state becomes \#
    dfuIDLE|]}{id^'dfuDNLOAD-SYNC.POWER_ON_RESET|state^'dfuDNLOAD-SYNC|event^'POWER_ON_RESET|then^\#
    [{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenume\#
    rates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerate\#
    s|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corr\#
    upt, with a code of the device's choice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict\#
    ^'note|reading^'AMB-22|because^'a boot loader that finds corrupt firmware starts in dfuIDLE|}]\#
    cite^{source^'DFU11|section^'A.2.4 r5|page^'32|}reading^'AMB-22|}{id^'dfuDNBUSY.GETSTATUS|stat\#
    e^'dfuDNBUSY|request^'DFU_GETSTATUS|then^[{reply^'stall|next^'dfuERROR|status^'any-error|verdi\#
    ct^'note|reading^'AMB-05|}{reply^'data6|next^'dfuDNBUSY|status^'OK|verdict^'note|reading^'AMB-\#
    05|because^'answers while busy (TinyUSB, Zephyr legacy, ST, barebox, lib_xua)|}{reply^'data6|n\#
    ext^'dfuDNLOAD-IDLE|status^'OK|verdict^'note|reading^'AMB-05|because^'treats the request as in\#
     dfuDNLOAD-SYNC (Zephyr, U-Boot, lib_xua)|}{reply^'data6|next^'dfuERROR|status^'any-error|verd\#
    ict^'note|reading^'AMB-05|because^'reports an error while busy|}{reply^'data6|next^'dfuERROR|s\#
    tatus^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)\#
    |}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}reading^'AMB-05|}{id^'dfuDNBUSY.GETSTATE|st\#
    ate^'dfuDNBUSY|request^'DFU_GETSTATE|then^[{reply^'stall|next^'dfuERROR|status^'any-error|verd\#
    ict^'note|reading^'AMB-05|}{reply^'data1|next^'dfuDNBUSY|status^'unchanged|verdict^'note|readi\#
    ng^'AMB-05|because^'answers while busy (TinyUSB, Zephyr legacy, ST, barebox)|}{reply^'data1|ne\#
    xt^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-05|because^'met an error while busy|\#
    }]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}reading^'AMB-05|deviations^['lib_xua 5: answ\#
    ers dfuDNBUSY, and then is in dfuERROR|]}{id^'dfuDNBUSY.DNLOAD|state^'dfuDNBUSY|request^'DFU_D\#
    NLOAD|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'same|status^'unc\#
    hanged|verdict^'violation|because^'accepted without effect (dapboot)|}{reply^'silence|next^'df\#
    uERROR|status^'any|verdict^'violation|because^'never answered, then dfuERROR (lib_xua 4 and 5)\#
    |}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}}{id^'dfuDNBUSY.UPLOAD|state^'dfuDNBUSY|req\#
    uest^'DFU_UPLOAD|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'data-full|next^\#
    'same|status^'unchanged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{reply^\#
    'data-short|next^'same|status^'unchanged|verdict^'violation|because^'accepted in every state (\#
    TinyUSB)|}{reply^'data-short|next^'dfuERROR|status^'any|verdict^'violation|because^'answered w\#
    ith no bytes, then dfuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33\#
    |}}{id^'dfuDNBUSY.DETACH|state^'dfuDNBUSY|request^'DFU_DETACH|then^[{reply^'stall|next^'dfuERR\#
    OR|status^'any-error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-03|\#
    because^'taken as the way to leave DFU mode (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RIOT)\#
    |}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'accepte\#
    d without effect (TinyUSB, embassy), or the device leaves the bus and comes back in DFU mode (\#
    ST)|}{reply^'stall|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'st\#
    alled without dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33\#
    |}reading^'AMB-03|}{id^'dfuDNBUSY.CLRSTATUS|state^'dfuDNBUSY|request^'DFU_CLRSTATUS|then^[{rep\#
    ly^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'viol\#
    ation|reading^'AMB-02|because^'accepted (TinyUSB, Zephyr legacy, dapboot, libopencm3, embassy)\#
    |}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]verdict^'violation|reading^'AMB-02|becau\#
    se^'dfuERROR without a STALL (ST with errUNKNOWN, lib_xua with bStatus OK)|}{reply^'stall|next\#
    ^'same|status^'any|verdict^'violation|reading^'AMB-02|because^'stalled without dfuERROR (OpenT\#
    itan)|}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}reading^'AMB-02|}{id^'dfuDNBUSY.ABORT|\#
    state^'dfuDNBUSY|request^'DFU_ABORT|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{rep\#
    ly^'ack|next^'dfuIDLE|status^'OK|verdict^'violation|because^'accepted in every state (TinyUSB,\#
     lib_xua 4 and 5)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|because^'accept\#
    ed without effect (dapboot)|}]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}}{id^'dfuDNBUSY.\#
    UNKNOWN_CLASS_REQUEST|state^'dfuDNBUSY|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'stall|next\#
    ^'dfuERROR|status^'any-error|}{reply^'stall|next^'same|status^'unchanged|verdict^'note|reading\#
    ^'AMB-33|because^'only the STALL is safe to demand (usbd-dfu, lib_xua 5)|}{reply^'ack|next^'sa\#
    me|status^'unchanged|verdict^'violation|because^'requests that DFU does not define succeed (li\#
    b_xua 4)|}{reply^'data-short|next^'same|status^'unchanged|verdict^'violation|because^'requests\#
     that DFU does not define are answered with no bytes (lib_xua 4)|}]cite^{source^'DFU11|section\#
    ^'A.2.5 r1|page^'33|}reading^'AMB-33|}{id^'dfuDNBUSY.POLL_TIMEOUT|state^'dfuDNBUSY|event^'POLL\#
    _TIMEOUT|then^[{reply^'nothing|next^'dfuDNLOAD-SYNC|status^'unchanged|}]cite^{source^'DFU11|se\#
    ction^'A.2.5 r2|page^'33|}}{id^'dfuDNBUSY.USB_RESET|state^'dfuDNBUSY|event^'USB_RESET|then^[{r\#
    eply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenumerat\#
    es|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerates|n\#
    ext^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corrupt\#
    , with a code of the device's choice|}]cite^{source^'DFU11|section^'A.2.5 r3|page^'33|}deviati\#
    ons^['TinyUSB, ST: a bus reset keeps DFU mode, and the state becomes dfuIDLE|]}{id^'dfuDNBUSY.\#
    POWER_ON_RESET|state^'dfuDNBUSY|event^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE\#
    |status^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIR\#
    MWARE|because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|\#
    verdict^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code of the device's ch\#
    oice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a b\#
    oot loader that finds corrupt firmware starts in dfuIDLE|}]cite^{source^'DFU11|section^'A.2.5 \#
    r3|page^'33|}reading^'AMB-22|}{id^'dfuDNLOAD-IDLE.DNLOAD.block|state^'dfuDNLOAD-IDLE|request^'\#
    DFU_DNLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'ack|next^'dfuDNLOAD-SYNC|st\#
    atus^'OK|}{reply^'stall|next^'dfuERROR|status^'any-error|reading^'AMB-11|because^'the device r\#
    efused the block|}]cite^{source^'DFU11|section^'A.2.6 r1|page^'34|}deviations^['mchck: stalls \#
    the block past 64 KiB|]}{id^'dfuDNLOAD-IDLE.DNLOAD.overlong|state^'dfuDNLOAD-IDLE|request^'DFU\#
    _DNLOAD|when^['wLength>0|'!wLength<=wTransferSize|]then^[{reply^'any-answer|next^'dfuDNLOAD-SY\#
    NC|status^'OK|verdict^'note|reading^'AMB-18|because^'accepted, perhaps cut (U-Boot, ST)|}{repl\#
    y^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-18|because^'refused \#
    (OpenTitan, embassy, Yoshida)|}{reply^'any-answer|next^'same|status^'unchanged|verdict^'note|r\#
    eading^'AMB-18|because^'refused without dfuERROR (TinyUSB)|}]cite^{silent^'what a device does \#
    with more than wTransferSize bytes|}reading^'AMB-18|}{id^'dfuDNLOAD-IDLE.DNLOAD.zero|state^'df\#
    uDNLOAD-IDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuMANIFEST-SYNC|s\#
    tatus^'OK|because^'the device agrees that the data is complete|}{reply^'stall|next^'dfuERROR|s\#
    tatus^'any-error|because^'the device misses data|}]cite^{source^'DFU11|section^'A.2.6 r2|page^\#
    '34|}}{id^'dfuDNLOAD-IDLE.ABORT|state^'dfuDNLOAD-IDLE|request^'DFU_ABORT|then^[{reply^'ack|nex
    """#
}
