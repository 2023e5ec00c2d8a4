// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part3 = #"""
    e machine starts again|}]cite^{silent^'Appendix A does not model standard requests|}reading^'A\#
    MB-28|}{id^'{state}.DEVICE_DETACH_ATTACH|state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD\#
    -IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'dfuERROR|]event^'DEVICE_DETACH_ATTACH|th\#
    en^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reen\#
    umerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumer\#
    ates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is c\#
    orrupt, with a code of the device's choice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verd\#
    ict^'note|reading^'AMB-22|because^'a boot loader that finds corrupt firmware starts in dfuIDLE\#
    |}]cite^{silent^'a device that leaves the bus in this state looks like one that lost its power\#
    |}}{id^'{state}.{request}.odd|state^'appIDLE|request^'DFU_DETACH|when^['!standardFields|]then^\#
    [{reply^'any-answer|next^['appIDLE|'appDETACH|]status^'unchanged|verdict^'note|reading^'AMB-29\#
    |}]cite^{silent^'what a device does with fields that are not those of Table 3.1|}reading^'AMB-\#
    29|}{id^'{state}.{request}.odd|state^'appIDLE|request^['DFU_DNLOAD|'DFU_UPLOAD|'DFU_GETSTATUS|\#
    'DFU_CLRSTATUS|'DFU_GETSTATE|'DFU_ABORT|'UNKNOWN_CLASS_REQUEST|]when^['!standardFields|]then^[\#
    {reply^'any-answer|next^'appIDLE|status^'unchanged|verdict^'note|reading^'AMB-29|}]cite^{silen\#
    t^'what a device does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{stat\#
    e}.{request}.odd|state^'appDETACH|request^'all|when^['!standardFields|]then^[{reply^'any-answe\#
    r|next^['appDETACH|'appIDLE|]status^'unchanged|verdict^'note|reading^'AMB-29|}]cite^{silent^'w\#
    hat a device does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{\#
    request}.odd|state^['dfuIDLE|'dfuDNLOAD-IDLE|]request^'DFU_DNLOAD|when^['!standardFields|]then\#
    ^[{reply^'any-answer|next^['same|'dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]status^'OK|verdict^'note|r\#
    eading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB\#
    -29|}]cite^{silent^'what a device does with fields that are not those of Table 3.1|}reading^'A\#
    MB-29|}{id^'{state}.{request}.odd|state^['dfuIDLE|'dfuUPLOAD-IDLE|]request^'DFU_UPLOAD|when^['\#
    !standardFields|]then^[{reply^'any-answer|next^['dfuIDLE|'dfuUPLOAD-IDLE|]status^'OK|verdict^'\#
    note|reading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|readin\#
    g^'AMB-29|}]cite^{silent^'what a device does with fields that are not those of Table 3.1|}read\#
    ing^'AMB-29|}{id^'{state}.{request}.odd|state^['dfuDNLOAD-SYNC|'dfuDNBUSY|]request^'DFU_GETSTA\#
    TUS|when^['!standardFields|]then^[{reply^'any-answer|next^['same|'dfuDNBUSY|'dfuDNLOAD-IDLE|]s\#
    tatus^'OK|verdict^'note|reading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'any-error|v\#
    erdict^'note|reading^'AMB-29|}]cite^{silent^'what a device does with fields that are not those\#
     of Table 3.1|}reading^'AMB-29|}{id^'{state}.{request}.odd|state^['dfuMANIFEST-SYNC|'dfuMANIFE\#
    ST|]request^'DFU_GETSTATUS|when^['!standardFields|]then^[{reply^'any-answer|next^['same|'dfuMA\#
    NIFEST|'dfuMANIFEST-WAIT-RESET|'dfuIDLE|]status^'OK|verdict^'note|reading^'AMB-29|}{reply^'any\#
    -answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silent^'what a \#
    device does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{reques\#
    t}.odd|state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|]reque\#
    st^'DFU_DNLOAD|when^['!standardFields|]then^[{reply^'any-answer|next^'same|status^'unchanged|v\#
    erdict^'note|reading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'not\#
    e|reading^'AMB-29|}]cite^{silent^'what a device does with fields that are not those of Table 3\#
    .1|}reading^'AMB-29|}{id^'{state}.{request}.odd|state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-I\#
    DLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|]request^'DFU_UPLOAD|when^['!standardFields|]then^[{reply^'\#
    any-answer|next^'same|status^'unchanged|verdict^'note|reading^'AMB-29|}{reply^'any-answer|next\#
    ^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silent^'what a device does \#
    with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{request}.odd|state\#
    ^['dfuIDLE|'dfuDNLOAD-IDLE|'dfuUPLOAD-IDLE|]request^'DFU_GETSTATUS|when^['!standardFields|]the\#
    n^[{reply^'any-answer|next^'same|status^'unchanged|verdict^'note|reading^'AMB-29|}{reply^'any-\#
    answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silent^'what a d\#
    evice does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{request\#
    }.odd|state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFES\#
    T|'dfuUPLOAD-IDLE|]request^['DFU_DETACH|'DFU_GETSTATE|'UNKNOWN_CLASS_REQUEST|]when^['!standard\#
    Fields|]then^[{reply^'any-answer|next^'same|status^'unchanged|verdict^'note|reading^'AMB-29|}{\#
    reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silen\#
    t^'what a device does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{stat\#
    e}.{request}.odd|state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|\#
    'dfuMANIFEST|'dfuUPLOAD-IDLE|]request^['DFU_CLRSTATUS|'DFU_ABORT|]when^['!standardFields|]then\#
    ^[{reply^'any-answer|next^['same|'dfuIDLE|]status^'OK|verdict^'note|reading^'AMB-29|}{reply^'a\#
    ny-answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silent^'what \#
    a device does with fields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{requ\#
    est}.odd|state^'dfuMANIFEST-WAIT-RESET|request^'all|when^['!standardFields|]then^[{reply^'anyt\#
    hing|next^'same|status^'unchanged|verdict^'note|reading^'AMB-29|}{reply^'any-answer|next^'dfuE\#
    RROR|status^'any-error|verdict^'note|reading^'AMB-29|}]cite^{silent^'what a device does with f\#
    ields that are not those of Table 3.1|}reading^'AMB-29|}{id^'{state}.{request}.odd|state^'dfuE\#
    RROR|request^['DFU_DETACH|'DFU_DNLOAD|'DFU_UPLOAD|'DFU_GETSTATUS|'DFU_GETSTATE|'DFU_ABORT|'UNK\#
    NOWN_CLASS_REQUEST|]when^['!standardFields|]then^[{reply^'any-answer|next^'dfuERROR|status^'un\#
    changed|verdict^'note|reading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'errSTALLEDPKT\#
    |verdict^'note|reading^'AMB-29|}]cite^{silent^'what a device does with fields that are not tho\#
    se of Table 3.1|}reading^'AMB-29|}{id^'{state}.{request}.odd|state^'dfuERROR|request^'DFU_CLRS\#
    TATUS|when^['!standardFields|]then^[{reply^'any-answer|next^'dfuIDLE|status^'OK|verdict^'note|\#
    reading^'AMB-29|}{reply^'any-answer|next^'dfuERROR|status^'unchanged|verdict^'note|reading^'AM\#
    B-29|}{reply^'any-answer|next^'dfuERROR|status^'errSTALLEDPKT|verdict^'note|reading^'AMB-29|}]\#
    cite^{silent^'what a device does with fields that are not those of Table 3.1|}reading^'AMB-29|\#
    }]obligations^[{id^'H01|actor^'host|level^'should|on^['DFU_DNLOAD|'DFU_UPLOAD|]forbiddenIn^['a\#
    ppIDLE|'appDETACH|]cite^{source^'DFU11|section^'Table 3.2|page^'10|}says^'in run-time mode onl\#
    y DFU_DETACH, DFU_GETSTATUS and DFU_GETSTATE|advice^'Bring the device into DFU mode first (DFU\#
    _DETACH, then a bus reset unless bitWillDetach is set).|}{id^'H02|actor^'host|level^'must|on^[\#
    'DFU_DETACH|'DFU_DNLOAD|'DFU_UPLOAD|'DFU_GETSTATUS|'DFU_CLRSTATUS|'DFU_GETSTATE|'DFU_ABORT|]re\#
    quire^['standardFields|]cite^{source^'DFU11|section^'Table 3.1|page^'10|}reading^'AMB-29|says^\#
    'wIndex is the DFU interface's number, and wValue and wLength are those of Table 3.1|advice^'T\#
    ake wIndex from bInterfaceNumber of the descriptor set that the device shows now.|deviations^[\#
    'fwupd with the quirk index-force-detach: sets bit 8 of wIndex for Poly devices|]}{id^'H03|act\#
    or^'host|level^'should|on^['DFU_DETACH|]when^['runTimeMode|]require^['wTimeout<=wDetachTimeOut\#
    |]cite^{source^'DFU11|section^'5.1|page^'17|}says^'wTimeout is not above wDetachTimeOut of the\#
     functional descriptor|advice^'Ask for no more than the device's wDetachTimeOut.|deviations^['\#
    dfu-util 0.11, fwupd, webdfu, dfu-core, xmosdfu: always ask for 1000 ms|]}{id^'H04.again|actor\#
    ^'host|level^'must|on^['DFU_DETACH|]when^['detachAcknowledged|]forbiddenIn^['appDETACH|]cite^{\#
    source^'DFU11|section^'A.2.2 r3|page^'30|}reading^'AMB-17|says^'after DFU_DETACH the next step\#
     is a bus reset; a second DFU_DETACH cancels the first|advice^'Reset the bus within the detach\#
     window instead of sending DFU_DETACH again.|deviations^['dfu-util 0.11: sends DFU_DETACH agai\#
    n when it sees appDETACH|]}{id^'H04.noReset|actor^'host|level^'must|opensOn^['detach-acknowled\#
    ged|]closesOn^['left-bus|'attached|]forbidsMeanwhile^['USB_RESET|]when^['runTimeMode|'bitWillD\#
    etach|]cite^{source^'DFU11|section^'Table 4.2|page^'13|}says^'no bus reset after DFU_DETACH wh\#
    en bitWillDetach is set; the device detaches by itself|advice^'Wait until the device has left \#
    the bus and is back.|}{id^'H06.download|actor^'host|level^'must|on^['DFU_DNLOAD|]when^['!runTi\#
    meMode|'wLength>0|]require^['bitCanDnload|]cite^{source^'DFU11|section^'A.2.3 r2|page^'31|}say\#
    s^'DFU_DNLOAD only when bitCanDnload is set|advice^'Read bmAttributes before offering a downlo\#
    ad.|}{id^'H06.upload|actor^'host|level^'must|on^['DFU_UPLOAD|]when^['!runTimeMode|]require^['b\#
    itCanUpload|]cite^{source^'DFU11|section^'A.2.3 r4|page^'31|}says^'DFU_UPLOAD only when bitCan\#
    Upload is set|advice^'Read bmAttributes before offering an upload.|deviations^['dfu-util 0.11:\#
     tries the upload all the same|]}{id^'H07.size|actor^'host|level^'should|on^['DFU_DNLOAD|'DFU_\#
    UPLOAD|]require^['wLength<=wTransferSize|]cite^{source^'DFU11|section^'6.1.1|page^'19|}reading\#
    ^'AMB-18|says^'wLength is not above wTransferSize|advice^'Cut the file into blocks of at most \#
    wTransferSize bytes.|}{id^'H07.block|actor^'host|level^'should|on^['DFU_DNLOAD|]when^['wLength\#
    >0|]require^['previousBlock>=bMaxPacketSize0|]cite^{source^'DFU11|section^'6.1.1|page^'19|}rea\#
    ding^'AMB-26|says^'every block but the last holds at least bMaxPacketSize0 bytes; the block be\#
    fore this one did not|advice^'Send only the last block short.|}{id^'H07.empty|actor^'host|leve\#
    l^'must|on^['DFU_UPLOAD|]require^['wLength>0|]cite^{source^'DFU11|section^'A.2.10 r1|page^'38|\#
    }reading^'AMB-08|says^'DFU_UPLOAD asks for at least one byte|advice^'Ask for wTransferSize byt\#
    es; the device ends the upload with a short answer.|}{id^'H08|actor^'host|level^'must|on^['DFU\#
    _DNLOAD|'DFU_UPLOAD|]require^['blockNumberFollows|]cite^{source^'DFU11|section^'6.1.1|page^'19\#
    |}reading^'AMB-21|says^'wBlockNum rises by 1 from block to block, and 65535 is followed by 0|a\#
    dvice^'Count the blocks of one transfer without leaving a number out or repeating one.|}{id^'H\#
    09|actor^'host|level^'must|opensOn^['dnload-acknowledged|]closesOn^['shows-dfuDNLOAD-IDLE|'sho\#
    ws-dfuIDLE|'shows-dfuERROR|'abort-acknowledged|'clrstatus-acknowledged|'request-stalled|'bus-r\#
    eset|'left-bus|'attached|'interface-set|'configured|]forbidsMeanwhile^['DFU_DNLOAD|]cite^{sour\#
    ce^'DFU11|section^'6.1.1|page^'19|}says^'after each block DFU_GETSTATUS until the device shows\#
     dfuDNLOAD-IDLE, before the next DFU_DNLOAD|advice^'Poll with DFU_GETSTATUS, waiting bwPollTim\#
    eout each time, until bState is dfuDNLOAD-IDLE.|deviations^['fwupd: polls only while bState is\#
     dfuDNBUSY, so that dfuDNLOAD-SYNC is followed by the next block|]}{id^'H11.reset|actor^'host|\#
    level^'must|opensOn^['dnload-acknowledged|]closesOn^['zero-dnload-acknowledged|'abort-acknowle\#
    dged|'clrstatus-acknowledged|'request-stalled|'shows-dfuIDLE|'shows-dfuERROR|'shows-run-time|'\#
    left-bus|'attached|'interface-set|'configured|]forbidsMeanwhile^['USB_RESET|]cite^{source^'DFU\#
    11|section^'6.1.1|page^'19|}says^'a download ends with a zero-length DFU_DNLOAD and DFU_GETSTA\#
    TUS (or DFU_ABORT) before the bus is reset|advice^'Send the zero-length DFU_DNLOAD after the l\#
    ast block, or DFU_ABORT to give up.|}{id^'H11.status|actor^'host|level^'must|opensOn^['zero-dn\#
    load-acknowledged|]closesOn^['getstatus-sent|'abort-acknowledged|'request-stalled|'left-bus|'a\#
    ttached|'interface-set|'configured|]forbidsMeanwhile^['DFU_DNLOAD|'DFU_UPLOAD|'USB_RESET|]cite\#
    ^{source^'DFU11|section^'6.1.1|page^'19|}says^'after the zero-length DFU_DNLOAD the host sends\#
     DFU_GETSTATUS, which starts manifestation|advice^'Send DFU_GETSTATUS; without it the device d\#
    oes not begin to manifest.|}{id^'H12|actor^'host|level^'must|on^['DFU_DNLOAD|]when^['!wLength>\#
    0|]forbiddenIn^['dfuIDLE|]cite^{source^'DFU11|section^'A.2.3 r2|page^'31|}reading^'AMB-04|says\#
    ^'no zero-length DFU_DNLOAD in dfuIDLE, where no download is under way|advice^'End a download \#
    only after at least one block.|}{id^'H13|actor^'host|level^'must|opensOn^['request-stalled|]cl\#
    osesOn^['getstatus-sent|'bus-reset|'left-bus|'attached|'interface-set|'configured|]forbidsMean\#
    while^['DFU_DNLOAD|'DFU_UPLOAD|'DFU_CLRSTATUS|'DFU_ABORT|]cite^{source^'DFU11|section^'6.1|pag\#
    e^'18|}says^'after a STALL the host sends DFU_GETSTATUS to learn why|advice^'Send DFU_GETSTATU\#
    S, read bStatus, then DFU_CLRSTATUS.|deviations^['dfu-util 0.11: gives up without DFU_GETSTATU\#
    S after a stalled block|]}{id^'H14.outside|actor^'host|level^'must|on^['DFU_CLRSTATUS|]forbidd\#
    enIn^['appIDLE|'appDETACH|'dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYN\#
    C|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]unless^['H17.quiet|]cite^{source^'DFU1\#
    1|section^'6.1.3|page^'23|}reading^'AMB-02|says^'DFU_CLRSTATUS only in dfuERROR|advice^'Send D\#
    FU_CLRSTATUS only after DFU_GETSTATUS has shown dfuERROR.|deviations^['dfu-util 0.11: sends DF\#
    U_CLRSTATUS when bStatus is not OK, whatever the state|]}{id^'H14.first|actor^'host|level^'mus\#
    t|on^['DFU_DNLOAD|'DFU_UPLOAD|'DFU_ABORT|]forbiddenIn^['dfuERROR|]unless^['H06.download|'H06.u\#
    pload|'H07.empty|'H13|]cite^{source^'DFU11|section^'A.2.11 r4|page^'39|}says^'in dfuERROR DFU_\#
    CLRSTATUS before anything but DFU_GETSTATUS and DFU_GETSTATE|advice^'Clear the error with DFU_\#
    CLRSTATUS first.|}{id^'H15.runTime|actor^'host|level^'must|on^['DFU_ABORT|]forbiddenIn^['appID\#
    LE|'appDETACH|]cite^{source^'DFU11|section^'A.2.1 r4|page^'29|}says^'DFU_ABORT only in dfuIDLE\#
    , dfuDNLOAD-IDLE and dfuUPLOAD-IDLE|advice^'Do not send DFU_ABORT in run-time mode.|}{id^'H15.\#
    sync|actor^'host|level^'may|on^['DFU_ABORT|]forbiddenIn^['dfuDNLOAD-SYNC|'dfuMANIFEST-SYNC|]ci\#
    te^{source^'DFU11|section^'A.2.4 r4|page^'32|}reading^'AMB-01|says^'Figure A.1 accepts DFU_ABO\#
    RT in dfuDNLOAD-SYNC and dfuMANIFEST-SYNC, the tables stall it|advice^'Poll with DFU_GETSTATUS\#
     until dfuDNLOAD-IDLE before DFU_ABORT, so that every device takes it.|deviations^['fwupd: abo\#
    rts in dfuDNLOAD-SYNC|]}{id^'H16|actor^'host|level^'must|opensOn^['upload-full|]closesOn^['upl\#
    oad-short|'abort-acknowledged|'clrstatus-acknowledged|'request-stalled|'shows-dfuIDLE|'shows-d\#
    fuERROR|'left-bus|'attached|'interface-set|'configured|]forbidsMeanwhile^['USB_RESET|]cite^{so\#
    urce^'DFU11|section^'6.2|page^'25|}says^'an upload goes on until a short answer, or is ended b\#
    y DFU_ABORT|advice^'Send DFU_ABORT before the reset.|}{id^'H17.tolerant|actor^'host|level^'mus\#
    t|opensOn^['shows-dfuMANIFEST-SYNC|'shows-dfuMANIFEST|]closesOn^['shows-dfuIDLE|'shows-dfuERRO\#
    R|'shows-dfuDNLOAD-SYNC|'shows-dfuDNBUSY|'shows-dfuDNLOAD-IDLE|'shows-dfuUPLOAD-IDLE|'shows-ru\#
    n-time|'abort-acknowledged|'request-stalled|'left-bus|'attached|]forbidsMeanwhile^['DFU_DNLOAD\#
    |'DFU_UPLOAD|'USB_RESET|]when^['bitManifestationTolerant|]cite^{source^'DFU11|section^'7|page^\#
    '26|}says^'with bitManifestationTolerant set the host sends DFU_GETSTATUS until the device is \#
    back in dfuIDLE|advice^'Poll until bState is dfuIDLE before anything else.|}{id^'H17.quiet|act\#
    or^'host|level^'must|opensOn^['shows-dfuMANIFEST|'shows-dfuMANIFEST-WAIT-RESET|]closesOn^['bus\#
    -reset|'left-bus|'attached|'shows-dfuIDLE|'shows-dfuDNLOAD-SYNC|'shows-dfuDNBUSY|'shows-dfuDNL\#
    OAD-IDLE|'shows-dfuUPLOAD-IDLE|'shows-run-time|]forbidsMeanwhile^['DFU_DETACH|'DFU_DNLOAD|'DFU\#
    _UPLOAD|'DFU_GETSTATUS|'DFU_CLRSTATUS|'DFU_GETSTATE|'DFU_ABORT|]when^['!bitManifestationTolera\#
    nt|]cite^{source^'DFU11|section^'7|page^'26|}says^'with bitManifestationTolerant clear the hos\#
    t sends nothing once bState was dfuMANIFEST, until the bus was reset or the device has left|ad\#
    vice^'Wait bwPollTimeout after dfuMANIFEST, then reset the bus (or wait for the device to leav\#
    e when bitWillDetach is set).|deviations^['dfu-util 0.11: polls on with DFU_GETSTATUS after df\#
    uMANIFEST|]}{id^'H18.tolerant|actor^'host|level^'may|on^['USB_RESET|]when^['bitManifestationTo\#
    lerant|'bitWillDetach|'downloadEnded|]forbiddenIn^['dfuIDLE|]cite^{source^'DFU11|section^'7|pa\#
    ge^'26|}reading^'AMB-31|says^'a bus reset after manifestation is allowed, though bitWillDetach\#
     is set|advice^'Nothing is wrong; the text forbids a reset only after DFU_DETACH.|}{id^'H19|ac\#
    tor^'host|level^'must|on^['DFU_DNLOAD|]when^['!wLength>0|]require^['noSuffixInPayload|]cite^{s\#
    ource^'DFU11|section^'Appendix B|page^'40|}says^'the DFU suffix is not part of what is downloa\#
    ded; this payload ends in one whose CRC is right|advice^'Cut the suffix (bLength bytes) off th\#
    e file before sending it.|}{id^'H20|actor^'host|level^'must|on^['DFU_DETACH|]forbiddenIn^['dfu\#
    IDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WA\#
    IT-RESET|'dfuUPLOAD-IDLE|'dfuERROR|]unless^['H17.quiet|]cite^{source^'DFU11|section^'Table 3.2\#
    |page^'10|}reading^'AMB-03|says^'no DFU_DETACH in DFU mode|advice^'Leave DFU mode by a bus res\#
    et.|deviations^['dfu-util 0.11 with -e or -R, fwupd, xmosdfu 5.x: leave DFU mode by DFU_DETACH\#
    |]}{id^'H21.download|actor^'host|level^'must|on^['DFU_DNLOAD|]forbiddenIn^['dfuUPLOAD-IDLE|]un\#
    less^['H06.download|]cite^{source^'DFU11|section^'A.2.10 r6|page^'38|}says^'no DFU_DNLOAD whil\#
    e an upload is under way|advice^'End the upload with DFU_ABORT first.|}{id^'H21.upload|actor^'\#
    host|level^'must|on^['DFU_UPLOAD|]forbiddenIn^['dfuDNLOAD-SYNC|'dfuDNLOAD-IDLE|]unless^['H06.u\#
    pload|'H07.empty|]cite^{source^'DFU11|section^'A.2.6 r7|page^'34|}says^'no DFU_UPLOAD while a \#
    download is under way|advice^'End the download, or give it up with DFU_ABORT, first.|}]timing^\#
    [{id^'T1|actor^'host|level^'must|from^['status-shows-busy|]to^['DFU_DETACH|'DFU_DNLOAD|'DFU_UP\#
    LOAD|'DFU_GETSTATUS|'DFU_CLRSTATUS|'DFU_GETSTATE|'DFU_ABORT|'UNKNOWN_CLASS_REQUEST|]until^['bu\#
    s-reset|'left-bus|'attached|]atLeast^'bwPollTimeout|unless^['H09|'H14.outside|'H17.quiet|'H17.\#
    tolerant|'H20|]cite^{source^'DFU11|section^'A.2.5 r1|page^'33|}reading^'AMB-05|says^'no reques\#
    t before bwPollTimeout has passed since the answer that showed dfuDNBUSY or dfuMANIFEST|advice\#
    ^'Wait bwPollTimeout milliseconds from the end of the status answer.|}{id^'T5|actor^'host|leve\#
    l^'should|from^['status-shows-other|]to^['DFU_GETSTATUS|]until^['status-shows-busy|'bus-reset|\#
    'left-bus|'attached|]atLeast^'bwPollTimeout|cite^{source^'DFU11|section^'6.1.2|page^'20|}readi\#
    ng^'AMB-20|says^'no DFU_GETSTATUS before bwPollTimeout has passed since the last status answer\#
    |advice^'Wait bwPollTimeout milliseconds whatever bState is, or have the device send 0.|deviat\#
    ions^['dfu-util 0.11: does not wait when bState is dfuDNLOAD-IDLE|]}{id^'T6|actor^'host|level^\#
    'must|from^['detach-acknowledged|]to^['USB_RESET|]until^['left-bus|'attached|'shows-run-time|]\#
    atMost^'detachWindow|when^['runTimeMode|'!bitWillDetach|]cite^{source^'DFU11|section^'5.1|page\#
    ^'17|}reading^'AMB-14|says^'the bus reset follows DFU_DETACH within the detach window|advice^'\#
    Reset the bus sooner, or ask for a longer wTimeout that wDetachTimeOut allows.|}{id^'T8|actor^\#
    'host|level^'should|from^['shows-dfuMANIFEST|]to^['USB_RESET|]until^['left-bus|'attached|'show\#
    s-dfuMANIFEST-WAIT-RESET|'shows-dfuIDLE|'shows-dfuERROR|]atLeast^'bwPollTimeout|when^['!bitMan\#
    ifestationTolerant|]cite^{source^'DFU11|section^'A.2.8 r3|page^'36|}says^'no bus reset before \#
    bwPollTimeout has passed since the answer that showed dfuMANIFEST|advice^'Let the device finis\#
    h its manifestation before the reset.|deviations^['fwupd before its quirk: reset the bus while\#
     the device was still in dfuMANIFEST|]}{id^'T9|actor^'device|level^'should|durationAtMost^'500\#
    0 ms|cite^{source^'USB20|section^'9.2.6.1|}says^'no request takes longer than 5 s|advice^'Ackn\#
    owledge the request and do the work after DFU_GETSTATUS has announced it in bwPollTimeout.|dev\#
    iations^['lib_xua up to 4.2: erases the whole upgrade area inside the first DFU_DNLOAD|]}]desc\#
    riptors^[{id^'D01|actor^'device|level^'must|set^'run-time|field^'bAlternateSetting|equals^'0|c\#
    ite^{source^'DFU11|section^'Table 4.1|page^'12|}says^'the run-time DFU interface has no altern\#
    ate settings|advice^'Set bAlternateSetting to 0 and keep one descriptor.|}{id^'D02|actor^'devi\#
    ce|level^'must|set^'both|field^'bNumEndpoints|equals^'0|cite^{source^'DFU11|section^'Table 4.1\#
    |page^'12|}says^'the DFU interface has no endpoints; only the control pipe is used|advice^'Set\#
     bNumEndpoints to 0.|}{id^'D03|actor^'device|level^'must|set^'both|field^'bInterfaceProtocol|o\#
    neOf^['1|'2|]cite^{source^'DFU11|section^'Table 4.4|page^'16|}says^'bInterfaceProtocol is 1 in\#
     run-time mode and 2 in DFU mode|advice^'Set bInterfaceProtocol so that hosts can tell the mod\#
    e.|deviations^['old Jabra, DSO Nano: 0 in DFU mode|]}{id^'D04|actor^'device|level^'must|set^'D\#
    FU-mode|field^'bInterfaceNumber|equals^'0|cite^{source^'DFU11|section^'Table 4.4|page^'15|}say\#
    s^'in DFU mode the interface is number 0|advice^'Expose the DFU interface alone, as number 0.|\#
    }{id^'D05|actor^'device|level^'must|set^'DFU-mode|field^'bNumInterfaces|equals^'1|cite^{source\#
    ^'DFU11|section^'4.2.2|page^'15|}says^'in DFU mode the configuration has one interface|advice^\#
    'Leave all other interfaces out of the DFU-mode configuration.|deviations^['TinyUSB-based XMOS\#
     products: a DFU-mode interface inside the composite device|]}{id^'D06|actor^'device|level^'mu\#
    st|set^'both|field^'functional-descriptors|atLeast^'1|cite^{source^'DFU11|section^'4.1.3|page^\#
    '13|}reading^'AMB-27|says^'the configuration has a DFU functional descriptor|advice^'Add the f\#
    unctional descriptor behind the DFU interface.|}{id^'D07|actor^'device|level^'should|set^'both\#
    |field^'functional.bLength|equals^'9|cite^{source^'DFU11|section^'Table 4.2|page^'13|}says^'th\#
    e functional descriptor is 9 bytes long; 7 is the form of DFU 1.0|advice^'Add bcdDFUVersion.|}\#
    {id^'D08|actor^'device|level^'should|set^'both|field^'bmAttributes.reserved|equals^'0|cite^{so\#
    urce^'DFU11|section^'Table 4.2|page^'13|}says^'bits 7..4 of bmAttributes are reserved|advice^'\#
    Clear them.|deviations^['DfuSe: bit 7 is bitAcceleratedST|]}{id^'D09|actor^'device|level^'shou\#
    ld|set^'both|field^'bcdDFUVersion|oneOf^['0x0100|'0x0110|'0x011A|]cite^{source^'DFU11|section^\#
    'Table 4.2|page^'14|}reading^'AMB-30|says^'bcdDFUVersion names a release of the specification|\#
    advice^'Send 0110h for DFU 1.1.|deviations^['TinyUSB-based XMOS products: 0101h|]}{id^'D10|act\#
    or^'device|level^'must|set^'both|field^'functional-bytes|sameAs^'other-mode|cite^{source^'DFU1\#
    1|section^'4.2.4|page^'16|}says^'the functional descriptor is the same in both descriptor sets\#
    |advice^'Use one constant for both sets.|}{id^'D11|actor^'device|level^'must|set^'DFU-mode|fie\#
    ld^'bDeviceClass|equals^'0|cite^{source^'DFU11|section^'Table 4.3|page^'14|}says^'bDeviceClass\#
     is 0 in DFU mode|advice^'Set it to 0; the class is that of the interface.|}{id^'D12|actor^'de\#
    vice|level^'must|set^'DFU-mode|field^'bDeviceSubClass|equals^'0|cite^{source^'DFU11|section^'T\#
    able 4.3|page^'14|}says^'bDeviceSubClass is 0 in DFU mode|advice^'Set it to 0.|}{id^'D13|actor\#
    ^'device|level^'must|set^'DFU-mode|field^'bDeviceProtocol|equals^'0|cite^{source^'DFU11|sectio\#
    n^'Table 4.3|page^'14|}says^'bDeviceProtocol is 0 in DFU mode|advice^'Set it to 0.|}{id^'D14|a\#
    ctor^'device|level^'must|set^'DFU-mode|field^'bMaxPacketSize0|oneOf^['8|'16|'32|'64|]cite^{sou\#
    rce^'DFU11|section^'Table 4.3|page^'14|}says^'bMaxPacketSize0 is 8, 16, 32 or 64|advice^'Send \#
    the size that the control endpoint has.|}{id^'D15|actor^'device|level^'must|set^'DFU-mode|fiel\#
    d^'bNumConfigurations|equals^'1|cite^{source^'DFU11|section^'Table 4.3|page^'15|}says^'there i\#
    s one configuration in DFU mode|advice^'Set bNumConfigurations to 1.|}{id^'D16|actor^'device|l\#
    evel^'should|set^'DFU-mode|field^'idProduct|differsFrom^'other-mode|cite^{source^'DFU11|sectio\#
    n^'2|page^'8|}says^'idProduct differs from the run-time one, so that the operating system load\#
    s another driver|advice^'Give the DFU mode a product id of its own.|deviations^['Jabra, Openmo\#
    ko, lib_xua by default: one product id for both modes|]}{id^'D17|actor^'device|level^'should|s\#
    et^'DFU-mode|field^'idVendor|sameAs^'other-mode|cite^{source^'DFU11|section^'2|page^'8|}says^'\#
    only idProduct is said to change between the modes|advice^'Keep the vendor id.|}{id^'D18|actor\#
    ^'device|level^'may|set^'DFU-mode|field^'iInterface|atLeast^'1|cite^{source^'DFU11|section^'Ta\#
    ble 4.4|page^'16|}says^'each of several alternate settings has a string that names its memory|\#
    advice^'Give every alternate setting an iInterface string.|}]omissions^[{id^'H04.reset|see^['T\#
    6|]because^'that no reset ever comes shows only by the end of the recording, which proves noth\#
    ing; a late one is T6|}{id^'H05|because^'reading descriptors again is what makes the new mode \#
    visible; a host that does not cannot be told from one whose reads are not in the capture|}{id^\#
    'H10|see^['T1|'T5|]because^'it is the timing rules T1 and T5|}{id^'H18.reset|see^['H17.quiet|]\#
    because^'a reset that never comes is not held against a host whose recording ended; a request \#
    sent instead of it is H17.quiet|}{id^'H19.file|because^'whether the file had a suffix, whether\#
     its ids and CRC were checked, and what is appended to an upload happen inside the host|}{id^'\#
    T2|see^['dfuDNBUSY.GETSTATUS|]because^'a device may stall or answer an early request (AMB-05);\#
     both are outcomes of the rows of dfuDNBUSY and dfuMANIFEST|}{id^'T3|because^'bwPollTimeout ha\#
    s no upper bound for the host, and a device may answer busy again|}{id^'T4|because^'bwPollTime\#
    out is ignored in appIDLE and appDETACH; no clock starts there|}{id^'T7|see^['H04.noReset|]bec\#
    ause^'the specification gives no time for the self-detach; that the host does not reset is H04\#
    .noReset|}{id^'T10|because^'the first DFU_GETSTATUS after DFU_DNLOAD may come at once|}]}'over\#
    lays/dfuse.yaml|'dfuse|'f254706a3212e826ab8206ccd0b09156380b3542fc6ea27160946a762d428f28|{sche\#
    ma^'dfutrace.overlay/1|profile^'dfuse|title^'DfuSe 1.1a, the dialect of ST's bootloaders|exten\#
    ds^'dfu-1.1|applies^[{bcdDFUVersion^'0x011A|}]evidence^['ST AN2662 and AN3156: commands in blo\#
    ck 0, data from block 2 on, leave by a zero-length DFU_DNLOAD|'dfu-util 0.11, src/dfuse.c: the\#
     sequence that hosts send|'ST USB device middleware 2.11.3, Class/DFU/Src/usbd_dfu.c: the answ\#
    ers|]add^{sources^[{id^'AN3156|title^'ST AN3156, USB DFU protocol used in the STM32 bootloader\#
    |}]}remove^{obligations^['H07.block|'H12|'H16|]}replace^{rows^[{id^'dfuIDLE.DNLOAD.zero|state^\#
    'dfuIDLE|request^'DFU_DNLOAD|when^['!wLength>0|]then^[{reply^'ack|next^'dfuMANIFEST-SYNC|statu\#
    s^'OK|verdict^'declared|because^'DfuSe's way to leave: the next DFU_GETSTATUS answers dfuMANIF\#
    EST and the device goes to the address pointer|}{reply^'stall|next^'dfuERROR|status^'any-error\#
    |}]cite^{source^'AN3156|section^'leave DFU mode|}}]obligations^[{id^'H08|actor^'host|level^'mu\#
    st|on^['DFU_DNLOAD|]when^['wLength>0|]require^['!wBlockNum=1|]cite^{source^'AN3156|section^'wr\#
    ite memory|}says^'wBlockNum 0 is a command, 1 is reserved, and from 2 on it gives the address \#
    of the data|advice^'Send data with wBlockNum 2 and above.|}]descriptors^[{id^'D08|actor^'devic\#
    e|level^'should|set^'both|field^'bmAttributes.reserved|oneOf^['0x00|'0x80|]cite^{source^'AN315\#
    6|section^'DFU functional descriptor|}says^'of the bits 7..4 of bmAttributes only bit 7 (bitAc\#
    celeratedST) has a meaning|advice^'Clear the others.|}]}}'overlays/xmos-lib_dfu-2.yaml|'xmos/l\#
    ib_dfu-2|'703d0e9e94b82c77467d4f7bd25d4f50abe9a739d8cbef54ac48f7c04387760f|{schema^'dfutrace.o\#
    verlay/1|profile^'xmos/lib_dfu-2|title^'lib_dfu 2.x, in lib_xua from April 2026 on|extends^'xm\#
    os|evidence^['humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc; xmos/lib_dfu 804b715f, lib_d\#
    fu/src/usb/dfu_usb_requests.xc; a release may differ|'xmos/lib_xua 1724fcd2, lib_xua/src/core/\#
    endpoint0/xua_endpoint0.c|]remove^{rows^['{state}.XMOS_DFU_RESETDEVICE|]requests^['XMOS_DFU_RE\#
    SETDEVICE|]}add^{requests^[{name^'XMOS_DFU_REVERTFACTORY_VENDOR|bmRequestType^'0x41|bRequest^'\#
    0xF1|}]sources^[{id^'lib_dfu|title^'xmos/lib_dfu 2.x|}]descriptors^[{id^'generation.bmAttribut\#
    es|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x0F|cite^{source^'lib_dfu|\#
    section^'lib_xua/src/dfu_conf.h|}says^'the generation has bmAttributes 0Fh|advice^'Judge the c\#
    apture by the profile of the generation that the device runs.|}]}declares^[{id^'F1|says^'XMOS_\#
    DFU_REVERTFACTORY is acknowledged in dfuIDLE only|evidence^'humphrey-xmos/lib_dfu 22139ff0, li\#
    b_dfu/src/dfu.xc|rows^[{state^'dfuIDLE|request^'XMOS_DFU_REVERTFACTORY|instead^'true|then^[{re\#
    ply^'ack|next^'same|status^'unchanged|}]}{state^['appIDLE|'appDETACH|]request^'XMOS_DFU_REVERT\#
    FACTORY|instead^'true|then^[{reply^'stall|next^['same|'appIDLE|]status^'unchanged|verdict^'pas\#
    s|}]}{state^['dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMAN\#
    IFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]request^'XMOS_DFU_REVERTFACTORY|instead^'true|then^[{reply^'\#
    stall|next^'dfuERROR|status^'any-error|verdict^'pass|}]}{state^'dfuERROR|request^'XMOS_DFU_REV\#
    ERTFACTORY|instead^'true|then^[{reply^'stall|next^'same|status^'unchanged|verdict^'pass|}]}]}{\#
    id^'X36|says^'XMOS_DFU_REVERTFACTORY is taken as a vendor request too, in dfuIDLE|evidence^'xm\#
    os/lib_xua 1724fcd2, lib_xua/src/core/endpoint0/xua_endpoint0.c|sign^'F1h as a vendor request|\#
    rows^[{state^'dfuIDLE|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'ack|next^'same|stat\#
    us^'unchanged|}]}{state^['appIDLE|'appDETACH|]request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{re\#
    ply^'stall|next^['same|'appIDLE|]status^'unchanged|verdict^'pass|}]}{state^['dfuDNLOAD-SYNC|'d\#
    fuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDL\#
    E|]request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'stall|next^'dfuERROR|status^'any-error\#
    |verdict^'pass|}]}{state^'dfuERROR|request^'XMOS_DFU_REVERTFACTORY_VENDOR|then^[{reply^'stall|\#
    next^'same|status^'unchanged|verdict^'pass|}]}]}{id^'X07|says^'DFU_ABORT in dfuDNLOAD-IDLE is \#
    stalled, and leads to dfuERROR|evidence^'humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|si\#
    gn^'DFU_ABORT is stalled in dfuDNLOAD-IDLE|rows^[{state^'dfuDNLOAD-IDLE|request^'DFU_ABORT|the\#
    n^[{reply^'stall|next^'dfuERROR|status^'errSTALLEDPKT|}]}]}{id^'X10|says^'DFU_DETACH in DFU mo\#
    de is acknowledged, and 500 ms later the device boots the application|evidence^'humphrey-xmos/\#
    lib_dfu 22139ff0, lib_dfu/src/dfu.xc|sign^'DFU_DETACH taken as the way out of DFU mode|rows^[{\#
    state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfu\#
    UPLOAD-IDLE|'dfuERROR|]request^'DFU_DETACH|then^[{reply^'ack|next^'appIDLE|status^'OK|}]}]brea\#
    ks^[{rule^'H20|}]}{id^'X12|says^'DFU_DETACH in appIDLE is followed by a reboot 500 ms later; w\#
    Timeout is ignored|evidence^'humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|noRow^'With bi\#
    tWillDetach the base lets a device detach by itself (AMB-15) and sets it no time.|}{id^'X21|sa\#
    ys^'the DFU_UPLOAD of an image that is not there is answered with no bytes, and leads to dfuUP\#
    LOAD-IDLE|evidence^'humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|noRow^'A.2.3 leads ther\#
    e after a short answer too (AMB-07).|}{id^'X28|says^'both modes have the same idProduct unless\#
     the application names another|evidence^'xmos/lib_xua 1724fcd2, lib_xua/src/core/endpoint0/xua\#
    _endpoint0.c|breaks^[{rule^'D16|}]}{id^'X33|says^'DFU_GETSTATE shows dfuDNLOAD-SYNC or dfuMANI\#
    FEST-SYNC where DFU_GETSTATUS has just shown dfuDNBUSY or dfuMANIFEST|evidence^'humphrey-xmos/\#
    lib_dfu 22139ff0, lib_dfu/src/dfu.xc|sign^'DFU_GETSTATE shows SYNC where DFU_GETSTATUS showed \#
    a busy state|rows^[{state^'dfuDNBUSY|request^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuDNLOAD\#
    -SYNC|status^'unchanged|}]}{state^'dfuMANIFEST|request^'DFU_GETSTATE|then^[{reply^'data1|next^\#
    'dfuMANIFEST-SYNC|status^'unchanged|}]}]}{id^'X34|says^'a zero-length DFU_DNLOAD in dfuIDLE gi\#
    ves errADDRESS|evidence^'humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|noRow^'The text na\#
    mes no code for it; any error is right.|}{id^'X35|says^'DFU_ABORT in appIDLE is acknowledged w\#
    ithout effect; a wrong request in dfuERROR keeps the old code|evidence^'humphrey-xmos/lib_dfu \#
    22139ff0, lib_dfu/src/dfu.xc|rows^[{state^'appIDLE|request^'DFU_ABORT|then^[{reply^'ack|next^'\#
    same|status^'unchanged|}]}]}{id^'X44|says^'dfuMANIFEST-SYNC is always followed by dfuMANIFEST \#
    or an error|evidence^'humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|rows^[{state^'dfuMANI\#
    FEST-SYNC|request^'DFU_GETSTATUS|when^['bitManifestationTolerant|'!busyShown|]instead^'true|th\#
    en^[{reply^'data6|next^'dfuMANIFEST|status^'OK|verdict^'pass|}{reply^'data6|next^'dfuERROR|sta\#
    tus^'any-error|verdict^'pass|}]}]}{id^'X45|says^'a DFU_GETSTATUS of another length than 6 lead\#
    s to dfuERROR in dfuDNLOAD-SYNC and dfuMANIFEST-SYNC, and is stalled elsewhere|evidence^'humph\#
    rey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc|noRow^'The base allows any answer to fields that\#
     Table 3.1 does not have (AMB-29).|}]}'overlays/xmos-lib_xua-4.yaml|'xmos/lib_xua-4|'6cccd07d4\#
    b63d41b40f52ff762d4b4e6e62237cf93e3e51837cdb5444c20de9f|{schema^'dfutrace.overlay/1|profile^'x\#
    mos/lib_xua-4|title^'sc_usb_audio 6.12.2 to lib_xua 4.2.0|extends^'xmos|applies^[{vendor^'0x20\#
    B1|bmAttributes^'0x07|bcdDFUVersion^'0x0110|bcdDevice^'0x0700-0x0810|}]evidence^['xmos/lib_xua\#
     4.2.0, lib_xua/src/dfu/dfu.xc; the logic is that of every release since 0.1.1|'xmos/sw_usb_au\#
    dio, CHANGELOG: 7.2.0 to 8.1.0 carry lib_xua 3.4.0 to 4.1.0|]add^{requests^[{name^'XMOS_DFU_RE\#
    SETINTODFU|bmRequestType^'0x21|bRequest^'0xF2|}{name^'XMOS_DFU_RESETFROMDFU|bmRequestType^'0x2\#
    1|bRequest^'0xF3|}{name^'XMOS_DFU_SELECTIMAGE|bmRequestType^'0x21|bRequest^'0xF4|}{name^'XMOS_\#
    DFU_SAVESTATE|bmRequestType^'0x21|bRequest^'0xF5|}{name^'XMOS_DFU_RESTORESTATE|bmRequestType^'\#
    0x21|bRequest^'0xF6|}]sources^[{id^'lib_xua|title^'xmos/lib_xua 4.2.0|}]descriptors^[{id^'gene\#
    ration.bmAttributes|actor^'device|level^'must|set^'both|field^'bmAttributes|equals^'0x07|cite^\#
    {source^'lib_xua|section^'lib_xua/src/dfu/xua_dfu.h|}says^'the generation has bmAttributes 07h\#
    |advice^'Judge the capture by the profile of the generation that the device runs.|}]}declares^\#
    [{id^'F0|says^'XMOS_DFU_RESETDEVICE is acknowledged, and 500 ms later the device boots the app\#
    lication; the guide promises DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|row\#
    s^[{state^'all|request^'XMOS_DFU_RESETDEVICE|instead^'true|then^[{reply^'ack|next^'appIDLE|sta\#
    tus^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'silence|\#
    next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the r\#
    eset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F2|says^'XMOS_DFU_RESETINTODFU is acknowledged, and 500 ms \#
    later the device boots into DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/src/dfu/dfu.xc|sign\#
    ^'F2h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETINTODFU|then^[{reply^'ack|ne\#
    xt^'dfuIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_RESETINTODFU|then^[\#
    {reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the device does nothing bu\#
    t wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F3|says^'XMOS_DFU_RESETFROMDFU is acknowled\#
    ged, and 500 ms later the device boots the application|evidence^'xmos/lib_xua 4.2.0, lib_xua/s\#
    rc/dfu/dfu.xc|sign^'F3h as a class request|rows^[{state^'all|request^'XMOS_DFU_RESETFROMDFU|th\#
    en^[{reply^'ack|next^'appIDLE|status^'OK|}]}{state^'dfuMANIFEST-WAIT-RESET|request^'XMOS_DFU_R\#
    ESETFROMDFU|then^[{reply^'silence|next^'same|status^'unchanged|verdict^'pass|because^'the devi\#
    ce does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}{id^'F4|says^'XMOS_DFU_SELECTI
    """#
}
