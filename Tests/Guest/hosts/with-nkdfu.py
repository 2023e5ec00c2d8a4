"""Downloads a file by the class DFU of PyPI's nkdfu. The tool's own command takes one product only.
usage: with-nkdfu.py FILE
"""
import sys

import usb1
from nkdfu.dfu import DFU

with usb1.USBContext() as context, open(sys.argv[1], "rb") as file:
    device = next(d for d in context.getDeviceList() if d.getVendorID() == 0x20B1)
    DFU(device.open()).download(file.read())
    print("Finished")
