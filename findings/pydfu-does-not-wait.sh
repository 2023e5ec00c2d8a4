#!/bin/sh
# pydfu of mpflash 1.29.0 does not wait for bwPollTimeout, and gives up instead.
#
# pydfu is MicroPython's and OpenMV's host for DfuSe; mpflash brings it. A device that is busy says with
# DFU_GETSTATUS how long it wants not to be asked (DFU 1.1, 6.1.2). pydfu asks again at once, and takes
# anything but dfuDNLOAD-IDLE for a failure. So a device whose erase takes a second, and says so, cannot be
# updated; one that does the work while the host waits for the answer can.
#
# A file of DfuSe names the alternate setting of each target (ST UM0391). pydfu writes all of them to
# setting 0: it sends no SET_INTERFACE.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_pypi --no-deps mpflash==1.29.0 pyusb==1.3.1

cd "$tmp"
cat >host.py <<'PYTHON'
import struct
import sys
import zlib
import dfuse_device
from mpflash.vendor import pydfu


def target(setting, address):
    element = struct.pack("<II", address, 64) + bytes(range(64))
    return b"Target" + struct.pack("<BI255sII", setting, 1, b"Flash", len(element), 1) + element


targets = target(0, 0x08000000) + target(1, 0x08001000)
image = b"DfuSe" + struct.pack("<BIB", 1, 11 + len(targets), 2) + targets
image += struct.pack("<HHHH3sB", 0x0100, 0xDF11, 0x0483, 0x011A, b"UFD", 16)
with open("image.dfu", "wb") as file:
    file.write(image + struct.pack("<I", ~zlib.crc32(image) & 0xFFFFFFFF))

for name, work in (("quick", 0), ("slow", 1)):
    device = dfuse_device.Backend(work).install()
    sys.argv = ["pydfu", "-u", "image.dfu"]
    try:
        pydfu.main()
        print(name, "done", file=sys.stderr)
    except SystemExit as error:
        print(name, error, file=sys.stderr)
    print(name, "early", device.early, file=sys.stderr)
    print(name, "erased", *device.erased, file=sys.stderr)
    print(name, "settings", device.alternates, file=sys.stderr)
PYTHON
PYTHONPATH=$here "$python" host.py 2>seen >/dev/null || { cat seen >&2; exit 2; }
said() { grep "^$1 " seen | cut -d ' ' -f 2- | tr '\n' ';'; }
expect "a device that is ready at once" "$(said quick)" "done;early 0;erased 08000000h 08001000h;settings [];"
expect "a device that wants a second" "$(said slow)" \
  "DFU: erase failed (STATE_DFU_DOWNLOAD_BUSY);early 1;erased;settings [];"
