#!/bin/sh
# pydfu of mpflash 1.29.0 erases a page again that it has just written to.
#
# A file of DfuSe may have several elements, each with an address (ST UM0391); a vector table and the program
# behind it are such. pydfu erases the pages of an element, writes it, and goes to the next. When the next
# begins in the page where the one before it ends, that page is erased once more: what was written there is
# lost, and pydfu says that it is finished. dfu-util 0.11 keeps in mind which page it has erased last. With -m
# pydfu erases the whole device first, and no page after that.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py): pages of 2 KiB.
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

BASE = dfuse_device.BASE


def image(*parts):
    elements = b"".join(struct.pack("<II", address, len(data)) + data for address, data in parts)
    target = b"Target" + struct.pack("<BI255sII", 0, 1, b"Flash", len(elements), len(parts)) + elements
    file = b"DfuSe" + struct.pack("<BIB", 1, 11 + len(target), 1) + target
    file += struct.pack("<HHHH3sB", 0x0100, 0xDF11, 0x0483, 0x011A, b"UFD", 16)
    return file + struct.pack("<I", ~zlib.crc32(file) & 0xFFFFFFFF)


first, second = bytes(range(64)), bytes(range(64, 128))
for name, offset in (("apart", 2048), ("together", 64)):
    with open("image.dfu", "wb") as file:
        file.write(image((BASE, first), (BASE + offset, second)))
    device = dfuse_device.Backend().install()
    sys.argv = ["pydfu", "-u", "image.dfu"]
    pydfu.main()
    print(name, "erased", *device.erased, file=sys.stderr)
    for number, start, data in (("first", 0, first), ("second", offset, second)):
        kept = device.memory[start:start + 64] == data
        print(name, number, "is there" if kept else device.memory[start:start + 2].hex(), file=sys.stderr)
PYTHON
PYTHONPATH=$here "$python" host.py 2>seen >output || { cat seen >&2; exit 2; }
said() { grep "^$1 " seen | cut -d ' ' -f 2- | tr '\n' ';'; }
expect "elements in two pages" "$(said apart)" "erased 08000000h 08000800h;first is there;second is there;"
expect "elements in one page" "$(said together)" "erased 08000000h 08000000h;first ffff;second is there;"
expect "what it says at the end of each" "$(grep -c '^Finished$' output)" 2
