#pragma once
#include <linux/falloc.h>
#include <malloc.h>
#include <sys/types.h>

// Swift sees glibc's headers without GNU's extensions, fallocate among them (fcntl.h).
int linux_fallocate(int descriptor, int mode, off_t offset, off_t length) __asm__("fallocate");

// Makes room on the disk for a part of a file, which may lie behind its end; 0 when there is room.
static inline int reserve_room(int descriptor, off_t offset, off_t length) {
  return linux_fallocate(descriptor, FALLOC_FL_KEEP_SIZE, offset, length);
}

// Lets the C library keep this many bytes of freed memory for the next ones (mallopt(3)).
static inline void keep_freed_memory(int bytes) {
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, bytes);
}
