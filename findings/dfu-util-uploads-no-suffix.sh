#!/bin/sh
# dfu-util 0.11 writes an upload without a DFU suffix.
#
# A host has to append a suffix to what it has read from a device, so that the file can be given back to a
# device of the kind that it came from (DFU 1.1, 6.2 and appendix B). dfu-util writes what it got and nothing
# more. dfu-suffix refuses the file, and dfu-util itself warns when it is to send it back. `dfu-suffix -v -p
# -d -a` appends one.
#
# The device here stands in the place of libusb (libusb_device.c).
set -eu
. "$(dirname "$0")/packages"
from_debian_with_device dfu-util=0.11-1

cd "$tmp"
status=0
on_device ATTRIBUTES=0x07 dfu-util -U read.bin >output 2>seen || status=$?
expect "status of dfu-util" "$status" 0
expect "uploads that the device saw" "$(grep -c '^device: UPLOAD' seen)" 2
expect "bytes in the file" "$(wc -c <read.bin)" 100
expect "the file, by dfu-suffix" "$(in_root dfu-suffix -c read.bin 2>&1 | grep -o 'Valid DFU suffix needed')" \
  "Valid DFU suffix needed"
on_device ATTRIBUTES=0x07 dfu-util -D read.bin >output 2>seen
expect "the file, by dfu-util" "$(grep -o 'A valid DFU suffix will be required.*' seen)" \
  "A valid DFU suffix will be required in a future dfu-util release"
in_root dfu-suffix -v 1209 -p 0d70 -d 0100 -a read.bin >/dev/null
on_device ATTRIBUTES=0x07 dfu-util -D read.bin >output 2>seen
expect "warnings about it when dfu-suffix has appended one" "$(grep -c 'DFU suffix' seen)" 0
