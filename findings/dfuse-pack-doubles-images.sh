#!/bin/sh
# dfuse-pack of dfu-util 0.11 packs images twice when -b and -i are used together.
#
# It makes a file of DfuSe from raw images (-b) and Intel HEX (-i), for example from a boot loader and an
# application. With both options each of the two targets of the file holds both images, and both targets
# are for alternate setting 0, so a host that follows the file writes everything twice. dfuse-pack and
# dfu-suffix find nothing wrong with it. With one kind of option the file is right.
#
# An S-record image (-s) that begins at address 0 loses its first record: address 0 stands for "no
# address yet" there. The same records at 08000000h are all in the file.
set -eu
. "$(dirname "$0")/packages"
from_debian dfu-util=0.11-1
from_pypi intelhex==2.3.0

cd "$tmp"
cat >images.py <<'PYTHON'
def ihex(address, kind, data=b""):
    body = bytes([len(data), address >> 8, address & 255, kind]) + data
    return ":" + (body + bytes([-sum(body) & 255])).hex().upper() + "\n"


def srec(kind, address, data=b""):
    body = bytes([len(data) + 5]) + address.to_bytes(4, "big") + data
    return f"S{kind}" + (body + bytes([~sum(body) & 255])).hex().upper() + "\n"


with open("boot.bin", "wb") as file:
    file.write(bytes(range(32)))
with open("application.hex", "w") as file:
    file.write(ihex(0, 4, b"\x08\x00") + ihex(0x4000, 0, bytes(range(16))) + ihex(0, 1))
for name, base in (("zero", 0), ("flash", 0x08000000)):
    with open(f"{name}.s19", "w") as file:
        file.write("".join(srec(3, base + at, bytes([at] * 16)) for at in (0, 16, 32)) + srec(7, base))
PYTHON
python3 images.py

pack() { "$python" "$tmp/root/usr/bin/dfuse-pack" "$@"; }
elements() { pack "$1.dfu" | sed -n 's/^ *[0-9]*, address: //p' | tr '\n' ';'; }
pack -b 0x08000000:boot.bin boot.dfu
pack -i application.hex application.dfu
pack -b 0x08000000:boot.bin -i application.hex both.dfu
expect "elements of -b" "$(elements boot)" "0x08000000, size: 32;"
expect "elements of -i" "$(elements application)" "0x08004000, size: 16;"
expect "elements of -b and -i" "$(elements both)" \
  "0x08000000, size: 32;0x08004000, size: 16;0x08000000, size: 32;0x08004000, size: 16;"
expect "alternate settings of its targets" "$(pack both.dfu | grep -o 'alt setting: .' | tr '\n' ' ')" \
  "alt setting: 0 alt setting: 0 "
expect "its suffix, by dfu-suffix 0.11" "$(in_root dfu-suffix -c both.dfu | grep -c 'BCD DFU:.*0x011A')" 1

pack -s flash.s19 flash.dfu
pack -s zero.s19 zero.dfu
expect "elements of 48 bytes of S-records at 08000000h" "$(elements flash)" "0x08000000, size: 48;"
expect "elements of 48 bytes of S-records at 0" "$(elements zero)" "0x00000010, size: 32;"
