#!/bin/sh
# ubertooth-dfu 2018.12.R1 ends a download well that the device refuses, and never says that it is over.
#
# It asks for the status after each block, as DFU 1.1 wants it (6.1.2), and does not look at bStatus and
# bState. When the device stalls a block it prints "control message unsupported" and goes on with the next.
# It ends with status 0. The DFU_DNLOAD of length 0 that ends a download (6.1.1) is not sent, so that no
# manifestation begins. It checks the suffix of the file and sends it to the device with the image; a host
# must not do so (appendix B).
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device ubertooth=2018.12.R1-5.1

cd "$tmp"
head -c 1024 /dev/zero >image.bin
in_root ubertooth-dfu -s image.bin

update() {
  status=0
  on_device ATTRIBUTES=0x07 PRODUCT=1D50:6003 WRONG="$1" ubertooth-dfu -d image.dfu >output 2>seen || status=$?
}
update 0
expect "bytes of the image" "$(wc -c <image.bin)" 1024
expect "bytes that were sent" "$(awk '/^device: DNLOAD/ { sum += $3 } END { print sum }' seen)" 1280
expect "the last request" "$(tail -n 1 seen)" "device: GETSTATUS 6"
expect "status of ubertooth-dfu" "$status" 0
update 2
expect "blocks that a device stalls after the first" "$(grep -c 'control message unsupported' seen)" 4
expect "its last request" "$(tail -n 1 seen)" "device: GETSTATUS 6"
expect "status of ubertooth-dfu" "$status" 0
