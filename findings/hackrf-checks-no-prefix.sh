#!/bin/sh
# The DFU files of hackrf-firmware 2022.09.1 have a CRC that is not theirs.
#
# The CRC of a DFU suffix is that of the whole file before it (DFU 1.1, appendix B). These files begin with
# 16 bytes that the boot ROM of NXP's LPC43xx asks for, and their CRC leaves those out: the suffix was made
# before the prefix was put in front. dfu-suffix refuses the files. dfu-util warns, takes the file for one
# without a suffix, so that vendor and product are not compared, and sends the suffix to the device.
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device hackrf-firmware=2022.09.1-3 dfu-util=0.11-1

cd "$tmp"

check() { in_root dfu-suffix -c "$1" 2>&1 | sed -n 's/^CRC:\t*//p; s/.*\(suffix CRC does not match\)/\1/p'; }
sent() {
  on_device ATTRIBUTES=0x05 dfu-util -D "$1" 2>&1 >/dev/null |
    awk '/^device: DNLOAD/ { bytes += $3 } /CRC does not match/ { note = ", with a warning" } END { print bytes note }'
}
for board in one jawbreaker rad1o; do
  cp "$tmp/root/usr/share/hackrf/hackrf_${board}_usb.dfu" "$board.dfu"
  tail -c +17 "$board.dfu" >"$board-without-prefix.dfu"
  expect "dfu-suffix 0.11, $board" "$(check "$board.dfu")" "suffix CRC does not match"
done
expect "without its prefix, one" "$(check one-without-prefix.dfu)" 0xE810154D
expect "without its prefix, jawbreaker" "$(check jawbreaker-without-prefix.dfu)" 0xCAAAA203
expect "without its prefix, rad1o" "$(check rad1o-without-prefix.dfu)" 0xC52EA2A9
expect "bytes of the file, one" "$(wc -c <one.dfu)" 44912
expect "bytes that dfu-util 0.11 sends" "$(sent one.dfu)" "44912, with a warning"
head -c 44896 one.dfu >right.dfu
in_root dfu-suffix -v 1209 -p 0d70 -a right.dfu >/dev/null 2>&1
expect "bytes that it sends when the CRC is that of the file" "$(sent right.dfu)" 44896
