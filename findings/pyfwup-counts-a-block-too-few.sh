#!/bin/sh
# pyfwup 0.5.3 tells the boot ROM of an LPC43xx a length that is a block too small.
#
# The image for NXP's ROM begins with a header of 16 bytes that has its length in blocks of 512 (NXP UM10503,
# boot image header). dfu-prefix 0.11 rounds up what follows the header. pyfwup means to round up header and
# image together, but takes the header away instead of adding it. A last block of 16 bytes or fewer is sent
# and not counted.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_debian dfu-util=0.11-1
from_pypi --no-deps pyfwup==0.5.3 pyusb==1.3.1

cd "$tmp"
cat >host.py <<'PYTHON'
import struct
import sys
import dfuse_device
from fwup.lpc43xx import LPC43xxTarget


class Lpc(dfuse_device.Backend):
    """The ROM of an LPC43xx: it keeps what it gets, and has one setting."""

    def __init__(self):
        super().__init__()
        self.image = b""

    def get_device_descriptor(self, device):
        descriptor = super().get_device_descriptor(device)
        descriptor.idVendor, descriptor.idProduct = 0x1FC9, 0x000C
        return descriptor

    def get_interface_descriptor(self, device, interface, alternate, configuration):
        if alternate:
            raise IndexError
        descriptor = super().get_interface_descriptor(device, interface, 0, configuration)
        descriptor.extra_descriptors = list(struct.pack("<BBBHHH", 9, 0x21, 1, 1000, 2048, 0x0100))
        return descriptor

    detach_kernel_driver = dfuse_device.Backend.nothing

    def carry_out(self, number, data):
        self.image += data
        return True


for size in map(int, sys.argv[1:]):
    device = Lpc().install()
    LPC43xxTarget().program(bytes(size))
    print(size, "sent", len(device.image) - 16, "length", *struct.unpack_from("<H", device.image, 2))
PYTHON
PYTHONPATH=$here "$python" host.py 512 513 528 529 >seen
said() { sed -n "s/^$1 //p" seen; }
prefixed() {
  head -c "$1" /dev/zero >"$1.bin"
  in_root dfu-prefix -L -a "$1.bin" >/dev/null 2>&1
  od -An -tu2 -j2 -N2 "$1.bin" | tr -d ' '
}
expect "blocks of 512 bytes by dfu-prefix" "$(prefixed 512)" 1
expect "blocks of 512 bytes by pyfwup" "$(said 512)" "sent 512 length 1"
expect "blocks of 513 bytes by dfu-prefix" "$(prefixed 513)" 2
expect "blocks of 513 bytes by pyfwup" "$(said 513)" "sent 513 length 1"
expect "blocks of 528 bytes by dfu-prefix" "$(prefixed 528)" 2
expect "blocks of 528 bytes by pyfwup" "$(said 528)" "sent 528 length 1"
expect "blocks of 529 bytes by pyfwup" "$(said 529)" "sent 529 length 2"
