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
    /lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^'all|request^'XMOS_DFU_REVERTFACTORY|t\#
    hen^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'unchanged|verd\#
    ict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|n\#
    ext^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.\#
    1 demands the STALL|}]}]}]}
    """#
}
