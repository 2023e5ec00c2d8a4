#!/bin/sh
# usbrply 2.1.1 leaves the blocks of a DFU download out of the replay that it writes.
#
# It drops standard requests of the enumeration unless --setup is given, and gives class requests 0, 1
# and 3 the names of standard ones (GET_STATUS, CLEAR_FEATURE, SET_FEATURE). In a session of DFU these
# are DFU_DETACH, DFU_DNLOAD and DFU_GETSTATUS (DFU 1.1, Table 3.2). So the replay keeps DFU_UPLOAD and
# DFU_ABORT, and reads a device that nobody wrote to. With --setup all are there.
set -eu
. "$(dirname "$0")/packages"
from_pypi usbrply==2.1.1 python-pcapng==2.1.1

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
steps = [
    ("2100e80300000000", b""),
    ("2101000000004000", bytes(range(64))), ("a103000000000600", bytes.fromhex("000000000500")),
    ("2106000000000000", b""), ("a102000000004000", bytes(range(64))), ("2106000000000000", b""),
]
with open("session.pcapng", "wb") as file:
    file.write(section() + interface())
    for number, (setup, data) in enumerate(steps, 1):
        for time, record in control(5, bytes.fromhex(setup), data, urb=number, time=number * 10_000):
            file.write(packet(time, record))
PYTHON

requests() {
  "$tmp/venv/bin/usbrply" "$@" session.pcapng |
    grep -o 'control[A-Z][a-z]*(0x.., 0x..' | sed 's/.*, 0x0//' | tr '\n' ' '
}
expect "requests of the replay" "$(requests)" "6 2 6 "
expect "requests of the replay with --setup" "$(requests --setup)" "0 1 3 6 2 6 "
