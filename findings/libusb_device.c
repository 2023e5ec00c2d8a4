/* A DFU device in the place of libusb-1.0, for hosts in C. It does what DFU 1.1, A.2 says in DFU mode; an upload is 100
   bytes. ATTRIBUTES is its bmAttributes, PRODUCT its idVendor and idProduct, WRONG the number of the block that it
   refuses, and WORK how many milliseconds it is busy with each block. It writes the requests to the error output. */

#include <libusb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IDLE = 2, DNLOAD_SYNC, DNBUSY, DNLOAD_IDLE, MANIFEST_SYNC, MANIFEST, WAIT_RESET, UPLOAD_IDLE, ERROR };

static int state = IDLE, blocks = 0, wrong = 0, work = 0, left = 100;
static long ready;
static unsigned char functional[9] = {9, 0x21, 0, 0xE8, 3, 64, 0, 0x10, 1};
static struct libusb_interface_descriptor setting = {
    .bLength = 9, .bDescriptorType = 4, .bInterfaceClass = 0xFE, .bInterfaceSubClass = 1, .bInterfaceProtocol = 2,
    .extra = functional, .extra_length = 9,
};
static struct libusb_interface interface = {.altsetting = &setting, .num_altsetting = 1};
static struct libusb_config_descriptor configuration = {
    .bLength = 9, .bDescriptorType = 2, .wTotalLength = 27, .bNumInterfaces = 1, .bConfigurationValue = 1,
    .bmAttributes = 0x80, .MaxPower = 50, .interface = &interface,
};
static struct libusb_device_descriptor device = {
    .bLength = 18, .bDescriptorType = 1, .bcdUSB = 0x0200, .bMaxPacketSize0 = 64, .idVendor = 0x1209,
    .idProduct = 0x0D70, .bcdDevice = 0x0100, .bNumConfigurations = 1,
};
static libusb_device *only[2] = {(libusb_device *) &device, NULL};

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What DFU_GETSTATUS does: it starts the work with a block, and tells its end. Gives bwPollTimeout, or -1 to stall. */
static long proceed(void) {
  if (state == DNLOAD_SYNC && work > 0) {
    state = DNBUSY;
    ready = now() + work;
    return work;
  }
  if (state == DNBUSY && now() < ready) {
    state = ERROR; /* A.2.5: it is busy, and was asked before bwPollTimeout was over */
    return -1;
  }
  if (state == DNLOAD_SYNC || state == DNBUSY)
    state = DNLOAD_IDLE;
  else if (state == MANIFEST_SYNC)
    state = MANIFEST;
  else if (state == MANIFEST)
    state = IDLE;
  return state == MANIFEST ? 100 : 0;
}

int libusb_control_transfer(libusb_device_handle *handle, uint8_t kind, uint8_t request, uint16_t value,
                            uint16_t index, unsigned char *data, uint16_t length, unsigned int timeout) {
  static const char *names[] = {"DETACH", "DNLOAD", "UPLOAD", "GETSTATUS", "CLRSTATUS", "GETSTATE", "ABORT"};
  if (request <= 6)
    fprintf(stderr, "device: %s %d\n", names[request], length);
  if (state == WAIT_RESET)
    return LIBUSB_ERROR_TIMEOUT; /* A.2.9: it does nothing but wait for the reset */
  if (request == 1) {
    if (state == ERROR || (length && ++blocks == wrong)) {
      state = ERROR;
      return LIBUSB_ERROR_PIPE;
    }
    state = length ? DNLOAD_SYNC : MANIFEST_SYNC;
    return length;
  }
  if (request == 2) {
    int size = left < length ? left : length;
    memset(data, 0x5A, size);
    left -= size;
    state = size < length ? IDLE : UPLOAD_IDLE;
    return size;
  }
  if (request == 5) {
    *data = state;
    return 1;
  }
  if (request != 3)
    return LIBUSB_ERROR_PIPE;
  long wait = proceed();
  if (wait < 0)
    return LIBUSB_ERROR_PIPE;
  unsigned char status[6] = {state == ERROR ? 0x03 : 0, wait, wait >> 8, wait >> 16, state, 0};
  memcpy(data, status, 6);
  int tolerant = functional[2] & 4;
  if (state == MANIFEST && !tolerant)
    state = WAIT_RESET; /* A.2.8, after the 100 ms */
  return 6;
}

int libusb_reset_device(libusb_device_handle *handle) {
  fprintf(stderr, "device: reset in state %d\n", state);
  state = 0;
  return 0;
}

int libusb_init(libusb_context **context) {
  functional[2] = strtol(getenv("ATTRIBUTES"), NULL, 0);
  if (getenv("PRODUCT"))
    sscanf(getenv("PRODUCT"), "%hx:%hx", &device.idVendor, &device.idProduct);
  if (getenv("WRONG"))
    wrong = strtol(getenv("WRONG"), NULL, 0);
  if (getenv("WORK"))
    work = strtol(getenv("WORK"), NULL, 0);
  return 0;
}
void libusb_exit(libusb_context *context) {}
int libusb_set_option(libusb_context *context, enum libusb_option option, ...) { return 0; }
const struct libusb_version *libusb_get_version(void) {
  static struct libusb_version version = {1, 0, 26, 11724, "", ""};
  return &version;
}
const char *libusb_error_name(int code) { return code == LIBUSB_ERROR_TIMEOUT ? "TIMEOUT" : "PIPE"; }

ssize_t libusb_get_device_list(libusb_context *context, libusb_device ***list) { *list = only; return 1; }
void libusb_free_device_list(libusb_device **list, int unref) {}
libusb_device *libusb_ref_device(libusb_device *it) { return it; }
void libusb_unref_device(libusb_device *it) {}
int libusb_get_device_descriptor(libusb_device *it, struct libusb_device_descriptor *to) { *to = device; return 0; }
int libusb_get_config_descriptor(libusb_device *it, uint8_t number, struct libusb_config_descriptor **to) {
  *to = &configuration;
  return 0;
}
void libusb_free_config_descriptor(struct libusb_config_descriptor *it) {}
uint8_t libusb_get_bus_number(libusb_device *it) { return 1; }
uint8_t libusb_get_device_address(libusb_device *it) { return 5; }
int libusb_get_port_numbers(libusb_device *it, uint8_t *ports, int room) { ports[0] = 1; return 1; }

int libusb_open(libusb_device *it, libusb_device_handle **handle) { *handle = (void *) it; return 0; }
libusb_device_handle *libusb_open_device_with_vid_pid(libusb_context *context, uint16_t vendor, uint16_t product) {
  return vendor == device.idVendor && product == device.idProduct ? (void *) only[0] : NULL;
}
libusb_device *libusb_get_device(libusb_device_handle *handle) { return (void *) handle; }
int libusb_get_string_descriptor_ascii(libusb_device_handle *handle, uint8_t number, unsigned char *text, int room) {
  *text = 0;
  return 0;
}
void libusb_close(libusb_device_handle *handle) {}
int libusb_claim_interface(libusb_device_handle *handle, int number) { return 0; }
int libusb_release_interface(libusb_device_handle *handle, int number) { return 0; }
int libusb_set_interface_alt_setting(libusb_device_handle *handle, int number, int alternate) { return 0; }
