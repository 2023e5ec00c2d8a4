#!/bin/sh
# pydfuutil 0.11.3 reads no file of DfuSe.
#
# The file is made as ST's UM0391 describes it: prefix, one target with one element, DFU suffix with
# bcdDFU 011Ah. dfu-suffix 0.11 of Debian accepts it. pydfuutil reads the prefix behind eleven zeros that
# it keeps as room for it, looks for the signature in the zeros, and ends with "No valid DfuSe
# signature", whatever the file holds. What a project downloads raw with an address still works.
set -eu
. "$(dirname "$0")/packages"
from_debian dfu-util=0.11-1
from_pypi pydfuutil==0.11.3

cd "$tmp"
cat >load.py <<'PYTHON'
import struct
import zlib
from pydfuutil import dfu, dfuse
from pydfuutil.dfu_file import DfuFile, PrefixReq, SuffixReq

element = struct.pack("<II", 0x08000000, 64) + bytes(range(64))
target = b"Target" + struct.pack("<BI255sII", 0, 1, b"Internal Flash", len(element), 1) + element
image = b"DfuSe" + struct.pack("<BIB", 1, 11 + len(target), 1) + target
image += struct.pack("<HHHH3sB", 0x0100, 0xDF11, 0x0483, 0x011A, b"UFD", 16)
image += struct.pack("<I", ~zlib.crc32(image) & 0xFFFFFFFF)
with open("image.dfu", "wb") as file:
    file.write(image)

file = DfuFile("image.dfu")
file.load(SuffixReq.NEEDS_SUFFIX, PrefixReq.MAYBE_PREFIX)
print(f"bcdDFU {file.bcdDFU:04X}h", flush=True)
elsewhere = dfu.DfuIf(altsetting=1)  # no target of the file is for it, so nothing is sent
dfuse.do_dfuse_download(elsewhere, 64, file, dfuse.RuntimeOptions())
print("done parsing", flush=True)
PYTHON
status=0
"$python" load.py >seen 2>&1 || status=$?
in_root dfu-suffix -c image.dfu >suffix
expect "dfu-suffix 0.11" "$(grep -c 'BCD DFU:.*0x011A' suffix)" 1
expect "suffix, by pydfuutil" "$(grep bcdDFU seen)" "bcdDFU 011Ah"
expect "image, by pydfuutil" "$(grep -o 'No valid.*\|done parsing' seen)" "No valid DfuSe signature"
expect "its status" "$status" 65
