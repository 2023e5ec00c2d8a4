#!/bin/sh
# openFPGALoader 0.10.0 looks for a vendor that the file does not name.
#
# The suffix of a file names the vendor whose devices it is for (DFU 1.1, appendix B). openFPGALoader reads
# idVendor byte by byte with a sign: where its low byte is 80h or more, as in ST's 0483h, the high byte
# becomes FFh. It looks for FF83h, and finds no device, with the right one attached. A vendor as 1209h works,
# and so does 0483h when it is given with --vid and --pid too.
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device openfpgaloader=0.10.0+git20230202-edea24f-1 dfu-util=0.11-1

cd "$tmp"

update() {
  head -c 120 /dev/zero >image.dfu
  in_root dfu-suffix -v "$1" -p "$2" -d 0100 -a image.dfu >/dev/null
  vendor=$1 product=$2
  shift 2
  status=0
  on_device ATTRIBUTES=0x05 PRODUCT="$vendor:$product" openFPGALoader --dfu "$@" image.dfu >output 2>seen ||
    status=$?
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
