#!/bin/sh
# scapy 2.8.0 writes control transfers of USBPcap with a length that is one too large.
#
# headerLen counts the header with what belongs to a kind of transfer, as the stage of a control transfer;
# dataLength is what follows it (USBPcap, capture format specification). scapy has a layer for the header and
# one for the stage, and counts the stage in both. So each control packet that it makes says one byte more
# than there is: a completion without data has one. What scapy reads and writes back unchanged stays right, and
# so does a bulk transfer, which has no stage.
set -eu
. "$(dirname "$0")/packages"
from_pypi scapy==2.8.0

cd "$tmp"
cat >packets.py <<'PYTHON'
import struct
from scapy.layers.usb import USBpcap, USBpcapTransferControl
from scapy.packet import Raw

setup = bytes.fromhex("2101000000004000")
packets = {
    "dnload": USBpcap(function=0x1B, transfer=2) / USBpcapTransferControl(stage=0) / Raw(setup + bytes(64)),
    "completion": USBpcap(function=0x1B, transfer=2, info=1) / USBpcapTransferControl(stage=3),
    "bulk": USBpcap(function=0x09, transfer=3, endpoint=1) / Raw(bytes(64)),
}
for name, packet in packets.items():
    record = bytes(packet)
    header, = struct.unpack_from("<H", record)
    data, = struct.unpack_from("<I", record, 23)
    print(name, "dataLength", data, "of", len(record) - header)
right = USBpcap(bytes(packets["dnload"])[:23] + struct.pack("<I", 72) + bytes(packets["dnload"])[27:])
print("read", "dataLength", *struct.unpack_from("<I", bytes(right), 23), "of", 72)
PYTHON
"$python" packets.py >seen
said() { sed -n "s/^$1 //p" seen; }
expect "a DFU_DNLOAD of 64 bytes, with its setup packet" "$(said dnload)" "dataLength 73 of 72"
expect "its completion" "$(said completion)" "dataLength 1 of 0"
expect "one that was read" "$(said read)" "dataLength 72 of 72"
expect "a bulk transfer of 64 bytes" "$(said bulk)" "dataLength 64 of 64"
