#!/bin/sh
# solo1 0.1.1 writes a part of an image to the wrong address when it does not begin at a page.
#
# `solo1 program dfu` sends an Intel HEX file to ST's boot loader. The address of a block is the address
# pointer, plus number of the block less two, times the length of the transfer (ST AN3156, write memory).
# solo1 makes the number by a division by 2048 and drops the rest. Behind a gap in the file, as one between
# vectors and program, the next part lands at the beginning of its page: on the vectors. The command ends
# with status 0.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_pypi solo1==0.1.1 fido2==0.9.3 pyusb==1.3.1 intelhex==2.3.0 click==8.5.1 cryptography==50.0.2

cd "$tmp"
cat >host.py <<'PYTHON'
import sys
import dfuse_device
from intelhex import IntelHex
from solo.cli import solo_cli


class Stm32(dfuse_device.Backend):
    """It also erases all, and lets its memory be read."""

    def ctrl_transfer(self, handle, kind, request, value, index, data, timeout):
        if (kind, request) == (0xA1, 2):
            self.state = 9  # dfuUPLOAD-IDLE
        return super().ctrl_transfer(handle, kind, request, value, index, data, timeout)

    def answer(self, kind, request, value):
        if (kind, request) == (0xA1, 2):
            start = self.address - dfuse_device.BASE + (value - 2) * dfuse_device.PAGE
            return bytes(self.memory[start:start + dfuse_device.PAGE])
        return super().answer(kind, request, value)

    def carry_out(self, number, data):
        if number == 0 and data == b"\x41":
            self.memory[:] = b"\xff" * len(self.memory)
            return True
        return super().carry_out(number, data)


image = IntelHex()
image.puts(0x08000000, b"\x11" * 256)
image.puts(0x08000400, b"\x22" * 256)
image.write_hex_file("image.hex")
device = Stm32().install()
solo_cli(["program", "dfu", "image.hex"], standalone_mode=False)
for offset in (0x0000, 0x0400):
    print(f"{dfuse_device.BASE + offset:08X}h", device.memory[offset:offset + 4].hex(), file=sys.stderr)
PYTHON
status=0
ALLOW_ROOT=1 PYTHONPATH=$here "$python" host.py 2>seen >output || status=$?
[ "$status" = 0 ] || cat seen >&2
said() { sed -n "s/^$1 //p" seen; }
expect "status of solo1" "$status" 0
expect "at 08000000h, where the file has 11111111" "$(said 08000000h)" 22222222
expect "at 08000400h, where the file has 22222222" "$(said 08000400h)" ffffffff
