#!/bin/sh
# pydfuutil 0.11.3 does not know all memory of an STM32 from the device's description of it.
#
# A device of DfuSe describes a memory in the name of its alternate setting: an address, and the number and
# size of the sectors; a second address may follow after a slash (ST UM0424). For option bytes and OTP the
# boot ROMs of STM32s leave the unit of the size blank: "01*016 e" is one sector of 16 bytes. pydfuutil wants a
# letter there, takes the last two digits for unit and kind, and has a sector of 0 bytes. It also loses the
# memory at a second address. Commands for an address that it has lost end with "not readable" or "not
# writeable".
#
# The device here stands in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_pypi pydfuutil==0.11.3 pyusb==1.3.1

cd "$tmp"
printf 'firmware' >image.bin
cat >layout.py <<'PYTHON'
import sys
from pydfuutil.dfuse_mem import parse_memory_layout

for segment in parse_memory_layout(sys.argv[1]):
    print(f"{segment.start:08X}h", segment.end + 1 - segment.start)
PYTHON
memory() { "$python" layout.py "$1" 2>/dev/null | tr '\n' ';'; }
expect "flash in sectors of two sizes" "$(memory '@Internal Flash  /0x08000000/04*016Kg,01*064Kg')" \
  "08000000h 65536;08010000h 65536;"
expect "option bytes: 16 at 1FFFC000h" "$(memory '@Option Bytes  /0x1FFFC000/01*016 e')" "1FFFC000h 0;"
expect "OTP: 512 at 1FFF7800h, 16 behind them" "$(memory '@OTP Memory /0x1FFF7800/01*512 e,01*016 e')" \
  "1FFF7800h 5;"
expect "flash in two places" "$(memory '@Internal Flash  /0x08000000/04*002Kg/0x08002000/04*002Kg')" "08000000h 8192;"

cat >host.py <<'PYTHON'
import sys
import dfuse_device


class Device(dfuse_device.Backend):
    def get_interface_descriptor(self, device, interface, alternate, configuration):
        if alternate:
            raise IndexError
        return super().get_interface_descriptor(device, interface, 1, configuration)


dfuse_device.LAYOUT = sys.argv.pop(1)
Device().install()
from pydfuutil import __main__ as pydfuutil  # it looks for its backend at once
pydfuutil.main()
PYTHON
host() {
  PYTHONPATH=$here "$python" host.py "$@" >seen 2>&1 || true
  grep -o 'downloaded successfully\|not readable\|not writeable' seen | head -n 1
}
expect "an upload of the option bytes" \
  "$(host '@Option Bytes  /0x1FFFC000/01*016 e' -s 0x1FFFC000:16 -U read.bin)" "not readable"
expect "a download to the first place" \
  "$(host '@Internal Flash  /0x08000000/04*002Kg/0x08002000/04*002Kg' -s 0x08000000 -D image.bin)" \
  "downloaded successfully"
expect "a download to the second place" \
  "$(host '@Internal Flash  /0x08000000/04*002Kg/0x08002000/04*002Kg' -s 0x08002000 -D image.bin)" "not writeable"
