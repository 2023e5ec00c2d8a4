#pragma once
#include <pcap/pcap.h>
#include <stdio.h>

/* The standard streams are variables that Swift 6 does not let us read. */
static inline FILE *dfutrace_stdin(void) { return stdin; }
