/* The bare libpcap loop that dfutrace is measured against: same calls, same buffer, no work.
 *
 *   pcaploop FILE            locks the stream for each read, as the C library does by default
 *   pcaploop FILE unlocked   takes no lock, as dfutrace reads
 */
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  char message[PCAP_ERRBUF_SIZE];
  static char __attribute__((aligned(4096))) buffer[256 * 1024];
  FILE *file = argc == 2 || argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (!file) return fprintf(stderr, "usage: pcaploop FILE [unlocked]\n"), 66;
  setvbuf(file, buffer, _IOFBF, sizeof buffer);
  if (argc == 3) __fsetlocking(file, FSETLOCKING_BYCALLER);
  pcap_t *pcap = pcap_fopen_offline_with_tstamp_precision(file, PCAP_TSTAMP_PRECISION_NANO, message);
  if (!pcap) return fprintf(stderr, "%s\n", message), 65;
  struct pcap_pkthdr *header;
  const u_char *bytes;
  unsigned long packets = 0, control = 0;
  while (pcap_next_ex(pcap, &header, &bytes) == 1) packets++, control += bytes[9] == 2;
  printf("%lu %lu\n", packets, control);
  pcap_close(pcap);
  return 0;
}
