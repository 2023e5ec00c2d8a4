// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    esets the device at once; the guide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0,\#
     lib_xua/doc/rst/sw_dfu.rst|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|\#
    next^'dfuIDLE|status^'OK|because^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot th\#
    e application (lib_xua/src/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pa\#
    ss|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'df\#
    uERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.1 deman\#
    ds the STALL|}]}]}{id^'F1|says^'XMOS_DFU_REVERTFACTORY makes the factory image the one that is\#
     booted|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^['appIDLE|'dfuID\#
    LE|'dfuDNLOAD-SYNC|'dfuDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'\#
    dfuERROR|]request^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{rep\#
    ly^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every generation has it, and\#
     DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|becau\#
    se^'not every generation has it, and DFU 1.1 demands the STALL|}]}{state^'appDETACH|request^'X\#
    MOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same\#
    |status^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the\#
     STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every genera\#
    tion has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'appIDLE|status^'unchanged|verd\#
    ict^'pass|because^'the STALL cancels the pending DETACH (DFU 1.1, A.2.2 r3)|}]}{state^'dfuMANI\#
    FEST-WAIT-RESET|request^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged\#
    |}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every generation has i\#
    t, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass\#
    |because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'silence|next^'sa\#
    me|status^'unchanged|verdict^'pass|because^'the device does nothing but wait for the reset (DF\#
    U 1.1, A.2.9 r1)|}]}]}]}
    """#
}
