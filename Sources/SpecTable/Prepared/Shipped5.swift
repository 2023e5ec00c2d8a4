// Written by make tables from specs/; edit the YAML there.

extension Prepared {
  static let part5 = #"""
    ice at once; the guide has it come back in DFU mode|evidence^'xmos/lib_xua 4.2.0, lib_xua/doc/\#
    rst/sw_dfu.rst|rows^[{state^'all|request^'XMOS_DFU_RESETDEVICE|then^[{reply^'ack|next^'dfuIDLE\#
    |status^'OK|because^'the guide promises DFU mode; lib_xua 4.2.0 and 5.3.0 boot the application\#
     (lib_xua/src/dfu/dfu.xc)|}{reply^'stall|next^'same|status^'unchanged|verdict^'pass|because^'n\#
    ot every generation has it, and DFU 1.1 demands the STALL|}{reply^'stall|next^'dfuERROR|status\#
    ^'any-error|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|\#
    }]}]}{id^'F1|says^'XMOS_DFU_REVERTFACTORY makes the factory image the one that is booted|evide\#
    nce^'xmos/lib_xua 4.2.0, lib_xua/doc/rst/sw_dfu.rst|rows^[{state^'all|request^'XMOS_DFU_REVERT\#
    FACTORY|then^[{reply^'ack|next^'same|status^'unchanged|}{reply^'stall|next^'same|status^'uncha\#
    nged|verdict^'pass|because^'not every generation has it, and DFU 1.1 demands the STALL|}{reply\#
    ^'stall|next^'dfuERROR|status^'any-error|verdict^'pass|because^'not every generation has it, a\#
    nd DFU 1.1 demands the STALL|}]}]}]}
    """#
}
