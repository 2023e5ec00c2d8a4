"""A DFU device that is not ours: the DFU class of the package `usbip`, over USB/IP on port 3240.

One target, kept in memory; what lies beyond its capacity is refused (errADDRESS).
"""

import time

from usbip.classes.device.dfu import DFU
from usbip.device import USBDevice
from usbip.transport import USBIP

CAPACITY = 8192


class Memory:
    """The store behind one alternate setting, as the DFU class wants it."""

    name = "memory"
    i_string = 0

    def __init__(self):
        self.content = bytearray()

    @property
    def length(self):
        return len(self.content)

    def begin_download(self):
        self.content.clear()

    def finish_download(self):
        pass

    def write(self, offset, data):
        if offset + len(data) > CAPACITY:
            raise IndexError(offset)
        self.content[offset : offset + len(data)] = data

    def read(self, offset, size):
        return bytes(self.content[offset : offset + size])


device = USBDevice(0x1209, 0x0D11, product="DFU of usbip-python", serial="1")
device.add(DFU([Memory()]))
device.plug(via=USBIP("127.0.0.1", 3240))
while True:
    time.sleep(3600)
