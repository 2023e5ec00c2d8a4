#!/bin/sh
# usbmon-tools 3.0.0 shows a packet twice where a capture of USBPcap has a record that is no transfer.
#
# USBPcap 1.5 notes what is no transfer, for instance that a pipe was aborted, with the type FEh (release
# notes of 1.5.0.0). usbmon-tools means to skip such a record, but puts the packet before it into the
# session again. The record may be of any device on the bus. Here it follows a DFU_DNLOAD: the host seems to
# have sent a block twice, and its completion is no longer the other half of it (numbers from 0 are pairs,
# the 7 is that of the IRP).
set -eu
. "$(dirname "$0")/packages"
from_pypi usbmon-tools==3.0.0 python-pcapng==2.1.1 construct==2.10.70 click==8.5.1

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
steps = [("2101000000000400", b"\x5a" * 4), ("a103000000000600", bytes.fromhex("000000000500"))]
abort = usbpcap(9, irp=99, endpoint=0x81, transfer=0xFE, function=0x02)  # of another device
for name, other in (("alone", []), ("busy", [(50, abort)])):
    records = []
    for number, (setup, data) in enumerate(steps):
        records += usbpcap_control(5, bytes.fromhex(setup), data, irp=7 + number, time=number * 10_000)
    with open(f"{name}.pcapng", "wb") as file:
        file.write(section() + interface(USBPCAP))
        for time, record in sorted(records + other, key=lambda it: it[0]):
            file.write(packet(time, record))
PYTHON

text() {
  "$tmp/venv/bin/usbmon-pcapng2text" --address-prefix 1.5 "$1.pcapng" |
    sed 's/^0*\([0-9]\) [0-9]* \(.\).*:0 \(s .. ..\)\{0,1\}.*/\1 \2 \3/; s/ $//' | tr '\n' ';'
}
expect "number, kind and request of the packets" "$(text alone)" "0 S s 21 01;0 C;1 S s a1 03;1 C;"
expect "with an aborted pipe of another device" "$(text busy)" "0 S s 21 01;0 S s 21 01;7 C;1 S s a1 03;1 C;"
