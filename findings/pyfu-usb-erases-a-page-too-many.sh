#!/bin/sh
# pyfu-usb 2.0.2 erases a page that the image does not reach.
#
# On a device of DfuSe it erases each page whose address lies between the beginning of the image and its
# end, the end counted in. An image that fills its pages exactly costs the page behind it: settings or a
# second firmware that stand there are lost. An image that begins inside a page is written there without
# the page being erased, although flash has to be erased before (ST AN3156). pyfu-usb raises no error.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py): pages of 2 KiB.
set -eu
. "$(dirname "$0")/packages"
from_pypi pyfu-usb==2.0.2 pyusb==1.3.1

cd "$tmp"
cat >host.py <<'PYTHON'
import sys
import dfuse_device
import pyfu_usb

for name, address, size in (("whole", 0x08000000, 2048), ("short", 0x08000000, 2047), ("inside", 0x08000C00, 512)):
    with open("image.bin", "wb") as file:
        file.write(bytes(size))
    device = dfuse_device.Backend().install()
    pyfu_usb.download("image.bin", address=address)
    start = address - dfuse_device.BASE
    written = device.memory[start:start + size] == bytes(size)
    print(name, "written" if written else "not written", *device.erased, file=sys.stderr)
    print(name, "next", bytes(device.memory[2048:2050]).hex(), file=sys.stderr)
PYTHON
PYTHONPATH=$here "$python" host.py 2>seen >/dev/null || { cat seen >&2; exit 2; }
said() { grep "^$1 " seen | cut -d ' ' -f 2- | tr '\n' ' '; }
expect "pages erased for 2047 bytes at 08000000h, then 08000800h" "$(said short)" "written 08000000h next a5a5 "
expect "pages erased for 2048 bytes at 08000000h, then 08000800h" "$(said whole)" \
  "written 08000000h 08000800h next ffff "
expect "pages erased for 512 bytes at 08000C00h, which lie in the page 08000800h" "$(said inside)" \
  "written next a5a5 "
