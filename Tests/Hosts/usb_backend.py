"""PyPI's USB/IP client as a backend of pyusb, with what a host's kernel does besides.

pyusb-usbip-backend 0.0.1 configures no device, makes up the device descriptor, and gives no class
descriptors. A host on a kernel finds all of that done, so it is done here.
"""
import struct

import usb.core
import usbip_backend


class Backend(usbip_backend.USBIPBackend):
    """The device of one server."""

    def _import_device(self, dev):
        connection = super()._import_device(dev)
        self.set_configuration(connection, 1)
        return connection

    def close(self):
        """Ends the connection: the device loses its power, or comes back after it has left."""
        for connection in self._conns.values():
            connection.close()
        self._conns.clear()

    def get_device_descriptor(self, dev):
        """The descriptor that the device sends (USB 2.0, 9.6.1)."""
        descriptor = super().get_device_descriptor(dev)
        fields = struct.unpack("<BBHBBBBHHHBBBB", self._get_device_descriptor_raw(dev))
        (descriptor.bcdUSB, descriptor.bDeviceClass, descriptor.bDeviceSubClass,
         descriptor.bDeviceProtocol, descriptor.bMaxPacketSize0, descriptor.idVendor,
         descriptor.idProduct, descriptor.bcdDevice, descriptor.iManufacturer,
         descriptor.iProduct, descriptor.iSerialNumber, descriptor.bNumConfigurations) = fields[2:]
        return descriptor

    def get_interface_descriptor(self, dev, intf, alt, config):
        """The descriptor, with the class descriptors behind it (USB 2.0, 9.6.5)."""
        descriptor = super().get_interface_descriptor(dev, intf, alt, config)
        descriptor.extra_descriptors = list(class_descriptors(
            self._get_config_raw(dev, config), descriptor))
        return descriptor


def descriptors(raw):
    """The descriptors of a configuration, one after the other."""
    offset = 0
    while offset + 2 <= len(raw) and raw[offset] >= 2:
        yield raw[offset:offset + raw[offset]]
        offset += raw[offset]


def class_descriptors(raw, interface):
    """The bytes between an alternate setting and the next descriptor of USB itself."""
    found, is_here = b"", False
    for descriptor in descriptors(raw):
        if descriptor[1] == 4:
            is_here = (descriptor[2], descriptor[3]) == (
                interface.bInterfaceNumber, interface.bAlternateSetting)
        elif is_here and descriptor[1] != 5:
            found += descriptor
    return found


def find(port):
    """The only device of the server; an error while it has none."""
    backend = Backend("127.0.0.1", port, timeout=10)
    device = usb.core.find(backend=backend)
    if device is None:
        backend.close()
        raise usb.core.USBError("the server has no device")
    return device
