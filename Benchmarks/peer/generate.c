/*
 * Writes captures for the benchmarks, in usbmon's 64-byte form (link type 220) but for the last two:
 *
 *   generate iso BYTES FILE        audio streams with DFU in 8.6 % of the records
 *   generate dense TRANSFERS FILE  DFU transfers and nothing else
 *   generate faulty TRANSFERS FILE the same, where one of 17 transfers breaks a rule
 *   generate devices COUNT FILE    DFU devices, one after the other on a port, a minute apart
 *   generate arrivals COUNT FILE   a DFU device that is reset and enumerated over and over
 *   generate usbpcap TRANSFERS FILE  what `dense` has, as USBPcap 1.5 records it (link type 249)
 *   generate wire PACKETS FILE     IN and NAK on the wire (link type 288)
 *
 * A DFU device (1.5, in DFU mode) is enumerated behind the root hub (1.1). Downloads and uploads
 * follow, over and over, as DFU 1.1 wants them: the host waits for every bwPollTimeout, and the
 * device is manifestation-tolerant and returns to dfuIDLE. The audio device is 1.4.
 *
 * The fault: in dfuDNLOAD-IDLE the device answers DFU_GETSTATE with no byte.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64, BLOCKS = 32, HUB = 1, AUDIO = 4, VENDOR = 0x20B1, PRODUCT = 0x0009 };
enum { dfuIDLE = 2, dfuDNBUSY = 4, dfuDNLOAD_IDLE = 5, dfuMANIFEST = 7, FAULT_EVERY = 17 };

static uint8_t dfu = 5; /* the address of the DFU device */
static FILE *file;
static uint64_t written, records, control_records;
static uint64_t microseconds = 1700000000ull * 1000000; /* of the next record */
static int is_usbpcap;

/* One record: the pcap record header, usbmon's header, and what follows it. */
struct urb {
  uint64_t id;
  uint8_t kind, type, endpoint, device, flag_setup, flag_data;
  int32_t status;
  uint32_t length, captured, descriptors;
  const uint8_t *setup;
};

static void put(uint8_t *at, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; i++) at[i] = (uint8_t)(value >> 8 * i);
}

static void record(struct urb u, const uint8_t *tail, uint32_t tail_length) {
  uint8_t h[16 + 64] = {0};
  uint64_t seconds = microseconds / 1000000, part = microseconds % 1000000;
  put(h, seconds, 4), put(h + 4, part, 4);
  put(h + 8, 64 + tail_length, 4), put(h + 12, 64 + tail_length, 4);
  uint8_t *m = h + 16;
  put(m, u.id, 8);
  m[8] = u.kind, m[9] = u.type, m[10] = u.endpoint, m[11] = u.device, m[12] = 1;
  m[14] = u.flag_setup, m[15] = u.flag_data;
  put(m + 16, seconds, 8), put(m + 24, part, 4), put(m + 28, (uint32_t)u.status, 4);
  put(m + 32, u.length, 4), put(m + 36, u.captured, 4);
  if (u.setup) memcpy(m + 40, u.setup, 8);
  if (u.descriptors) put(m + 44, u.descriptors, 4);
  put(m + 60, u.descriptors, 4);
  fwrite(h, 1, sizeof h, file);
  if (tail_length) fwrite(tail, 1, tail_length, file);
  written += sizeof h + tail_length;
  records++, control_records += u.type == 2;
}

/* A pcap record of these parts. */
static void plain(const uint8_t *head, uint32_t size, const uint8_t *data, uint32_t length) {
  uint8_t h[16];
  put(h, microseconds / 1000000, 4), put(h + 4, microseconds % 1000000, 4);
  put(h + 8, size + length, 4), put(h + 12, size + length, 4);
  fwrite(h, 1, sizeof h, file), fwrite(head, 1, size, file);
  if (length) fwrite(data, 1, length, file);
  written += sizeof h + size + length;
  records++;
}

/* A control transfer in USBPcap's form: the setup packet with the data to the device, then the
 * completion with the data from it, 100 us later. */
static void usbpcap(uint8_t device, const uint8_t *setup, const uint8_t *data, uint32_t length) {
  static unsigned turn;
  int in = setup[0] & 0x80;
  uint32_t sent = in ? 0 : length, received = in ? length : 0;
  uint8_t h[28 + 8] = {28, 0};
  put(h + 2, 0xffffa00006900000ull + turn++ % 5 * 0xc0, 8), put(h + 14, 8, 2), put(h + 17, 1, 2);
  put(h + 19, device, 2), h[21] = in, h[22] = 2, put(h + 23, 8 + sent, 4);
  memcpy(h + 28, setup, 8);
  plain(h, 28 + 8, data, sent);
  microseconds += 100;
  h[16] = 1, h[27] = 3, put(h + 23, received, 4);
  plain(h, 28, data, received);
  control_records += 2;
}

/* A control transfer: submission, and completion 100 us later. */
static void control(uint8_t device, const uint8_t *setup, const uint8_t *data, uint32_t length) {
  static unsigned turn;
  if (is_usbpcap) return usbpcap(device, setup, data, length);
  int in = setup[0] & 0x80;
  struct urb u = {.id = 0xffff888006900000ull + turn++ % 5 * 0xc0, .kind = 'S', .type = 2};
  u.endpoint = in, u.device = device, u.setup = setup, u.status = -115;
  u.length = setup[6] | setup[7] << 8;
  u.captured = in ? 0 : length, u.flag_data = in ? '<' : 0;
  record(u, data, u.captured);
  microseconds += 100;
  u.kind = 'C', u.setup = NULL, u.flag_setup = '-', u.status = 0, u.length = length;
  u.captured = in ? length : 0, u.flag_data = in ? 0 : '>';
  record(u, data, u.captured);
}

static void request(uint8_t device, uint8_t type, uint8_t code, uint16_t value, uint16_t index,
                    uint16_t asked, const void *data, uint32_t length) {
  uint8_t setup[8] = {type, code};
  put(setup + 2, value, 2), put(setup + 4, index, 2), put(setup + 6, asked, 2);
  control(device, setup, data, length);
}

/* ---- DFU: a download and an upload, one transfer a call ------------------------------------ */

static uint8_t image[BLOCKS][BLOCK];
static uint8_t shown; /* the state in the last answer; 0 when it showed none */

static void status(uint8_t state, uint8_t poll_ms) {
  uint8_t reply[6] = {0, poll_ms, 0, 0, state, 0};
  request(dfu, 0xA1, 3, 0, 0, 6, reply, 6);
  microseconds += poll_ms * 1000;
  shown = state;
}

/* The next transfer of the endless session; 3 a block down, 1 a block up, and their ends. */
static void next_transfer(void) {
  static unsigned step;
  unsigned at = step++;
  shown = 0;
  if (at < 3 * BLOCKS) {
    unsigned block = at / 3;
    if (at % 3 == 0) request(dfu, 0x21, 1, block, 0, BLOCK, image[block], BLOCK);
    if (at % 3 == 1) status(dfuDNBUSY, 2);
    if (at % 3 == 2) status(dfuDNLOAD_IDLE, 0);
    return;
  }
  at -= 3 * BLOCKS;
  if (at == 0) return request(dfu, 0x21, 1, BLOCKS, 0, 0, NULL, 0);
  if (at == 1) return status(dfuMANIFEST, 5);
  if (at == 2) return status(dfuIDLE, 0);
  at -= 3;
  if (at < BLOCKS) return request(dfu, 0xA1, 2, at, 0, BLOCK, image[at], BLOCK);
  request(dfu, 0xA1, 2, BLOCKS, 0, BLOCK, NULL, 0); /* a short block ends the upload */
  step = 0;
}

/* The next transfer of a session in which one of 17 is the fault; those that could not be made at
 * once are made up for. */
static void next_faulty(void) {
  static unsigned transfers, faults;
  int due = transfers++ / FAULT_EVERY > faults;
  if (!due || shown != dfuDNLOAD_IDLE) return next_transfer();
  faults++;
  request(dfu, 0xA1, 5, 0, 0, 1, NULL, 0);
}

static void enumerate(uint16_t vendor) {
  const uint8_t device[18] = {18, 1, 0, 2, 0, 0, 0, 64, vendor & 0xFF, vendor >> 8,
                              PRODUCT, 0, 0, 1, 0, 0, 0, 1};
  static const uint8_t configuration[27] = {
      9, 2, 27, 0, 1, 1, 0, 0x80, 50,                  /* one interface, bus powered */
      9, 4, 0, 0, 0, 0xFE, 1, 2, 0,                    /* DFU mode */
      9, 0x21, 0x07, 0xE8, 0x03, BLOCK, 0, 0x10, 0x01, /* down, up, tolerant; 1000 ms; 1.1 */
  };
  static const uint8_t connected[4] = {0x03, 0x01, 0x10, 0};
  request(HUB, 0x23, 3, 4, 1, 0, NULL, 0); /* SET_FEATURE(PORT_RESET) */
  microseconds += 60000;
  request(HUB, 0xA3, 0, 0, 1, 4, connected, 4);
  request(HUB, 0x23, 1, 20, 1, 0, NULL, 0); /* CLEAR_FEATURE(C_PORT_RESET) */
  microseconds += 50000;
  request(0, 0x00, 5, dfu, 0, 0, NULL, 0); /* SET_ADDRESS */
  microseconds += 20000;
  request(dfu, 0x80, 6, 0x0100, 0, 18, device, 18);
  request(dfu, 0x80, 6, 0x0200, 0, 9, configuration, 9);
  request(dfu, 0x80, 6, 0x0200, 0, 27, configuration, 27);
  request(dfu, 0x00, 9, 1, 0, 0, NULL, 0); /* SET_CONFIGURATION */
  microseconds += 5000;
  status(dfuIDLE, 0);
}

/* The device is unplugged; a minute passes. */
static void leave(void) {
  static const uint8_t gone[4] = {0x00, 0x01, 0x01, 0};
  request(HUB, 0xA3, 0, 0, 1, 4, gone, 4);
  microseconds += 60000000;
}

/* Devices of many vendors, or one of a vendor whose products no overlay is for. */
static void many(uint64_t count, int same) {
  for (uint64_t i = 0; i < count; i++) {
    if (same) {
      enumerate(0x1209);
      continue;
    }
    dfu = 2 + i % 126;
    enumerate(1 + i % 8000);
    leave();
  }
}

/* ---- audio: 1 ms of 4 channels, 24 bits, 48 kHz, in 8 packets ------------------------------ */

static void audio_millisecond(void) {
  enum { PACKETS = 8, BYTES = 72 };
  static uint8_t tail[PACKETS * 16 + PACKETS * BYTES];
  static unsigned turn;
  for (int i = 0; i < PACKETS; i++) {
    put(tail + 16 * i + 4, i * BYTES, 4), put(tail + 16 * i + 8, BYTES, 4);
  }
  struct urb u = {.id = 0xffff888012340000ull + turn++ % 4 * 0x200, .kind = 'C', .endpoint = 1};
  u.device = AUDIO, u.flag_setup = '-', u.flag_data = '>', u.descriptors = PACKETS;
  u.length = PACKETS * BYTES, u.captured = PACKETS * 16;
  record(u, tail, u.captured);
  microseconds += 20;
  u.kind = 'S', u.status = -115, u.flag_data = 0, u.captured = sizeof tail;
  record(u, tail, sizeof tail);
  microseconds += 980;
}

/* ---- the wire: a host asks endpoint 1 of the device, which has nothing ----------------------- */

static void in_and_nak(void) {
  static const uint8_t in[3] = {0x69, 0x85, 0x60}, nak[1] = {0x5A};
  plain(in, sizeof in, NULL, 0);
  microseconds += 1;
  plain(nak, sizeof nak, NULL, 0);
  microseconds += 9;
}

int main(int argc, char **argv) {
  int iso = argc == 4 && !strcmp(argv[1], "iso");
  int faulty = argc == 4 && !strcmp(argv[1], "faulty");
  int arrivals = argc == 4 && !strcmp(argv[1], "arrivals");
  int devices = argc == 4 && !strcmp(argv[1], "devices");
  int wire = argc == 4 && !strcmp(argv[1], "wire");
  is_usbpcap = argc == 4 && !strcmp(argv[1], "usbpcap");
  int dense = argc == 4 && (is_usbpcap || !strcmp(argv[1], "dense"));
  if (!iso && !faulty && !arrivals && !devices && !wire && !dense) {
    return fprintf(stderr, "usage: generate iso BYTES FILE | dense|usbpcap|faulty TRANSFERS FILE | "
                           "devices|arrivals COUNT FILE | wire PACKETS FILE\n"), 64;
  }
  uint64_t wanted = strtoull(argv[2], NULL, 10);
  if (!(file = fopen(argv[3], "wb"))) return perror(argv[3]), 74;
  setvbuf(file, malloc(1 << 20), _IOFBF, 1 << 20);
  for (int i = 0; i < BLOCKS * BLOCK; i++) image[i / BLOCK][i % BLOCK] = (uint8_t)(i * 7 + i / 251);
  uint8_t header[24] = {0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0};
  put(header + 16, 262144, 4), put(header + 20, wire ? 288 : is_usbpcap ? 249 : 220, 4);
  written = fwrite(header, 1, sizeof header, file);
  if (iso || faulty || dense) enumerate(VENDOR);
  if (arrivals || devices) {
    many(wanted, arrivals);
  } else if (wire) {
    while (records < wanted) in_and_nak();
  } else if (iso) {
    while (written < wanted) {
      audio_millisecond();
      if (control_records * 1000 < records * 86) next_transfer();
    }
  } else {
    while (records / 2 < wanted) {
      faulty ? next_faulty() : next_transfer();
      microseconds += 900;
    }
  }
  if (fclose(file)) return perror(argv[3]), 74;
  printf("%llu records, %llu control, %llu bytes\n", (unsigned long long)records,
         (unsigned long long)control_records, (unsigned long long)written);
  return 0;
}
