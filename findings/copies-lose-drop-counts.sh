#!/bin/sh
# Wireshark's tools leave out how many packets the recorder lost.
#
# A pcapng says in its interface statistics (isb_ifdrop) how many packets of usbmon did not reach the
# file. A DFU transfer that is missing because it was dropped then looks like a host that left it out.
# tshark -w, editcap and mergecap 4.0.17 write none of these blocks, so their copy hides the loss.
# Judge the file that the recorder wrote.
set -eu
. "$(dirname "$0")/packages"
from_debian tshark=4.0.17-0+deb12u3 wireshark-common=4.0.17-0+deb12u3

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
status = bytes.fromhex("a103000000000600")
with open("recorded.pcapng", "wb") as file:
    file.write(section() + interface())
    for time, record in control(5, status, bytes.fromhex("000000000200")):
        file.write(packet(time, record))
    file.write(statistics(1_000_000, 7))
PYTHON

statistics_in() {
  PYTHONPATH=$here python3 -c "import captures, sys; print(captures.blocks(sys.argv[1]).count(5))" "$1"
}
expect "blocks of statistics in the recording" "$(statistics_in recorded.pcapng)" 1
in_root tshark -r recorded.pcapng -w tshark.pcapng 2>/dev/null
expect "after tshark 4.0.17 -r -w" "$(statistics_in tshark.pcapng)" 0
in_root editcap recorded.pcapng editcap.pcapng
expect "after editcap 4.0.17" "$(statistics_in editcap.pcapng)" 0
in_root mergecap -w mergecap.pcapng recorded.pcapng
expect "after mergecap 4.0.17" "$(statistics_in mergecap.pcapng)" 0
