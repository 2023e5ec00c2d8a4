#!/bin/sh
# libdfu of Debian (libdfu-ahp 1.0, 2022-12-15) returns the same for a good download and for one that failed.
#
# dfu_flash and dfu_flash_filename download a file to a device. For a file of another device they return EINVAL,
# as an error. When the device has taken the image, they return 6; as a number of errno that is ENXIO. When the
# device stalls a block, they return 6 too, and *finished is 1 in both cases. 6 is the length of the status that
# they read before the first block. Only *progress tells: it is 100 at the end of a good download. A device
# that stalls a block goes to dfuERROR and has no new firmware (DFU 1.1, A.2).
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device libdfu1=1.0~git20221215.dd2df39-3 dfu-util=0.11-1

cd "$tmp"
head -c 200 /dev/zero >image.dfu
cp image.dfu other.dfu
in_root dfu-suffix -v 1209 -p 0d70 -d 0100 -a image.dfu >suffix
in_root dfu-suffix -v 1209 -p 0d71 -d 0100 -a other.dfu >suffix
cat >flash.py <<'PYTHON'
import ctypes
import sys

progress, finished = ctypes.c_int(-1), ctypes.c_int(-1)
library = ctypes.CDLL("libdfu.so.1")
result = library.dfu_flash_filename(sys.argv[1].encode(), ctypes.byref(progress), ctypes.byref(finished))
print("returns", result, "finished", finished.value, "progress", progress.value)
PYTHON
flash() { on_device ATTRIBUTES=0x07 WRONG="$1" python3 flash.py "$2" 2>seen; }

expect "a device that takes the image" "$(flash 0 image.dfu)" "returns 6 finished 1 progress 100"
expect "its last requests" "$(tail -n 3 seen | tr '\n' ' ')" "device: DNLOAD 0 device: GETSTATUS 6 device: GETSTATUS 6 "
expect "a device that stalls the second block" "$(flash 2 image.dfu)" "returns 6 finished 1 progress 24"
expect "its last request" "$(grep '^device:' seen | tail -n 1)" "device: DNLOAD 64"
expect "a file of another device" "$(flash 0 other.dfu)" "returns 22 finished 1 progress -1"
