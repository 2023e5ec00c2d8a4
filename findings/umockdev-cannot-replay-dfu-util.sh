#!/bin/sh
# umockdev 0.17.16 replays no session of dfu-util 0.11: it knows no SET_INTERFACE.
#
# umockdev gives a program a device from a description and the transfers from a capture of usbmon.
# `dfu-util -l` finds the device. A download sets the alternate setting first, for which Linux has a
# request of its own (USBDEVFS_SETINTERFACE); umockdev does not answer it, and dfu-util ends with
# "Cannot set alternate interface". The capture is not asked, whether it holds the transfer or not.
set -eu
. "$(dirname "$0")/packages"
from_debian umockdev=0.17.16-1 libumockdev0=0.17.16-1 dfu-util=0.11-1

cd "$tmp"
PYTHONPATH=$here python3 - <<'PYTHON'
from captures import *
device = bytes.fromhex("12010002000000400912700d000100000001")
configuration = bytes.fromhex("09021b00010100803209 04000000fe010200 092107640040001001")
steps = [
    ("010b000000000000", b""), ("a103000000000600", bytes.fromhex("000000000200")),
    ("2101000000004000", bytes(range(64))), ("a103000000000600", bytes.fromhex("000000000500")),
    ("2101010000000000", b""), ("a103000000000600", bytes.fromhex("000000000200")),
]
records = []
for number, (setup, data) in enumerate(steps, 1):
    records += control(5, bytes.fromhex(setup), data, urb=number, time=number * 10_000)
pcap("session.pcap", records)
with open("image.bin", "wb") as file:
    file.write(bytes(range(64)))
with open("device.umockdev", "w") as file:
    file.write(f"""P: /devices/usb1/1-1
N: bus/usb/001/005
E: DEVNAME=/dev/bus/usb/001/005
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
E: BUSNUM=001
E: DEVNUM=005
E: MAJOR=189
E: MINOR=4
A: busnum=1\\n
A: devnum=5\\n
A: bConfigurationValue=1\\n
A: bNumConfigurations=1\\n
A: speed=12\\n
A: idVendor=1209\\n
A: idProduct=0d70\\n
H: descriptors={(device + configuration).hex().upper()}
""")
PYTHON

replayed() {
  PATH=$tmp/root/usr/bin:$PATH in_root umockdev-run --device device.umockdev \
    --pcap /sys/devices/usb1/1-1=session.pcap -- dfu-util "$@" 2>&1
}
expect "devices that dfu-util -l finds" "$(replayed -l | grep -c 'Found DFU: \[1209:0d70\]')" 1
expect "dfu-util -D" "$(replayed -D image.bin | grep 'alternate interface')" \
  "dfu-util: Cannot set alternate interface: LIBUSB_ERROR_OTHER"
