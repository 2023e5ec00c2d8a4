"""Runs PyPI's pydfuutil, a dfu-util in Python, on the device of a USB/IP server.

usage: with-pydfuutil.py PORT [OPTION OF DFU-UTIL...]
"""
import sys

import pydfuutil
import usb_backend

pydfuutil.DEFAULT_BACKEND = usb_backend.Backend("127.0.0.1", int(sys.argv.pop(1)), timeout=10)

from pydfuutil.__main__ import main  # noqa: E402  it takes the backend when it is imported

main()
