"""DFU devices as resources of labgrid.

labgrid's own DFUDevice is there in DFU mode only. A device under test mostly begins in run-time
mode, leaves it and comes back, and is the same device all the time.
"""
import attr
from labgrid.factory import target_factory
from labgrid.resource.remote import RemoteUSBResource
from labgrid.resource.udev import USBResource

# Class and subclass of a DFU interface (DFU 1.1, 4.2.1), as udev's usb_id writes them.
DFU_INTERFACE = ":fe01"


@target_factory.reg_resource
@attr.s(eq=False)
class USBDFUDevice(USBResource):
    """A USB device of this machine that has a DFU interface in either mode."""

    def filter_match(self, device):
        interfaces = device.properties.get("ID_USB_INTERFACES", "")
        return DFU_INTERFACE in interfaces and super().filter_match(device)


@target_factory.reg_resource
@attr.s(eq=False)
class NetworkUSBDFUDevice(RemoteUSBResource):
    """The same device, on the machine of an exporter."""

    def __attrs_post_init__(self):
        self.timeout = 10.0
        super().__attrs_post_init__()
