/*
 * Runs a command with its output thrown away; prints wall seconds, CPU seconds and peak KiB, then
 * the CPU's seconds in the program and in the kernel.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 2) return fprintf(stderr, "usage: measure COMMAND [ARGUMENT...]\n"), 64;
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  int status;
  struct rusage used;
  if (child < 0 || wait4(child, &status, 0, &used) < 0) return perror("measure"), 71;
  double user = used.ru_utime.tv_sec + used.ru_utime.tv_usec / 1e6;
  double kernel = used.ru_stime.tv_sec + used.ru_stime.tv_usec / 1e6;
  printf("%.3f %.3f %ld %.3f %.3f\n", now() - start, user + kernel, used.ru_maxrss, user, kernel);
  /* What the command says of its capture is no failure of the measurement. */
  return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? 0 : 70;
}
