#!/bin/sh
# dfu-util 0.11 reports an error after a good download, and leaves out the reset that the device needs.
#
# A device with neither bitManifestationTolerant nor bitWillDetach answers nothing any more when its
# manifestation is done: it waits for a bus reset (DFU 1.1, section 7 and A.2.9). dfu-util asks on
# with DFU_GETSTATUS, gets no answer, and ends with "unable to read DFU status after completion" and
# status 74. It resets a device only if that tells dfuMANIFEST-WAIT-RESET, which such a device cannot,
# and the error lets it skip the reset that -R asks for. So the new firmware does not start before
# somebody replugs the device.
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device dfu-util=0.11-1

cd "$tmp"
head -c 100 /dev/zero >image.bin

update() {
  name=$1 attributes=$2
  shift 2
  status=0
  on_device ATTRIBUTES="$attributes" dfu-util "$@" -D image.bin >output 2>"$name" || status=$?
}
requests() { sed -n 's/^device: //p' "$1" | tr '\n' ';'; }
update tolerant 0x05
expect "requests to a manifestation tolerant device" "$(requests tolerant)" \
  "GETSTATUS 6;DNLOAD 64;GETSTATUS 6;DNLOAD 36;GETSTATUS 6;DNLOAD 0;GETSTATUS 6;GETSTATUS 6;"
expect "status of dfu-util" "$status" 0
update waiting 0x01
expect "requests to one that waits for a reset" "$(requests waiting)" \
  "GETSTATUS 6;DNLOAD 64;GETSTATUS 6;DNLOAD 36;GETSTATUS 6;DNLOAD 0;GETSTATUS 6;GETSTATUS 6;"
expect "its message" "$(grep -o 'unable to read.*' waiting)" "unable to read DFU status after completion (TIMEOUT)"
expect "status of dfu-util" "$status" 74
update reset 0x01 -R
expect "requests with -R" "$(requests reset)" "$(requests waiting)"
expect "status of dfu-util with -R" "$status" 74
update reset-tolerant 0x05 -R
expect "requests with -R to a manifestation tolerant device" "$(requests reset-tolerant)" \
  "$(requests tolerant)DETACH 0;reset in state 2;"
