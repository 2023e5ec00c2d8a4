#!/bin/sh
# pydfuutil 0.11.3 cannot use a device that has two alternate settings.
#
# A device of DfuSe has an alternate setting for each memory (ST UM0424), and -a chooses one. For each setting
# that pydfuutil comes to, it goes through all settings of the interface. So it finds each of two settings
# twice, each of three three times. With -a it still has the chosen one twice, takes them for two devices,
# and ends with "More than one DFU capable USB device found!". A device with one setting can be updated.
#
# The device here stands in the place of pyusb's backend (dfuse_device.py).
set -eu
. "$(dirname "$0")/packages"
from_pypi pydfuutil==0.11.3 pyusb==1.3.1

cd "$tmp"
printf 'firmware' >image.bin
cat >host.py <<'PYTHON'
import sys
import dfuse_device


class Device(dfuse_device.Backend):
    def __init__(self, settings):
        super().__init__()
        self.settings = settings

    def get_interface_descriptor(self, device, interface, alternate, configuration):
        if alternate >= self.settings:
            raise IndexError
        descriptor = super().get_interface_descriptor(device, interface, 1, configuration)
        descriptor.bAlternateSetting = alternate
        return descriptor


device = Device(int(sys.argv.pop(1))).install()
from pydfuutil import __main__ as pydfuutil  # it looks for its backend at once
try:
    pydfuutil.main()
finally:
    print("memory", bytes(device.memory[:8]))
PYTHON
host() { PYTHONPATH=$here "$python" host.py "$@" >seen 2>&1; }
count() { grep -c "Found DFU.* alt=$1," seen || true; }

host 1 -l
expect "lines for the setting of a device with one" "$(count 0)" 1
host 2 -l
expect "lines for each setting of a device with two" "$(count 0) $(count 1)" "2 2"
host 3 -l
expect "lines for each setting of a device with three" "$(count 0) $(count 1) $(count 2)" "3 3 3"
host 1 -a 0 -s 0x08000000 -D image.bin
expect "a download to a device with one" "$(grep '^memory' seen)" "memory b'firmware'"
status=0
host 2 -a 0 -s 0x08000000 -D image.bin || status=$?
expect "status of one to a device with two" "$status" 74
expect "what it says" "$(grep -o 'More than one.*found!' seen | head -n 1)" \
  "More than one DFU capable USB device found!"
