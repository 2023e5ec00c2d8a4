#!/bin/sh
# openFPGALoader 0.10.0 waits a millisecond at most, whatever bwPollTimeout is.
#
# A device tells with DFU_GETSTATUS how many milliseconds it is not to be asked again (DFU 1.1, 6.1.2), and
# one that is busy stalls what comes before (A.2.5). openFPGALoader makes 1 of each time that is not 0. So a
# device that is busy with a block for longer, and says so, cannot be updated; dfu-util 0.11 updates it.
# openFPGALoader writes "Fail" and ends with status 0.
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device openfpgaloader=0.10.0+git20230202-edea24f-1 dfu-util=0.11-1

cd "$tmp"
head -c 120 /dev/zero >image.dfu
in_root dfu-suffix -v 1209 -p 0d70 -d 0100 -a image.dfu >/dev/null

update() {
  status=0
  on_device ATTRIBUTES=0x05 WORK="$1" "$2" "$3" image.dfu >output 2>seen || status=$?
}
blocks() { grep -c '^device: DNLOAD 6[0-9]\|^device: DNLOAD 5[0-9]' seen; }
update 0 openFPGALoader --dfu
expect "blocks to a device that is never busy" "$(blocks)" 2
expect "status of openFPGALoader" "$status" 0
update 500 openFPGALoader --dfu
expect "blocks to one that is busy for half a second with each" "$(blocks)" 1
expect "what openFPGALoader says" "$(grep -h -o 'poll state\|^Fail' output seen | tr '\n' ';')" "poll state;Fail;"
expect "status of openFPGALoader" "$status" 0
update 500 dfu-util -D
expect "blocks of dfu-util" "$(blocks)" 2
expect "status of dfu-util" "$status" 0
