#!/bin/sh
# QEMU 7.2 records USB with the same id for every URB.
#
# `pcap=FILE` of a USB device writes records in usbmon's form. There the id tells which completion
# belongs to which submission (Linux, Documentation/usb/usbmon.rst); QEMU writes 0 for all, bus 0, and
# status 0 in submissions, where usbmon has -115 (EINPROGRESS). A reader that pairs by id cannot tell two
# transfers apart that wait at the same time. The records here are those of the firmware of the virtual
# machine, which enumerates a tablet.
set -eu
. "$(dirname "$0")/packages"
from_debian qemu-system-x86=1:7.2+dfsg-7+deb12u18+b3 seabios=1.16.2-1 tshark=4.0.17-0+deb12u3

cd "$tmp"
timeout 10 env LD_LIBRARY_PATH="$tmp/root/usr/lib/x86_64-linux-gnu:$tmp/root/lib/x86_64-linux-gnu" \
  "$tmp/root/usr/bin/qemu-system-x86_64" -L "$tmp/root/usr/share/qemu" -L "$tmp/root/usr/share/seabios" \
  -accel tcg -display none -nodefaults -device qemu-xhci -device usb-tablet,pcap=recorded.pcap || true

values() { in_root tshark -r recorded.pcap -T fields -e "$1" 2>/dev/null | sort -u | tr '\n' ' '; }
expect "records" "$(in_root tshark -r recorded.pcap 2>/dev/null | wc -l)" 6
expect "kinds of record" "$(values usb.urb_type)" "'C' 'S' "
expect "ids" "$(values usb.urb_id)" "0x0000000000000000 "
expect "buses" "$(values usb.bus_id)" "0 "
expect "statuses" "$(values usb.urb_status)" "0 "
