#!/bin/sh
# tcpdump 4.99.3 (libpcap 1.10.3) reads no packet of a USB capture that has a second interface of
# another link type, even an empty one.
#
# pcapng allows it (each interface description has its own link type), and usbipd-win writes such files:
# packets of USB (220) beside an interface of raw IP (101) that has none. tshark 4.0.17 reads the
# same file whole.
set -eu
. "$(dirname "$0")/packages"
from_debian tcpdump=4.99.3-1 tshark=4.0.17-0+deb12u3

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
transfer = control(5, bytes.fromhex("a103000000000600"), bytes.fromhex("000000000200"))
for name, interfaces in (("one", interface()), ("two", interface() + interface(101))):
    with open(f"{name}.pcapng", "wb") as file:
        file.write(section() + interfaces)
        for time, record in transfer:
            file.write(packet(time, record))
PYTHON

by_tcpdump() { in_root tcpdump -r "$1.pcapng" 2>"$1.errors" | wc -l; }
expect "packets of one interface, by tcpdump" "$(by_tcpdump one)" 2
expect "packets beside an empty interface, by tcpdump" "$(by_tcpdump two)" 0
expect "its message" "$(grep -o 'an interface has a type .*' two.errors)" \
  "an interface has a type 101 different from the type of the first interface"
expect "packets beside an empty interface, by tshark" "$(in_root tshark -r two.pcapng 2>/dev/null | wc -l)" 2
