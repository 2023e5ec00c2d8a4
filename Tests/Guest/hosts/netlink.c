/* fwupd binds its netlink socket to the number of its process, which libusb's socket has already.
   Loaded before fwupd (LD_PRELOAD), this lets the kernel choose a number. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>

int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
  int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
  struct sockaddr_nl netlink;
  if (address->sa_family != AF_NETLINK || length != sizeof netlink) {
    return next(descriptor, address, length);
  }
  memcpy(&netlink, address, sizeof netlink);
  netlink.nl_pid = 0;
  return next(descriptor, (const struct sockaddr *)&netlink, sizeof netlink);
}
