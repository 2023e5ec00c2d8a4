#pragma once
/* The whole of xxHash stands in its header, so no library is loaded for it. The header then gives
   its functions other names, and Swift does not know types with the alignment of its state: so what
   Swift calls has names here, and takes the state as bytes. */
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { xxh3_state_size = sizeof(XXH3_state_t), xxh3_state_alignment = 64 };

static inline void xxh3_reset(void *state) { XXH3_64bits_reset((XXH3_state_t *)state); }

static inline void xxh3_update(void *state, const void *bytes, size_t count) {
  XXH3_64bits_update((XXH3_state_t *)state, bytes, count);
}

static inline uint64_t xxh3_digest(const void *state) {
  return XXH3_64bits_digest((const XXH3_state_t *)state);
}
