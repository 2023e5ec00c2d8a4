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

// Swift sees glibc's headers without GNU's extensions, fopencookie among them (stdio.h). Its
// structure of four functions is passed by value.
typedef struct {
  ssize_t (*read)(void *cookie, char *buffer, size_t count);
  void *write, *seek, *close;
} stream_calls;
FILE *stream_of_cookie(void *cookie, const char *mode, stream_calls calls) __asm__("fopencookie");

// A stream for reading whose bytes `read` gives.
static inline FILE *stream_that_reads(
    void *cookie, ssize_t (*read)(void *cookie, char *buffer, size_t count)) {
  stream_calls calls = {read, 0, 0, 0};
  return stream_of_cookie(cookie, "rb", calls);
}
