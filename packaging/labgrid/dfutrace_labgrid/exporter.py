"""labgrid's exporter, which exports a USBDFUDevice too.

labgrid 26.0 has no way to add a kind of resource to its exporter from outside (its issue 1205).
"""
import attr
from labgrid.remote import exporter

from .resources import USBDFUDevice


@attr.s(eq=False)
class USBDFUExport(exporter.USBGenericExport):
    """The export of a USBDFUDevice, with the parameters of every USB device."""

    def __attrs_post_init__(self):
        # Not that of USBGenericExport: it finds the class in labgrid's own module only.
        super(exporter.USBGenericExport, self).__attrs_post_init__()
        self.data["cls"] = "NetworkUSBDFUDevice"
        self.local = USBDFUDevice(target=None, name=None, **self.local_params)


def main():
    exporter.exports["USBDFUDevice"] = USBDFUExport
    exporter.main()


if __name__ == "__main__":
    main()
