#!/bin/sh
# pydfuutil 0.11.3 does nothing as long as a device of DFU 1.0 is connected.
#
# The functional descriptor of DFU 1.0 has 7 bytes; bcdDFUVersion came with DFU 1.1 (4.1.3), and made it 9.
# pydfuutil means to take a descriptor of 7 bytes for DFU 1.0, but reads 9 before that, and ends with an
# error of Python's struct. It looks at the descriptors of all devices first. So one device of DFU 1.0
# is enough, whichever device is meant: even -l says nothing.
#
# The devices here stand in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_pypi pydfuutil==0.11.3 pyusb==1.3.1

cd "$tmp"
cat >host.py <<'PYTHON'
import struct
import sys
import dfuse_device

DESCRIPTORS = {
    "1.0": struct.pack("<BBBHH", 7, 0x21, 7, 255, 64),
    "1.1": struct.pack("<BBBHHH", 9, 0x21, 7, 255, 64, 0x0110),
}


class Bus(dfuse_device.Backend):
    """A device with one setting for each functional descriptor."""

    def __init__(self, versions):
        super().__init__()
        self.devices = [DESCRIPTORS[version] for version in versions]

    def enumerate_devices(self):
        yield from self.devices

    def get_interface_descriptor(self, device, interface, alternate, configuration):
        if alternate:
            raise IndexError
        descriptor = super().get_interface_descriptor(device, interface, 0, configuration)
        descriptor.extra_descriptors = list(device)
        return descriptor


Bus(sys.argv[1:]).install()
from pydfuutil import __main__ as pydfuutil  # it looks for its backend at once
sys.argv = ["pydfuutil", "-l"]
pydfuutil.main()
PYTHON
list() {
  status=0
  PYTHONPATH=$here "$python" host.py "$@" >seen 2>&1 || status=$?
  echo "$(grep -c '^Found DFU' seen || true) found, status $status"
}
expect "two devices of DFU 1.1" "$(list 1.1 1.1)" "2 found, status 0"
expect "one of DFU 1.0" "$(list 1.0)" "0 found, status 1"
expect "what it says" "$(grep '^struct.error' seen)" "struct.error: unpack requires a buffer of 9 bytes"
expect "one of DFU 1.0 and one of DFU 1.1" "$(list 1.0 1.1)" "0 found, status 1"
