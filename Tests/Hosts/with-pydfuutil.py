"""Runs PyPI's pydfuutil, a dfu-util in Python, on the device of a USB/IP server.

The device is brought into DFU mode first: pydfuutil 0.11.3 goes on with the pyusb objects of the
device that has left, and ends with "USB/IP connection closed". `--run-time` leaves it as it is.
usage: with-pydfuutil.py PORT [--run-time] [OPTION OF DFU-UTIL...]
"""
import sys

import dfu_host
import pydfuutil

host = dfu_host.Host(int(sys.argv.pop(1)))
if "--run-time" in sys.argv:
    sys.argv.remove("--run-time")
else:
    host.enter_dfu_mode()
pydfuutil.DEFAULT_BACKEND = host.device.backend

from pydfuutil.__main__ import main  # noqa: E402  it takes the backend when it is imported

main()
