#!/bin/sh
# tshark 4.0.17 shows wrong times for a pcapng whose clock counts picoseconds.
#
# Recorders in hardware count in small units, and a pcapng says so with if_tsresol. With nanoseconds
# tshark is right. With picoseconds the two packets, a quarter of a second apart, are 8 milliseconds
# apart and in the wrong order, so that no bwPollTimeout can be judged by its times. tcpdump 4.99.3
# (libpcap 1.10.3) is right with both.
set -eu
. "$(dirname "$0")/packages"
from_debian tshark=4.0.17-0+deb12u3 tcpdump=4.99.3-1

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
submission, completion = control(5, bytes.fromhex("a103000000000600"), bytes.fromhex("000000000200"))
for name, exponent in (("nanoseconds", 9), ("picoseconds", 12)):
    second = 10 ** exponent
    with open(f"{name}.pcapng", "wb") as file:
        file.write(section() + interface(options=option(9, bytes([exponent]))))
        file.write(packet(second // 4, submission[1]) + packet(second // 2, completion[1]))
PYTHON

by_tshark() { in_root tshark -r "$1.pcapng" -T fields -e frame.time_epoch 2>/dev/null | tr '\n' ' '; }
by_tcpdump() { in_root tcpdump -tt -r "$1.pcapng" 2>/dev/null | cut -d ' ' -f 1 | tr '\n' ' '; }
expect "tshark 4.0.17, nanoseconds" "$(by_tshark nanoseconds)" "0.250000000 0.500000000 "
expect "tshark 4.0.17, picoseconds" "$(by_tshark picoseconds)" "0.010192327 0.001937910 "
expect "tcpdump 4.99.3, nanoseconds" "$(by_tcpdump nanoseconds)" "0.250000 0.500000 "
expect "tcpdump 4.99.3, picoseconds" "$(by_tcpdump picoseconds)" "0.250000 0.500000 "
