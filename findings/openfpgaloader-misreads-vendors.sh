#!/bin/sh
# openFPGALoader 0.10.0 looks for a vendor that the file does not name.
#
# The suffix of a file names the vendor whose devices it is for (DFU 1.1, appendix B). openFPGALoader reads
# idVendor byte by byte with a sign: where its low byte is 80h or more, as in ST's 0483h, the high byte
# becomes FFh. It looks for FF83h, and finds no device, with the right one attached. A vendor as 1209h works,
# and so does 0483h when it is given with --vid and --pid too.
#
# The device here stands in the place of libusb (libusb_device.c); tcc compiles it with the headers of
# libusb and libc6-dev.
set -eu
. "$(dirname "$0")/packages"
from_debian openfpgaloader=0.10.0+git20230202-edea24f-1 dfu-util=0.11-1 \
  tcc=0.9.27+git20200814.62c30a4a-1 libusb-1.0-0-dev=2:1.0.26-1 libc6-dev

cd "$tmp"
libusb_device

update() {
  head -c 120 /dev/zero >image.dfu
  in_root dfu-suffix -v "$1" -p "$2" -d 0100 -a image.dfu >/dev/null
  vendor=$1 product=$2
  shift 2
  status=0
  env ATTRIBUTES=0x05 PRODUCT="$vendor:$product" LD_PRELOAD="$tmp/libusb-1.0.so.0" \
    LD_LIBRARY_PATH="$tmp/root/usr/lib/x86_64-linux-gnu:$tmp/root/lib/x86_64-linux-gnu" \
    "$tmp/root/usr/bin/openFPGALoader" --dfu "$@" image.dfu >output 2>seen || status=$?
}
looked() { cat output seen | grep -o 'Open device ....:....' | tr '\n' ';'; }
update 1209 0d70
expect "devices looked for with a file for 1209:0d70" "$(looked)" "Open device 1209:0d70;"
expect "status of openFPGALoader" "$status" 0
update 0483 df11
expect "devices looked for with a file for 0483:df11" "$(looked)" "Open device ff83:df11;"
expect "status of openFPGALoader" "$status" 1
update 0483 df11 --vid 0x0483 --pid 0xdf11
expect "devices looked for with --vid and --pid" "$(looked)" "Open device ff83:df11;Open device 0483:df11;"
expect "status of openFPGALoader" "$status" 0
