#!/bin/sh
# fwupdtool 2.0.20 converts Intel HEX and S-records to DfuSe without their address.
#
# A file of DfuSe says for each element where it is to be written (ST UM0391). `fwupdtool
# firmware-convert` reads the address of the source and leaves it out: the element is for address 0,
# whatever the source says. A conversion from DfuSe to DfuSe keeps the addresses, but replaces vendor,
# product and release of the DFU suffix (DFU 1.1, appendix B) by FFFFh, which means "any": the file no
# longer says for which product it is. Each conversion ends with status 0.
set -eu
. "$(dirname "$0")/packages"
from_debian fwupd=2.0.20-1~deb12u2 dfu-util=0.11-1

cd "$tmp"
cat >images.py <<'PYTHON'
import struct
import zlib


def checked(text, add):
    body = bytes.fromhex(text)
    return (body + bytes([(-sum(body) - add) & 255])).hex().upper() + "\n"


content = bytes(range(16))
with open("image.hex", "w") as file:
    file.write(":" + checked("020000040800", 0) + ":" + checked("10400000" + content.hex(), 0) + ":00000001FF\n")
with open("image.s19", "w") as file:
    file.write("S0030000FC\nS3" + checked("1508004000" + content.hex(), 1) + "S7" + checked("0508004000", 1))

element = struct.pack("<II", 0x08004000, len(content)) + content
target = b"Target" + struct.pack("<BI255sII", 0, 1, b"Internal Flash", len(element), 1) + element
image = b"DfuSe" + struct.pack("<BIB", 1, 11 + len(target), 1) + target
image += struct.pack("<HHHH3sB", 0x0100, 0xDF11, 0x0483, 0x011A, b"UFD", 16)
with open("image.dfu", "wb") as file:
    file.write(image + struct.pack("<I", ~zlib.crc32(image) & 0xFFFFFFFF))
PYTHON
python3 images.py

library=$tmp/root/usr/lib/x86_64-linux-gnu
convert() {
  env LD_LIBRARY_PATH="$library:$library/fwupd-2.0.20:$tmp/root/lib/x86_64-linux-gnu" HOME="$tmp" \
    FWUPD_DATADIR="$tmp/root/usr/share/fwupd" FWUPD_LOCALSTATEDIR="$tmp/var" \
    "$tmp/root/usr/bin/fwupdtool" firmware-convert "$1" "$2" "$3" dfuse >"$2.log" 2>&1 ||
    { cat "$2.log" >&2; exit 2; }
}
address() { dd if="$1" bs=1 skip=285 count=4 2>/dev/null | od -An -tx4 | tr -d ' '; }  # of the first element
ids() { in_root dfu-suffix -c "$1" | sed -n 's/^\(Vendor\|Product\) ID:.*0x//p; s/^BCD device:.*0x//p' | tr '\n' ' '; }
convert image.hex from-hex.dfu ihex
convert image.s19 from-s19.dfu srec
convert image.dfu from-dfuse.dfu dfuse
expect "address in Intel HEX that fwupdtool reads" "$(grep -o -m 1 '<addr>.*' from-hex.dfu.log)" \
  "<addr>0x8004000</addr>"
expect "address in the file of DfuSe that it makes" "$(address from-hex.dfu)" 00000000
expect "address in S-records that it reads" "$(grep -o -m 1 '<addr>.*' from-s19.dfu.log)" \
  "<addr>0x8004000</addr>"
expect "address in the file of DfuSe that it makes" "$(address from-s19.dfu)" 00000000
expect "address after DfuSe to DfuSe" "$(address from-dfuse.dfu)" 08004000
expect "release, product, vendor before, by dfu-suffix 0.11" "$(ids image.dfu)" "0100 DF11 0483 "
expect "release, product, vendor afterwards" "$(ids from-dfuse.dfu)" "FFFF FFFF FFFF "
