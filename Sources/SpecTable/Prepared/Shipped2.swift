// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part2 = #"""
    t^'dfuIDLE|status^'OK|}]cite^{source^'DFU11|section^'A.2.6 r4|page^'34|}deviations^['lib_dfu: \#
    stalls it, and is in dfuERROR|]}{id^'dfuDNLOAD-IDLE.GETSTATUS|state^'dfuDNLOAD-IDLE|request^'D\#
    FU_GETSTATUS|then^[{reply^'data6|next^'dfuDNLOAD-IDLE|status^'OK|}{reply^'data6|next^'dfuERROR\#
    |status^'any-error|because^'the device reports an error|}{reply^'data6|next^'dfuERROR|status^'\#
    OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}]cite\#
    ^{source^'DFU11|section^'A.2.6 r5|page^'34|}}{id^'dfuDNLOAD-IDLE.GETSTATE|state^'dfuDNLOAD-IDL\#
    E|request^'DFU_GETSTATE|then^[{reply^'data1|next^'dfuDNLOAD-IDLE|status^'unchanged|}{reply^'da\#
    ta1|next^'dfuERROR|status^'any-error|because^'the device met an error|}]cite^{source^'DFU11|se\#
    ction^'A.2.6 r6|page^'34|}}{id^'dfuDNLOAD-IDLE.UPLOAD|state^'dfuDNLOAD-IDLE|request^'DFU_UPLOA\#
    D|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'data-full|next^'same|status^'u\#
    nchanged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{reply^'data-short|nex\#
    t^'same|status^'unchanged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{repl\#
    y^'data-short|next^'dfuERROR|status^'any|verdict^'violation|because^'answered with no bytes, t\#
    hen dfuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.6 r7|page^'34|}}{id^'dfuDNLO\#
    AD-IDLE.DETACH|state^'dfuDNLOAD-IDLE|request^'DFU_DETACH|then^[{reply^'stall|next^'dfuERROR|st\#
    atus^'any-error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-03|becau\#
    se^'taken as the way to leave DFU mode (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RIOT)|}{re\#
    ply^'ack|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'accepted wit\#
    hout effect (TinyUSB, embassy), or the device leaves the bus and comes back in DFU mode (ST)|}\#
    {reply^'stall|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'stalled\#
     without dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|section^'A.2.6 r7|page^'34|}rea\#
    ding^'AMB-03|}{id^'dfuDNLOAD-IDLE.CLRSTATUS|state^'dfuDNLOAD-IDLE|request^'DFU_CLRSTATUS|then^\#
    [{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^\#
    'violation|reading^'AMB-02|because^'accepted (TinyUSB, Zephyr legacy, dapboot, libopencm3, emb\#
    assy)|}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]verdict^'violation|reading^'AMB-02|\#
    because^'dfuERROR without a STALL (ST with errUNKNOWN, lib_xua with bStatus OK)|}{reply^'stall\#
    |next^'same|status^'any|verdict^'violation|reading^'AMB-02|because^'stalled without dfuERROR (\#
    OpenTitan)|}]cite^{source^'DFU11|section^'A.2.6 r7|page^'34|}reading^'AMB-02|}{id^'dfuDNLOAD-I\#
    DLE.UNKNOWN_CLASS_REQUEST|state^'dfuDNLOAD-IDLE|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'s\#
    tall|next^'dfuERROR|status^'any-error|}{reply^'stall|next^'same|status^'unchanged|verdict^'not\#
    e|reading^'AMB-33|because^'only the STALL is safe to demand (usbd-dfu, lib_xua 5)|}{reply^'ack\#
    |next^'same|status^'unchanged|verdict^'violation|because^'requests that DFU does not define su\#
    cceed (lib_xua 4)|}{reply^'data-short|next^'same|status^'unchanged|verdict^'violation|because^\#
    'requests that DFU does not define are answered with no bytes (lib_xua 4)|}]cite^{source^'DFU1\#
    1|section^'A.2.6 r7|page^'34|}reading^'AMB-33|}{id^'dfuDNLOAD-IDLE.USB_RESET|state^'dfuDNLOAD-\#
    IDLE|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmwar\#
    e is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is c\#
    orrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|be\#
    cause^'the firmware is corrupt, with a code of the device's choice|}]cite^{source^'DFU11|secti\#
    on^'A.2.6 r8|page^'34|}deviations^['TinyUSB, ST: a bus reset keeps DFU mode, and the state bec\#
    omes dfuIDLE|]}{id^'dfuDNLOAD-IDLE.POWER_ON_RESET|state^'dfuDNLOAD-IDLE|event^'POWER_ON_RESET|\#
    then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'re\#
    enumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenum\#
    erates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is\#
     corrupt, with a code of the device's choice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|ve\#
    rdict^'note|reading^'AMB-22|because^'a boot loader that finds corrupt firmware starts in dfuID\#
    LE|}]cite^{source^'DFU11|section^'A.2.6 r8|page^'34|}reading^'AMB-22|}{id^'dfuMANIFEST-SYNC.GE\#
    TSTATUS.first|state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['bitManifestationTolerant|'\#
    !busyShown|]then^[{reply^'data6|next^'dfuMANIFEST|status^'OK|}{reply^'data6|next^'dfuERROR|sta\#
    tus^'any-error|because^'the device reports an error|}{reply^'data6|next^'dfuERROR|status^'OK|v\#
    erdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}{reply^'d\#
    ata6|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-06|because^'no work was left, dfuMANI\#
    FEST is skipped (lib_xua, Zephyr legacy, Zephyr)|}{reply^'data6|next^['same|'dfuMANIFEST|]show\#
    s^'dfuMANIFEST-SYNC|status^'OK|verdict^'violation|reading^'AMB-19|because^'shows the state tha\#
    t it was in|}]cite^{source^'DFU11|section^'A.2.7 r1|page^'35|}reading^'AMB-06|}{id^'dfuMANIFES\#
    T-SYNC.GETSTATUS.manifested|state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['bitManifesta\#
    tionTolerant|'busyShown|]then^[{reply^'data6|next^'dfuIDLE|status^'OK|because^'manifestation i\#
    s complete|}{reply^'data6|next^'dfuMANIFEST|status^'OK|because^'manifestation is in progress|}\#
    {reply^'data6|next^'dfuERROR|status^'any-error|because^'the device reports an error|}{reply^'d\#
    ata6|next^'dfuERROR|status^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus\#
     OK (U-Boot, lib_xua)|}{reply^'data6|next^['same|'dfuMANIFEST|]shows^'dfuMANIFEST-SYNC|status^\#
    'OK|verdict^'violation|reading^'AMB-19|because^'shows the state that it was in|}]cite^{source^\#
    'DFU11|section^'A.2.7 r2|page^'35|}deviations^['RIOT: shows dfuDNLOAD-IDLE at the end|]}{id^'d\#
    fuMANIFEST-SYNC.GETSTATUS.intolerant|state^'dfuMANIFEST-SYNC|request^'DFU_GETSTATUS|when^['!bi\#
    tManifestationTolerant|]then^[{reply^'data6|next^'dfuMANIFEST|status^'OK|}{reply^'data6|next^'\#
    dfuERROR|status^'any-error|because^'the device reports an error|}{reply^'data6|next^'dfuERROR|\#
    status^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua\#
    )|}{reply^'data6|next^['same|'dfuMANIFEST|]shows^'dfuMANIFEST-SYNC|status^'OK|verdict^'violati\#
    on|reading^'AMB-19|because^'shows the state that it was in|}{reply^'data6|next^'dfuMANIFEST-WA\#
    IT-RESET|status^'OK|verdict^'violation|reading^'AMB-06|because^'dfuMANIFEST is skipped (Zephyr\#
     legacy, embassy, Yoshida)|}{reply^'data6|next^'dfuIDLE|status^'OK|verdict^'violation|reading^\#
    'AMB-06|because^'back in dfuIDLE though bitManifestationTolerant is 0|}]cite^{source^'DFU11|se\#
    ction^'A.2.7 r1|page^'35|}reading^'AMB-06|}{id^'dfuMANIFEST-SYNC.GETSTATE|state^'dfuMANIFEST-S\#
    YNC|request^'DFU_GETSTATE|when^['!busyShown|]then^[{reply^'data1|next^'dfuMANIFEST-SYNC|status\#
    ^'unchanged|}{reply^'data1|next^'dfuERROR|status^'any-error|because^'the device met an error|}\#
    ]cite^{source^'DFU11|section^'A.2.7 r3|page^'35|}}{id^'dfuMANIFEST-SYNC.GETSTATE.afterBusy|sta\#
    te^'dfuMANIFEST-SYNC|request^'DFU_GETSTATE|when^['busyShown|]then^[{reply^'data1|next^'dfuMANI\#
    FEST-SYNC|status^'unchanged|}{reply^'data1|next^'dfuERROR|status^'any-error|because^'the devic\#
    e met an error|}{reply^'data1|next^'dfuMANIFEST|status^'unchanged|verdict^'note|reading^'AMB-0\#
    5|because^'still manifesting, without a timer (U-Boot, TinyUSB)|}]cite^{source^'DFU11|section^\#
    'A.2.7 r3|page^'35|}reading^'AMB-05|}{id^'dfuMANIFEST-SYNC.ABORT|state^'dfuMANIFEST-SYNC|reque\#
    st^'DFU_ABORT|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuIDLE|\#
    status^'OK|verdict^'note|reading^'AMB-01|because^'Figure A.1 accepts it (TinyUSB, Zephyr legac\#
    y, ST, dapboot, libopencm3, usbd-dfu, OpenTitan, Yoshida, embassy, lib_xua)|}]cite^{source^'DF\#
    U11|section^'A.2.7 r4|page^'35|}reading^'AMB-01|}{id^'dfuMANIFEST-SYNC.DNLOAD|state^'dfuMANIFE\#
    ST-SYNC|request^'DFU_DNLOAD|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|\#
    next^'same|status^'unchanged|verdict^'violation|because^'accepted without effect (dapboot)|}{r\#
    eply^'silence|next^'dfuERROR|status^'any|verdict^'violation|because^'never answered, then dfuE\#
    RROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.7 r4|page^'35|}}{id^'dfuMANIFEST-SYN\#
    C.UPLOAD|state^'dfuMANIFEST-SYNC|request^'DFU_UPLOAD|then^[{reply^'stall|next^'dfuERROR|status\#
    ^'any-error|}{reply^'data-full|next^'same|status^'unchanged|verdict^'violation|because^'accept\#
    ed in every state (TinyUSB)|}{reply^'data-short|next^'same|status^'unchanged|verdict^'violatio\#
    n|because^'accepted in every state (TinyUSB)|}{reply^'data-short|next^'dfuERROR|status^'any|ve\#
    rdict^'violation|because^'answered with no bytes, then dfuERROR (lib_xua 4 and 5)|}]cite^{sour\#
    ce^'DFU11|section^'A.2.7 r4|page^'35|}}{id^'dfuMANIFEST-SYNC.DETACH|state^'dfuMANIFEST-SYNC|re\#
    quest^'DFU_DETACH|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'appI\#
    DLE|status^'OK|verdict^'violation|reading^'AMB-03|because^'taken as the way to leave DFU mode \#
    (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RIOT)|}{reply^'ack|next^'same|status^'unchanged|v\#
    erdict^'violation|reading^'AMB-03|because^'accepted without effect (TinyUSB, embassy), or the \#
    device leaves the bus and comes back in DFU mode (ST)|}{reply^'stall|next^'same|status^'unchan\#
    ged|verdict^'violation|reading^'AMB-03|because^'stalled without dfuERROR (usbd-dfu, libopencm3\#
    )|}]cite^{source^'DFU11|section^'A.2.7 r4|page^'35|}reading^'AMB-03|}{id^'dfuMANIFEST-SYNC.CLR\#
    STATUS|state^'dfuMANIFEST-SYNC|request^'DFU_CLRSTATUS|then^[{reply^'stall|next^'dfuERROR|statu\#
    s^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'violation|reading^'AMB-02|because^\#
    'accepted (TinyUSB, Zephyr legacy, dapboot, libopencm3, embassy)|}{reply^'ack|next^'dfuERROR|s\#
    tatus^['errUNKNOWN|'OK|]verdict^'violation|reading^'AMB-02|because^'dfuERROR without a STALL (\#
    ST with errUNKNOWN, lib_xua with bStatus OK)|}{reply^'stall|next^'same|status^'any|verdict^'vi\#
    olation|reading^'AMB-02|because^'stalled without dfuERROR (OpenTitan)|}]cite^{source^'DFU11|se\#
    ction^'A.2.7 r4|page^'35|}reading^'AMB-02|}{id^'dfuMANIFEST-SYNC.UNKNOWN_CLASS_REQUEST|state^'\#
    dfuMANIFEST-SYNC|request^'UNKNOWN_CLASS_REQUEST|then^[{reply^'stall|next^'dfuERROR|status^'any\#
    -error|}{reply^'stall|next^'same|status^'unchanged|verdict^'note|reading^'AMB-33|because^'only\#
     the STALL is safe to demand (usbd-dfu, lib_xua 5)|}{reply^'ack|next^'same|status^'unchanged|v\#
    erdict^'violation|because^'requests that DFU does not define succeed (lib_xua 4)|}{reply^'data\#
    -short|next^'same|status^'unchanged|verdict^'violation|because^'requests that DFU does not def\#
    ine are answered with no bytes (lib_xua 4)|}]cite^{source^'DFU11|section^'A.2.7 r4|page^'35|}r\#
    eading^'AMB-33|}{id^'dfuMANIFEST-SYNC.USB_RESET|state^'dfuMANIFEST-SYNC|event^'USB_RESET|then^\#
    [{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenume\#
    rates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerate\#
    s|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corr\#
    upt, with a code of the device's choice|}]cite^{source^'DFU11|section^'A.2.7 r5|page^'35|}devi\#
    ations^['TinyUSB, ST: a bus reset keeps DFU mode, and the state becomes dfuIDLE|]}{id^'dfuMANI\#
    FEST-SYNC.POWER_ON_RESET|state^'dfuMANIFEST-SYNC|event^'POWER_ON_RESET|then^[{reply^'reenumera\#
    tes|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERR\#
    OR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|s\#
    tatus^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code o\#
    f the device's choice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AM\#
    B-22|because^'a boot loader that finds corrupt firmware starts in dfuIDLE|}]cite^{source^'DFU1\#
    1|section^'A.2.7 r5|page^'35|}reading^'AMB-22|}{id^'dfuMANIFEST.GETSTATUS|state^'dfuMANIFEST|r\#
    equest^'DFU_GETSTATUS|when^['bitManifestationTolerant|]then^[{reply^'stall|next^'dfuERROR|stat\#
    us^'any-error|verdict^'note|reading^'AMB-05|}{reply^'data6|next^'dfuMANIFEST|status^'OK|verdic\#
    t^'note|reading^'AMB-05|because^'answers during manifestation (TinyUSB, Zephyr, Poly)|}{reply^\#
    'data6|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-05|because^'manifestation was over \#
    sooner (U-Boot)|}{reply^'data6|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-05|\#
    because^'reports an error while busy|}{reply^'data6|next^'dfuERROR|status^'OK|verdict^'warning\#
    |reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}]cite^{source^'DFU11|sec\#
    tion^'A.2.8 r1|page^'36|}reading^'AMB-05|}{id^'dfuMANIFEST.GETSTATUS.intolerant|state^'dfuMANI\#
    FEST|request^'DFU_GETSTATUS|when^['!bitManifestationTolerant|]then^[{reply^'stall|next^'dfuERR\#
    OR|status^'any-error|verdict^'note|reading^'AMB-05|}{reply^'data6|next^'dfuMANIFEST|status^'OK\#
    |verdict^'note|reading^'AMB-05|because^'answers during manifestation (TinyUSB, Zephyr, Poly)|}\#
    {reply^'data6|next^'dfuMANIFEST-WAIT-RESET|status^'OK|verdict^'note|reading^'AMB-05|because^'m\#
    anifestation was over sooner|}{reply^'data6|next^'dfuERROR|status^'any-error|verdict^'note|rea\#
    ding^'AMB-05|because^'reports an error while busy|}{reply^'data6|next^'dfuERROR|status^'OK|ver\#
    dict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}{reply^'sil\#
    ence|next^'same|status^'unchanged|verdict^'note|reading^'AMB-05|because^'not all devices can a\#
    nswer GETSTATUS here|}{reply^'data6|next^'dfuIDLE|status^'OK|verdict^'violation|reading^'AMB-0\#
    6|because^'back in dfuIDLE though bitManifestationTolerant is 0|}]cite^{source^'DFU11|section^\#
    'A.2.8 r1|page^'36|}reading^'AMB-05|}{id^'dfuMANIFEST.GETSTATE|state^'dfuMANIFEST|request^'DFU\#
    _GETSTATE|then^[{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-05|}\#
    {reply^'data1|next^'dfuMANIFEST|status^'unchanged|verdict^'note|reading^'AMB-05|because^'answe\#
    rs during manifestation (U-Boot, TinyUSB)|}{reply^'data1|next^'dfuERROR|status^'any-error|verd\#
    ict^'note|reading^'AMB-05|because^'met an error while busy|}]cite^{source^'DFU11|section^'A.2.\#
    8 r1|page^'36|}reading^'AMB-05|}{id^'dfuMANIFEST.DNLOAD|state^'dfuMANIFEST|request^'DFU_DNLOAD\#
    |then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'same|status^'unchange\#
    d|verdict^'violation|because^'accepted without effect (dapboot)|}{reply^'silence|next^'dfuERRO\#
    R|status^'any|verdict^'violation|because^'never answered, then dfuERROR (lib_xua 4 and 5)|}]ci\#
    te^{source^'DFU11|section^'A.2.8 r1|page^'36|}}{id^'dfuMANIFEST.UPLOAD|state^'dfuMANIFEST|requ\#
    est^'DFU_UPLOAD|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'data-full|next^'\#
    same|status^'unchanged|verdict^'violation|because^'accepted in every state (TinyUSB)|}{reply^'\#
    data-short|next^'same|status^'unchanged|verdict^'violation|because^'accepted in every state (T\#
    inyUSB)|}{reply^'data-short|next^'dfuERROR|status^'any|verdict^'violation|because^'answered wi\#
    th no bytes, then dfuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.8 r1|page^'36|\#
    }}{id^'dfuMANIFEST.DETACH|state^'dfuMANIFEST|request^'DFU_DETACH|then^[{reply^'stall|next^'dfu\#
    ERROR|status^'any-error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-\#
    03|because^'taken as the way to leave DFU mode (U-Boot, dapboot, lib_xua, lib_dfu, barebox, RI\#
    OT)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^'acce\#
    pted without effect (TinyUSB, embassy), or the device leaves the bus and comes back in DFU mod\#
    e (ST)|}{reply^'stall|next^'same|status^'unchanged|verdict^'violation|reading^'AMB-03|because^\#
    'stalled without dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|section^'A.2.8 r1|page^\#
    '36|}reading^'AMB-03|}{id^'dfuMANIFEST.CLRSTATUS|state^'dfuMANIFEST|request^'DFU_CLRSTATUS|the\#
    n^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdic\#
    t^'violation|reading^'AMB-02|because^'accepted (TinyUSB, Zephyr legacy, dapboot, libopencm3, e\#
    mbassy)|}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]verdict^'violation|reading^'AMB-0\#
    2|because^'dfuERROR without a STALL (ST with errUNKNOWN, lib_xua with bStatus OK)|}{reply^'sta\#
    ll|next^'same|status^'any|verdict^'violation|reading^'AMB-02|because^'stalled without dfuERROR\#
     (OpenTitan)|}]cite^{source^'DFU11|section^'A.2.8 r1|page^'36|}reading^'AMB-02|}{id^'dfuMANIFE\#
    ST.ABORT|state^'dfuMANIFEST|request^'DFU_ABORT|then^[{reply^'stall|next^'dfuERROR|status^'any-\#
    error|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'violation|because^'accepted in every stat\#
    e (TinyUSB, lib_xua 4 and 5)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|beca\#
    use^'accepted without effect (dapboot)|}]cite^{source^'DFU11|section^'A.2.8 r1|page^'36|}}{id^\#
    'dfuMANIFEST.UNKNOWN_CLASS_REQUEST|state^'dfuMANIFEST|request^'UNKNOWN_CLASS_REQUEST|then^[{re\#
    ply^'stall|next^'dfuERROR|status^'any-error|}{reply^'stall|next^'same|status^'unchanged|verdic\#
    t^'note|reading^'AMB-33|because^'only the STALL is safe to demand (usbd-dfu, lib_xua 5)|}{repl\#
    y^'ack|next^'same|status^'unchanged|verdict^'violation|because^'requests that DFU does not def\#
    ine succeed (lib_xua 4)|}{reply^'data-short|next^'same|status^'unchanged|verdict^'violation|be\#
    cause^'requests that DFU does not define are answered with no bytes (lib_xua 4)|}]cite^{source\#
    ^'DFU11|section^'A.2.8 r1|page^'36|}reading^'AMB-33|}{id^'dfuMANIFEST.POLL_TIMEOUT.tolerant|st\#
    ate^'dfuMANIFEST|event^'POLL_TIMEOUT|when^['bitManifestationTolerant|]then^[{reply^'nothing|ne\#
    xt^'dfuMANIFEST-SYNC|status^'unchanged|}]cite^{source^'DFU11|section^'A.2.8 r2|page^'36|}}{id^\#
    'dfuMANIFEST.POLL_TIMEOUT.intolerant|state^'dfuMANIFEST|event^'POLL_TIMEOUT|when^['!bitManifes\#
    tationTolerant|]then^[{reply^'nothing|next^'dfuMANIFEST-WAIT-RESET|status^'unchanged|}]cite^{s\#
    ource^'DFU11|section^'A.2.8 r3|page^'36|}}{id^'dfuMANIFEST.USB_RESET|state^'dfuMANIFEST|event^\#
    'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is valid|\#
    }{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{re\#
    ply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the \#
    firmware is corrupt, with a code of the device's choice|}]cite^{source^'DFU11|section^'A.2.8 r\#
    4|page^'36|}deviations^['TinyUSB, ST: a bus reset keeps DFU mode, and the state becomes dfuIDL\#
    E|]}{id^'dfuMANIFEST.POWER_ON_RESET|state^'dfuMANIFEST|event^'POWER_ON_RESET|then^[{reply^'ree\#
    numerates|next^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'\#
    dfuERROR|status^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuE\#
    RROR|status^'any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corrupt, with a \#
    code of the device's choice|}{reply^'reenumerates|next^'dfuIDLE|status^'OK|verdict^'note|readi\#
    ng^'AMB-22|because^'a boot loader that finds corrupt firmware starts in dfuIDLE|}]cite^{source\#
    ^'DFU11|section^'A.2.8 r4|page^'36|}reading^'AMB-22|}{id^'dfuMANIFEST-WAIT-RESET.GETSTATUS|sta\#
    te^'dfuMANIFEST-WAIT-RESET|request^'DFU_GETSTATUS|when^['!busyShown|]then^[{reply^'silence|nex\#
    t^'same|status^'unchanged|verdict^'note|reading^'AMB-12|because^'the text says: do nothing|}{r\#
    eply^'stall|next^'same|status^'unchanged|verdict^'note|reading^'AMB-12|}{reply^'stall|next^'df\#
    uERROR|status^'any-error|verdict^'note|reading^'AMB-12|because^'the general rule of A.1 (OpenT\#
    itan, Yoshida)|}{reply^'data6|next^'same|status^'OK|verdict^'note|reading^'AMB-12|because^'ans\#
    wers though it need not (TinyUSB, embassy, Zephyr)|}{reply^'data6|next^'dfuERROR|status^'any-e\#
    rror|verdict^'note|reading^'AMB-12|because^'manifestation failed|}{reply^'data6|next^'dfuERROR\#
    |status^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xu\#
    a)|}]cite^{source^'DFU11|section^'A.2.9 r1|page^'37|}reading^'AMB-12|}{id^'dfuMANIFEST-WAIT-RE\#
    SET.GETSTATUS.afterBusy|state^'dfuMANIFEST-WAIT-RESET|request^'DFU_GETSTATUS|when^['busyShown|\#
    ]then^[{reply^'silence|next^'same|status^'unchanged|verdict^'note|reading^'AMB-12|because^'the\#
     text says: do nothing|}{reply^'stall|next^'same|status^'unchanged|verdict^'note|reading^'AMB-\#
    12|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-12|because^'the \#
    general rule of A.1 (OpenTitan, Yoshida)|}{reply^'data6|next^'same|status^'OK|verdict^'note|re\#
    ading^'AMB-12|because^'answers though it need not (TinyUSB, embassy, Zephyr)|}{reply^'data6|ne\#
    xt^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-12|because^'manifestation failed|}{r\#
    eply^'data6|next^'dfuERROR|status^'OK|verdict^'warning|reading^'AMB-25|because^'dfuERROR with \#
    bStatus OK (U-Boot, lib_xua)|}{reply^'data6|next^'dfuMANIFEST|status^'OK|verdict^'note|reading\#
    ^'AMB-05|because^'answers during manifestation (TinyUSB, Zephyr, Poly)|}]cite^{source^'DFU11|s\#
    ection^'A.2.9 r1|page^'37|}reading^'AMB-12|}{id^'dfuMANIFEST-WAIT-RESET.GETSTATE|state^'dfuMAN\#
    IFEST-WAIT-RESET|request^'DFU_GETSTATE|when^['!busyShown|]then^[{reply^'silence|next^'same|sta\#
    tus^'unchanged|verdict^'note|reading^'AMB-12|because^'the text says: do nothing|}{reply^'stall\#
    |next^'same|status^'unchanged|verdict^'note|reading^'AMB-12|}{reply^'stall|next^'dfuERROR|stat\#
    us^'any-error|verdict^'note|reading^'AMB-12|because^'the general rule of A.1 (OpenTitan, Yoshi\#
    da)|}{reply^'data1|next^'same|status^'unchanged|verdict^'note|reading^'AMB-12|because^'answers\#
     though it need not|}{reply^'data1|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB\#
    -12|because^'manifestation failed|}]cite^{source^'DFU11|section^'A.2.9 r1|page^'37|}reading^'A\#
    MB-12|}{id^'dfuMANIFEST-WAIT-RESET.GETSTATE.afterBusy|state^'dfuMANIFEST-WAIT-RESET|request^'D\#
    FU_GETSTATE|when^['busyShown|]then^[{reply^'silence|next^'same|status^'unchanged|verdict^'note\#
    |reading^'AMB-12|because^'the text says: do nothing|}{reply^'stall|next^'same|status^'unchange\#
    d|verdict^'note|reading^'AMB-12|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'note|\#
    reading^'AMB-12|because^'the general rule of A.1 (OpenTitan, Yoshida)|}{reply^'data1|next^'sam\#
    e|status^'unchanged|verdict^'note|reading^'AMB-12|because^'answers though it need not|}{reply^\#
    'data1|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-12|because^'manifestation f\#
    ailed|}{reply^'data1|next^'dfuMANIFEST|status^'unchanged|verdict^'note|reading^'AMB-05|because\#
    ^'still manifesting, without a timer (U-Boot, TinyUSB)|}]cite^{source^'DFU11|section^'A.2.9 r1\#
    |page^'37|}reading^'AMB-12|}{id^'dfuMANIFEST-WAIT-RESET.{request}|state^'dfuMANIFEST-WAIT-RESE\#
    T|request^['DFU_DETACH|'DFU_DNLOAD|'DFU_UPLOAD|'DFU_CLRSTATUS|'DFU_ABORT|'UNKNOWN_CLASS_REQUES\#
    T|]then^[{reply^'silence|next^'same|status^'unchanged|verdict^'note|reading^'AMB-12|because^'t\#
    he text says: do nothing|}{reply^'stall|next^'same|status^'unchanged|verdict^'note|reading^'AM\#
    B-12|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-12|because^'th\#
    e general rule of A.1 (OpenTitan, Yoshida)|}{reply^'any-answer|next^'same|status^'unchanged|ve\#
    rdict^'note|reading^'AMB-12|because^'answers though it need not|}]cite^{source^'DFU11|section^\#
    'A.2.9 r1|page^'37|}reading^'AMB-12|}{id^'dfuMANIFEST-WAIT-RESET.USB_RESET|state^'dfuMANIFEST-\#
    WAIT-RESET|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the f\#
    irmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmwar\#
    e is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB\#
    -10|because^'the firmware is corrupt, with a code of the device's choice|}]cite^{source^'DFU11\#
    |section^'A.2.9 r2|page^'37|}}{id^'dfuMANIFEST-WAIT-RESET.POWER_ON_RESET|state^'dfuMANIFEST-WA\#
    IT-RESET|event^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'th\#
    e firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firm\#
    ware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'\#
    AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}{reply^'reenumera\#
    tes|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a boot loader that finds c\#
    orrupt firmware starts in dfuIDLE|}]cite^{source^'DFU11|section^'A.2.9 r2|page^'37|}reading^'A\#
    MB-22|}{id^'dfuMANIFEST-WAIT-RESET.DEVICE_DETACH_ATTACH|state^'dfuMANIFEST-WAIT-RESET|event^'D\#
    EVICE_DETACH_ATTACH|when^['bitWillDetach|]then^[{reply^'reenumerates|next^'appIDLE|status^'OK|\#
    because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|becaus\#
    e^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'not\#
    e|reading^'AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}]cite^\#
    {source^'DFU11|section^'7|page^'26|}}{id^'dfuUPLOAD-IDLE.UPLOAD.block|state^'dfuUPLOAD-IDLE|re\#
    quest^'DFU_UPLOAD|when^['wLength>0|'wLength<=wTransferSize|]then^[{reply^'data-full|next^'dfuU\#
    PLOAD-IDLE|status^'unchanged|}{reply^'data-short|next^'dfuIDLE|status^'OK|because^'a short fra\#
    me, no bytes included, ends the file|}{reply^'stall|next^'dfuERROR|status^'any-error|reading^'\#
    AMB-11|because^'the device could not read the block|}]cite^{source^'DFU11|section^'A.2.10 r1|p\#
    age^'38|}deviations^['Zephyr: compares with wTransferSize, and stays in dfuUPLOAD-IDLE|'ST: no\#
     short frame, the host has to end the upload by ABORT|]}{id^'dfuUPLOAD-IDLE.UPLOAD.zero|state^\#
    'dfuUPLOAD-IDLE|request^'DFU_UPLOAD|when^['!wLength>0|]then^[{reply^'any-answer|next^['dfuUPLO\#
    AD-IDLE|'dfuIDLE|]status^'OK|verdict^'note|reading^'AMB-08|}{reply^'any-answer|next^'dfuERROR|\#
    status^'any|verdict^'note|reading^'AMB-08|because^'refused (Zephyr legacy; lib_xua without a S\#
    TALL)|}]cite^{source^'DFU11|section^'A.2.10 r6|page^'38|}reading^'AMB-08|}{id^'dfuUPLOAD-IDLE.\#
    UPLOAD.overlong|state^'dfuUPLOAD-IDLE|request^'DFU_UPLOAD|when^['wLength>0|'!wLength<=wTransfe\#
    rSize|]then^[{reply^'any-answer|next^['dfuUPLOAD-IDLE|'dfuIDLE|]status^'OK|verdict^'note|readi\#
    ng^'AMB-18|}{reply^'any-answer|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-18|\#
    because^'refused|}]cite^{silent^'what a device does when more than wTransferSize bytes are ask\#
    ed for|}reading^'AMB-18|}{id^'dfuUPLOAD-IDLE.ABORT|state^'dfuUPLOAD-IDLE|request^'DFU_ABORT|th\#
    en^[{reply^'ack|next^'dfuIDLE|status^'OK|}]cite^{source^'DFU11|section^'A.2.10 r3|page^'38|}}{\#
    id^'dfuUPLOAD-IDLE.GETSTATUS|state^'dfuUPLOAD-IDLE|request^'DFU_GETSTATUS|then^[{reply^'data6|\#
    next^'dfuUPLOAD-IDLE|status^'OK|}{reply^'data6|next^'dfuERROR|status^'any-error|because^'the d\#
    evice reports an error|}{reply^'data6|next^'dfuERROR|status^'OK|verdict^'warning|reading^'AMB-\#
    25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}]cite^{source^'DFU11|section^'A.2.10 r\#
    4|page^'38|}}{id^'dfuUPLOAD-IDLE.GETSTATE|state^'dfuUPLOAD-IDLE|request^'DFU_GETSTATE|then^[{r\#
    eply^'data1|next^'dfuUPLOAD-IDLE|status^'unchanged|}{reply^'data1|next^'dfuERROR|status^'any-e\#
    rror|because^'the device met an error|}]cite^{source^'DFU11|section^'A.2.10 r5|page^'38|}}{id^\#
    'dfuUPLOAD-IDLE.DNLOAD|state^'dfuUPLOAD-IDLE|request^'DFU_DNLOAD|then^[{reply^'stall|next^'dfu\#
    ERROR|status^'any-error|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|because^'\#
    accepted without effect (dapboot)|}{reply^'silence|next^'dfuERROR|status^'any|verdict^'violati\#
    on|because^'never answered, then dfuERROR (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2\#
    .10 r6|page^'38|}}{id^'dfuUPLOAD-IDLE.DETACH|state^'dfuUPLOAD-IDLE|request^'DFU_DETACH|then^[{\#
    reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|next^'appIDLE|status^'OK|verdict^'v\#
    iolation|reading^'AMB-03|because^'taken as the way to leave DFU mode (U-Boot, dapboot, lib_xua\#
    , lib_dfu, barebox, RIOT)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|reading\#
    ^'AMB-03|because^'accepted without effect (TinyUSB, embassy), or the device leaves the bus and\#
     comes back in DFU mode (ST)|}{reply^'stall|next^'same|status^'unchanged|verdict^'violation|re\#
    ading^'AMB-03|because^'stalled without dfuERROR (usbd-dfu, libopencm3)|}]cite^{source^'DFU11|s\#
    ection^'A.2.10 r6|page^'38|}reading^'AMB-03|}{id^'dfuUPLOAD-IDLE.CLRSTATUS|state^'dfuUPLOAD-ID\#
    LE|request^'DFU_CLRSTATUS|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'ack|ne\#
    xt^'dfuIDLE|status^'OK|verdict^'violation|reading^'AMB-02|because^'accepted (TinyUSB, Zephyr l\#
    egacy, dapboot, libopencm3, embassy)|}{reply^'ack|next^'dfuERROR|status^['errUNKNOWN|'OK|]verd\#
    ict^'violation|reading^'AMB-02|because^'dfuERROR without a STALL (ST with errUNKNOWN, lib_xua \#
    with bStatus OK)|}{reply^'stall|next^'same|status^'any|verdict^'violation|reading^'AMB-02|beca\#
    use^'stalled without dfuERROR (OpenTitan)|}]cite^{source^'DFU11|section^'A.2.10 r6|page^'38|}r\#
    eading^'AMB-02|}{id^'dfuUPLOAD-IDLE.UNKNOWN_CLASS_REQUEST|state^'dfuUPLOAD-IDLE|request^'UNKNO\#
    WN_CLASS_REQUEST|then^[{reply^'stall|next^'dfuERROR|status^'any-error|}{reply^'stall|next^'sam\#
    e|status^'unchanged|verdict^'note|reading^'AMB-33|because^'only the STALL is safe to demand (u\#
    sbd-dfu, lib_xua 5)|}{reply^'ack|next^'same|status^'unchanged|verdict^'violation|because^'requ\#
    ests that DFU does not define succeed (lib_xua 4)|}{reply^'data-short|next^'same|status^'uncha\#
    nged|verdict^'violation|because^'requests that DFU does not define are answered with no bytes \#
    (lib_xua 4)|}]cite^{source^'DFU11|section^'A.2.10 r6|page^'38|}reading^'AMB-33|}{id^'dfuUPLOAD\#
    -IDLE.USB_RESET|state^'dfuUPLOAD-IDLE|event^'USB_RESET|then^[{reply^'reenumerates|next^'appIDL\#
    E|status^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFI\#
    RMWARE|because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error\#
    |verdict^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code of the device's c\#
    hoice|}]cite^{source^'DFU11|section^'A.2.10 r7|page^'38|}deviations^['TinyUSB, ST: a bus reset\#
     keeps DFU mode, and the state becomes dfuIDLE|]}{id^'dfuUPLOAD-IDLE.POWER_ON_RESET|state^'dfu\#
    UPLOAD-IDLE|event^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^\#
    'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the f\#
    irmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|readin\#
    g^'AMB-10|because^'the firmware is corrupt, with a code of the device's choice|}{reply^'reenum\#
    erates|next^'dfuIDLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a boot loader that find\#
    s corrupt firmware starts in dfuIDLE|}]cite^{source^'DFU11|section^'A.2.10 r7|page^'38|}readin\#
    g^'AMB-22|}{id^'dfuERROR.GETSTATUS|state^'dfuERROR|request^'DFU_GETSTATUS|then^[{reply^'data6|\#
    next^'dfuERROR|status^'unchanged-error|}{reply^'data6|next^'dfuERROR|status^'OK|verdict^'warni\#
    ng|reading^'AMB-25|because^'dfuERROR with bStatus OK (U-Boot, lib_xua)|}]cite^{source^'DFU11|s\#
    ection^'A.2.11 r1|page^'39|}reading^'AMB-25|}{id^'dfuERROR.GETSTATE|state^'dfuERROR|request^'D\#
    FU_GETSTATE|then^[{reply^'data1|next^'dfuERROR|status^'unchanged|}]cite^{source^'DFU11|section\#
    ^'A.2.11 r2|page^'39|}}{id^'dfuERROR.CLRSTATUS|state^'dfuERROR|request^'DFU_CLRSTATUS|then^[{r\#
    eply^'ack|next^'dfuIDLE|status^'OK|}]cite^{source^'DFU11|section^'A.2.11 r3|page^'39|}}{id^'df\#
    uERROR.DNLOAD|state^'dfuERROR|request^'DFU_DNLOAD|then^[{reply^'stall|next^'dfuERROR|status^'u\#
    nchanged|}{reply^'stall|next^'dfuERROR|status^'errSTALLEDPKT|verdict^'note|reading^'AMB-13|bec\#
    ause^'the latest error wins (OpenTitan, usbd-dfu, Yoshida)|}{reply^'silence|next^'dfuERROR|sta\#
    tus^'unchanged|verdict^'violation|because^'never answered (lib_xua 4 and 5)|}]cite^{source^'DF\#
    U11|section^'A.2.11 r4|page^'39|}reading^'AMB-13|}{id^'dfuERROR.UPLOAD|state^'dfuERROR|request\#
    ^'DFU_UPLOAD|then^[{reply^'stall|next^'dfuERROR|status^'unchanged|}{reply^'stall|next^'dfuERRO\#
    R|status^'errSTALLEDPKT|verdict^'note|reading^'AMB-13|because^'the latest error wins (OpenTita\#
    n, usbd-dfu, Yoshida)|}{reply^'data-short|next^'dfuERROR|status^'unchanged|verdict^'violation|\#
    because^'answered with no bytes (lib_xua 4 and 5)|}]cite^{source^'DFU11|section^'A.2.11 r4|pag\#
    e^'39|}reading^'AMB-13|}{id^'dfuERROR.DETACH|state^'dfuERROR|request^'DFU_DETACH|then^[{reply^\#
    'stall|next^'dfuERROR|status^'unchanged|}{reply^'stall|next^'dfuERROR|status^'errSTALLEDPKT|ve\#
    rdict^'note|reading^'AMB-13|because^'the latest error wins (OpenTitan, usbd-dfu, Yoshida)|}{re\#
    ply^'ack|next^'appIDLE|status^'OK|verdict^'violation|reading^'AMB-03|because^'taken as the way\#
     to leave DFU mode (lib_xua 5, lib_dfu)|}{reply^'ack|next^'dfuERROR|status^'unchanged|verdict^\#
    'violation|reading^'AMB-03|because^'accepted without effect (lib_xua 4)|}]cite^{source^'DFU11|\#
    section^'A.2.11 r4|page^'39|}reading^'AMB-13|}{id^'dfuERROR.ABORT|state^'dfuERROR|request^'DFU\#
    _ABORT|then^[{reply^'stall|next^'dfuERROR|status^'unchanged|}{reply^'stall|next^'dfuERROR|stat\#
    us^'errSTALLEDPKT|verdict^'note|reading^'AMB-13|because^'the latest error wins (OpenTitan, usb\#
    d-dfu, Yoshida)|}{reply^'ack|next^'dfuIDLE|status^'OK|verdict^'violation|because^'dfuERROR lef\#
    t without CLRSTATUS (TinyUSB, lib_xua 4 and 5)|}{reply^'ack|next^'dfuERROR|status^'unchanged|v\#
    erdict^'violation|because^'accepted without effect (dapboot)|}]cite^{source^'DFU11|section^'A.\#
    2.11 r4|page^'39|}reading^'AMB-13|}{id^'dfuERROR.UNKNOWN_CLASS_REQUEST|state^'dfuERROR|request\#
    ^'UNKNOWN_CLASS_REQUEST|then^[{reply^'stall|next^'dfuERROR|status^'unchanged|}{reply^'stall|ne\#
    xt^'dfuERROR|status^'errSTALLEDPKT|verdict^'note|reading^'AMB-13|because^'the latest error win\#
    s (OpenTitan, usbd-dfu, Yoshida)|}{reply^'ack|next^'dfuERROR|status^'unchanged|verdict^'violat\#
    ion|because^'requests that DFU does not define succeed (lib_xua 4)|}{reply^'data-short|next^'d\#
    fuERROR|status^'unchanged|verdict^'violation|because^'requests that DFU does not define are an\#
    swered with no bytes (lib_xua 4)|}]cite^{source^'DFU11|section^'A.2.11 r4|page^'39|}reading^'A\#
    MB-13|}{id^'dfuERROR.USB_RESET|state^'dfuERROR|event^'USB_RESET|then^[{reply^'reenumerates|nex\#
    t^'appIDLE|status^'OK|because^'the firmware is valid|}{reply^'reenumerates|next^'dfuERROR|stat\#
    us^'errFIRMWARE|because^'the firmware is corrupt|}{reply^'reenumerates|next^'dfuERROR|status^'\#
    any-error|verdict^'note|reading^'AMB-10|because^'the firmware is corrupt, with a code of the d\#
    evice's choice|}{reply^'reenumerates|next^'dfuERROR|status^'unchanged|verdict^'note|reading^'A\#
    MB-32|because^'only CLRSTATUS leaves dfuERROR (6.1.3 taken literally)|}]cite^{source^'DFU11|se\#
    ction^'A.2.11 r5|page^'39|}reading^'AMB-32|}{id^'dfuERROR.POWER_ON_RESET|state^'dfuERROR|event\#
    ^'POWER_ON_RESET|then^[{reply^'reenumerates|next^'appIDLE|status^'OK|because^'the firmware is \#
    valid|}{reply^'reenumerates|next^'dfuERROR|status^'errFIRMWARE|because^'the firmware is corrup\#
    t|}{reply^'reenumerates|next^'dfuERROR|status^'any-error|verdict^'note|reading^'AMB-10|because\#
    ^'the firmware is corrupt, with a code of the device's choice|}{reply^'reenumerates|next^'dfuI\#
    DLE|status^'OK|verdict^'note|reading^'AMB-22|because^'a boot loader that finds corrupt firmwar\#
    e starts in dfuIDLE|}]cite^{source^'DFU11|section^'A.2.11 r5|page^'39|}reading^'AMB-22|}{id^'{\#
    state}.{event}|state^['dfuIDLE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'d\#
    fuMANIFEST|'dfuMANIFEST-WAIT-RESET|'dfuUPLOAD-IDLE|]event^['SET_INTERFACE|'SET_CONFIGURATION|]\#
    then^[{reply^'nothing|next^'same|status^'unchanged|reading^'AMB-28|because^'the state is kept \#
    (ST, barebox, Zephyr legacy)|}{reply^'nothing|next^'dfuIDLE|status^'OK|reading^'AMB-28|because\#
    ^'the machine starts again (TinyUSB, U-Boot, OpenTitan)|}]cite^{silent^'Appendix A does not mo\#
    del standard requests|}reading^'AMB-28|}{id^'{state}.{event}|state^'dfuERROR|event^['SET_INTER\#
    FACE|'SET_CONFIGURATION|]then^[{reply^'nothing|next^'same|status^'any-error|reading^'AMB-28|be\#
    cause^'the state is kept|}{reply^'nothing|next^'dfuIDLE|status^'OK|reading^'AMB-28|because^'th
    """#
}
