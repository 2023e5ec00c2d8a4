#!/bin/sh
# usb-rea 0.7.1 leaves out all that devices answer in control transfers, where USBPcap recorded them.
#
# Since USBPcap 1.5 a control transfer has two records: SETUP with what the host sends, and COMPLETE with
# what the device answers (release notes of 1.5.0.0). usb-rea takes answers from the stage DATA only, which
# was written before. So a session of DFU that was recorded on Windows has no status, no state and nothing
# that was read from the device; and the report says that there is no GET_DESCRIPTOR in the capture, which
# is its first packet. The same session of usbmon is read whole.
set -eu
. "$(dirname "$0")/packages"
from_pypi --no-deps usb-rea==0.7.1

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
device = bytes.fromhex("12010002000000400912700d000101020101")
steps = [
    ("8006000100001200", device), ("2101000000004000", b"\x5a" * 64),
    ("a103000000000600", bytes.fromhex("000000000500")), ("2106000000000000", b""),
    ("a102000000000400", b"\xc3" * 4), ("2106000000000000", b""),
]
usbmon_records, usbpcap_records = [], []
for number, (setup, data) in enumerate(steps):
    setup, time = bytes.fromhex(setup), number * 10_000
    usbmon_records += control(5, setup, data, urb=number, time=time)
    usbpcap_records += usbpcap_control(5, setup, data, irp=number, time=time)
pcap("usbmon.pcap", usbmon_records)
pcap("usbpcap.pcap", usbpcap_records, USBPCAP)
PYTHON

rea() { "$tmp/venv/bin/usb-rea" "$@"; }
answers() { rea transfers "$1" | sed -n 's/.* IN  \([0-9a-f ]*\)$/\1/p' | tr '\n' ';'; }
device() { rea report "$1" --labels download | sed -n 's/^Device: //p'; }
expect "answers in the capture of usbmon" "$(answers usbmon.pcap)" \
  "12 01 00 02 00 00 00 40 09 12 70 0d 00 01 01 02 01 01;00 00 00 00 05 00;c3 c3 c3 c3;"
expect "its device" "$(device usbmon.pcap)" '`1209:0d70`'
expect "requests in the capture of USBPcap" "$(rea transfers usbpcap.pcap | wc -l)" 6
expect "answers in it" "$(answers usbpcap.pcap)" ""
expect "its device" "$(device usbpcap.pcap)" '`unknown (no GET_DESCRIPTOR in capture)`'
