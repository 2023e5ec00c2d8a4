#pragma once
#include <pcap/pcap.h>
#include <stdio.h>
#include <sys/ioctl.h>

// The size of a usbmon handle's ring in bytes, or -1 (kernel documentation, usb/usbmon:
// MON_IOCQ_RING_SIZE). Swift does not import variadic functions such as ioctl.
static inline int usbmon_ring_size(int descriptor) { return ioctl(descriptor, _IO(0x92, 5)); }
