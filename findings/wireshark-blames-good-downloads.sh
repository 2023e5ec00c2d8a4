#!/bin/sh
# Wireshark 4.0.17 marks a DFU download that is right.
#
# The session: the descriptors of a DFU device, one block, its status, the end of the download.
# tshark 4.0.17 finds no DFU in it, although the interface descriptor names the class (DFU 1.1, 4.2.3);
# it has to be told with -d. Then it marks the completion of each DFU_DNLOAD "Unexpected response"
# (DFU 1.1, 6.1.1: the request has no answer of its own), calls the download of length 0 that ends the
# transfer malformed (6.1.1 asks for it), and names its completion Get Status.
set -eu
. "$(dirname "$0")/packages"
from_debian tshark=4.0.17-0+deb12u3

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
device = bytes.fromhex("12010002000000400912700d000101020101")
functional = bytes.fromhex("0921072c0140001001")
interface_descriptor = bytes.fromhex("0904000000fe010200")
configuration = bytes.fromhex("0902") + struct.pack("<H", 27) + bytes.fromhex("0101008032") \
    + interface_descriptor + functional
steps = [
    ("8006000100001200", device), ("8006000200001b00", configuration),
    ("0009010000000000", b""), ("2101000000004000", bytes(range(64))),
    ("a103000000000600", bytes.fromhex("000000000500")),
    ("2101010000000000", b""), ("a103000000000600", bytes.fromhex("000000000200")),
]
records = []
for number, (setup, data) in enumerate(steps):
    records += control(5, bytes.fromhex(setup), data, urb=number, time=number * 10_000)
pcap("download.pcap", records)
PYTHON

frames() { in_root tshark -r download.pcap "$@" -T fields -e frame.number 2>/dev/null | tr '\n' ' '; }
as_dfu=usb.product==0x12090d70,usbdfu

expect "frames that are DFU" "$(frames -Y usbdfu)" ""
expect "frames that are DFU with -d $as_dfu" "$(frames -d "$as_dfu" -Y usbdfu)" "7 8 9 10 11 12 13 14 "
expect "completions called an unexpected response" \
  "$(frames -d "$as_dfu" -Y 'usbdfu && _ws.expert.message contains "Unexpected response"')" "8 "
expect "frames called malformed" "$(frames -d "$as_dfu" -Y _ws.malformed)" "11 12 "
expect "the completion of the last DFU_DNLOAD" \
  "$(in_root tshark -r download.pcap -d "$as_dfu" -Y frame.number==12 -T fields -e usbdfu.response 2>/dev/null)" 3
