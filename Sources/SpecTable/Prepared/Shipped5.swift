// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    ce; the guide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_df\#
    u.rst|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|next^'dfuIDLE|status^'\#
    OK|because^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot the application (lib_xua\#
    /src/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'not every \#
    generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status^'any-err\#
    or|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}]}]}{id^\#
    'F1|says^'XMOS_DFU_REVERTFACTORY makes the factory image the one that is booted|evidence^'xmos\#
    /lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^['appIDLE|'dfuIDLE|'dfuDNLOAD-SYNC|'df\#
    uDNBUSY|'dfuDNLOAD-IDLE|'dfuMANIFEST-SYNC|'dfuMANIFEST|'dfuUPLOAD-IDLE|'dfuERROR|]request^'XMO\#
    S_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|s\#
    tatus^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the S\#
    TALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generati\#
    on has it, and DFU 1.1 demands the STALL|}]}{state^'appDETACH|request^'XMOS_DFU_REVERTFACTORY|\#
    then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|ver\#
    dict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|\#
    next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1\#
    .1 demands the STALL|}{reply^'stall|next^'appIDLE|status^'unchanged|verdict^'pass|because^'the\#
     STALL cancels the pending DETACH (DFU 1.1, A.2.2 r3)|}]}{state^'dfuMANIFEST-WAIT-RESET|reques\#
    t^'XMOS_DFU_REVERTFACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'\#
    same|status^'unchanged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands\#
     the STALL|}{reply^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every ge\#
    neration has it, and DFU 1.1 demands the STALL|}{reply^'silence|next^'same|status^'unchanged|v\#
    erdict^'pass|because^'the device does nothing but wait for the reset (DFU 1.1, A.2.9 r1)|}]}]}\#
    ]}
    """#
}
