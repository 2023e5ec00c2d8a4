#pragma once
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/ioctl.h>

// The size of a usbmon handle's ring in bytes, or -1 (kernel documentation, usb/usbmon:
// MON_IOCQ_RING_SIZE). Swift does not import variadic functions such as ioctl.
static inline int usbmon_ring_size(int descriptor) { return ioctl(descriptor, _IO(0x92, 5)); }

// Leaves out the lock that each read of a stream takes: two for a record, and a stream of ours is
// read by one thread at a time.
static inline void stream_without_lock(FILE *stream) {
  __fsetlocking(stream, FSETLOCKING_BYCALLER);
}
