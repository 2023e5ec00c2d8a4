/*
 * Writes a capture of `generate dense` with its transfers in another order:
 *
 *   shuffle FROM TO
 *
 * The enumeration at the beginning stays, and so do the times. The order is always the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_HEAD = 24, RECORD_HEAD = 16, TIMES = 8, KEPT = 40 };

static uint64_t state = 7;

static uint64_t random_below(uint64_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (state >> 33) % limit;
}

static size_t length(const uint8_t *record) {
  uint32_t captured;
  memcpy(&captured, record + 8, 4);
  return RECORD_HEAD + captured;
}

int main(int argc, char **argv) {
  FILE *from = argc == 3 ? fopen(argv[1], "rb") : NULL, *to = from ? fopen(argv[2], "wb") : NULL;
  if (!to) return fprintf(stderr, "usage: shuffle FROM TO\n"), 64;
  fseek(from, 0, SEEK_END);
  size_t size = (size_t)ftell(from), count = 0;
  rewind(from);
  uint8_t *file = malloc(size), **records = malloc(size / RECORD_HEAD * sizeof *records);
  if (fread(file, 1, size, from) != size) return 66;
  uint8_t *at_end = file + size;
  for (uint8_t *next = file + FILE_HEAD; next < at_end; next += length(next)) records[count++] = next;
  if (count < KEPT + 2) return 65;
  size_t pairs = (count - KEPT) / 2, *order = malloc(pairs * sizeof *order);
  for (size_t i = 0; i < pairs; i++) order[i] = i;
  for (size_t i = pairs - 1; i > 0; i--) {
    size_t other = random_below(i + 1), kept = order[i];
    order[i] = order[other], order[other] = kept;
  }
  fwrite(file, 1, FILE_HEAD, to);
  for (size_t i = 0; i < KEPT + 2 * pairs; i++) {
    size_t source = i < KEPT ? i : KEPT + 2 * order[(i - KEPT) / 2] + (i - KEPT) % 2;
    fwrite(records[i], 1, TIMES, to);
    fwrite(records[source] + TIMES, 1, length(records[source]) - TIMES, to);
  }
  return fclose(to);
}
