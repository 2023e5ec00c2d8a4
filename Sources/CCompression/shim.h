#pragma once
#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

// Begins gzip data, and nothing else (zlib.h: 16 is added to the size of the window, 2 ** 15).
// Swift does not import the macro behind inflateInit2.
static inline int gzip_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
