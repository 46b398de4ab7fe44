/*
 * Many WebSocket subscribers in one thread that does next to nothing: of a frame it looks at the first bytes, and notes
 * the time of those that are views. When all have one, a line says the microseconds of each.
 *
 * usage: subscribers SOCKET COUNT
 * gcc -O2 -o subscribers subscribers.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define LOOK 200 /* the type of an event stands within the first bytes of its frame */
#define VIEW "\"type\":\"membership.formed\""
#define TIME "\"time\":\""

static const char request[] =
    "GET /api/v1/events HTTP/1.1\r\nHost: hb\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

struct subscriber {
  int fd;
  int upgraded;
  uint64_t rest; /* bytes of the frame that still come */
  size_t carried;
  unsigned char head[512];
};

static long long *lags;
static int count, noted;

static void fail(const char *what) {
  fprintf(stderr, "the subscribers end: %s: %s\n", what, errno ? strerror(errno) : "closed");
  exit(1);
}

static long long now_micros(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* 2026-11-26T00:00:00.000Z */
static long long micros_of(const char *text) {
  struct tm when = {0};
  int millis = 0;
  sscanf(text, "%d-%d-%dT%d:%d:%d.%d", &when.tm_year, &when.tm_mon, &when.tm_mday, &when.tm_hour, &when.tm_min,
         &when.tm_sec, &millis);
  when.tm_year -= 1900;
  when.tm_mon -= 1;
  return timegm(&when) * 1000000LL + millis * 1000LL;
}

static void note(long long lag) {
  lags[noted++] = lag;
  if (noted == count) {
    for (int i = 0; i < count; i++) printf(i ? " %lld" : "%lld", lags[i]);
    putchar('\n');
    fflush(stdout);
    noted = 0;
  }
}

static void take(struct subscriber *s, unsigned char *in, size_t length, long long now) {
  size_t at = 0;
  if (!s->upgraded) {
    unsigned char *end = memmem(in, length, "\r\n\r\n", 4);
    if (end) {
      s->upgraded = 1;
      at = end - in + 4;
    }
  }
  while (s->upgraded && at < length) {
    if (s->rest > 0) {
      size_t skipped = s->rest < length - at ? s->rest : length - at;
      s->rest -= skipped;
      at += skipped;
      continue;
    }
    if (length - at < 2) break;
    unsigned code = in[at + 1];
    size_t head = code == 126 ? 4 : code == 127 ? 10 : 2;
    if (length - at < head) break;
    uint64_t whole = code;
    if (head > 2) {
      whole = 0;
      for (size_t i = 2; i < head; i++) whole = whole << 8 | in[at + i];
    }
    size_t look = whole < LOOK ? whole : LOOK;
    if (length - at < head + look) break;
    if (memmem(in + at + head, look, VIEW, strlen(VIEW))) {
      char *time = memmem(in + at + head, look, TIME, strlen(TIME));
      if (time) note(now - micros_of(time + strlen(TIME)));
    }
    at += head;
    s->rest = whole;
  }
  s->carried = length - at;
  if (s->carried > sizeof s->head) {
    errno = EMSGSIZE;
    fail("a head");
  }
  memcpy(s->head, in + at, s->carried);
}

static void receive(struct subscriber *s) {
  static unsigned char in[1 << 18];
  memcpy(in, s->head, s->carried);
  errno = 0;
  ssize_t got = read(s->fd, in + s->carried, sizeof in - s->carried);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("read");
  take(s, in, s->carried + got, now_micros());
}

int main(int argc, char **argv) {
  if (argc != 3 || (count = atoi(argv[2])) < 1) {
    fprintf(stderr, "usage: subscribers SOCKET COUNT\n");
    return 2;
  }
  struct rlimit files = {count + 100, count + 100};
  setrlimit(RLIMIT_NOFILE, &files);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(argv[1]) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    fail(argv[1]);
  }
  strcpy(address.sun_path, argv[1]);
  struct subscriber *all = calloc(count, sizeof *all);
  lags = calloc(count, sizeof *lags);
  int epoll = epoll_create1(0);
  for (int i = 0; i < count; i++) {
    struct subscriber *s = &all[i];
    s->fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(s->fd, (struct sockaddr *)&address, sizeof address)) fail("connect");
    if (write(s->fd, request, strlen(request)) < 0) fail("write");
    while (!s->upgraded) receive(s);
    fcntl(s->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event interest = {.events = EPOLLIN, .data.ptr = s};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, s->fd, &interest)) fail("epoll_ctl");
  }
  puts("ready");
  fflush(stdout);
  struct epoll_event events[256];
  for (;;) {
    int ready = epoll_wait(epoll, events, 256, -1);
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    for (int i = 0; i < ready; i++) receive(events[i].data.ptr);
  }
}
