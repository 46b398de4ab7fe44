/*
 * Measures ordered messages between two clients of one name, linked with the C library, on two nodes of one machine.
 *
 *   clients receive PIPE                      writes the time each message took, in ns, into the pipe
 *   clients send PIPE SECONDS BYTES WINDOW    sends for so long, never with more than WINDOW messages that have not
 *                                             come there, and prints "result MESSAGES ELAPSED-us P50-us P99-us"
 *
 * The pipe is the receiver's way back beside the cluster, so what is measured goes one way. The clock is the machine's.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <heartbeat/hb_api.h>

#define WARM_UP_NS 2000000000LL
#define MOST 4000000

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int receive(ll_cluster_t *cluster, const char *self, int pipe) {
  for (;;) {
    struct ha_msg *message = cluster->llc_ops->readmsg(cluster, 1);
    if (message == NULL) {
      fprintf(stderr, "the daemon is gone: %s\n", cluster->llc_ops->errmsg(cluster));
      return 1;
    }
    const char *type = ha_msg_value(message, F_TYPE);
    const char *source = ha_msg_value(message, F_ORIG);
    const char *sent = ha_msg_value(message, "sent");
    if (type && source && sent && strcmp(type, "bench") == 0 && strcmp(source, self) != 0) {
      long long took = now() - atoll(sent);
      if (write(pipe, &took, sizeof took) != sizeof took) {
        return 1;
      }
    }
    ha_msg_del(message);
  }
}

static int ascending(const void *a, const void *b) {
  long long x = *(const long long *) a, y = *(const long long *) b;
  return x < y ? -1 : x > y;
}

static int send_all(ll_cluster_t *cluster, int pipe, long seconds, long bytes, long window) {
  static long long took[MOST];
  long long chunk[512];
  char *padding = malloc(bytes + 1);
  memset(padding, 'x', bytes);
  padding[bytes] = '\0';
  struct pollfd waiting[2] = {{pipe, POLLIN, 0}, {cluster->llc_ops->inputfd(cluster), POLLIN, 0}};
  long sent = 0, came = 0, counted = 0;
  long long begin = now(), first = 0, last = begin;
  while (last - begin < WARM_UP_NS + seconds * 1000000000LL && counted < MOST) {
    while (sent - came < window) {
      char stamp[32];
      struct ha_msg *message = ha_msg_new(3);
      ha_msg_add(message, F_TYPE, "bench");
      ha_msg_add(message, "pad", padding);
      snprintf(stamp, sizeof stamp, "%lld", now());
      ha_msg_add(message, "sent", stamp);
      if (cluster->llc_ops->send_ordered_clustermsg(cluster, message) != HA_OK) {
        fprintf(stderr, "cannot send: %s\n", cluster->llc_ops->errmsg(cluster));
        return 1;
      }
      ha_msg_del(message);
      sent++;
    }
    poll(waiting, 2, 100);
    if (waiting[0].revents & POLLIN) {
      ssize_t got = read(pipe, chunk, sizeof chunk);
      last = now();
      for (ssize_t i = 0; i < got / (ssize_t) sizeof chunk[0]; i++) {
        came++;
        if (last - begin >= WARM_UP_NS && counted < MOST) {
          if (first == 0) {
            first = last;
          } else {
            took[counted++] = chunk[i];
          }
        }
      }
    } else {
      last = now();
    }
    /* our own, which come back from our daemon */
    while (cluster->llc_ops->msgready(cluster)) {
      struct ha_msg *echo = cluster->llc_ops->readmsg(cluster, 0);
      if (echo == NULL) {
        break;
      }
      ha_msg_del(echo);
    }
    if (waiting[1].revents & (POLLHUP | POLLERR)) {
      fprintf(stderr, "the daemon cut us\n");
      return 1;
    }
  }
  qsort(took, counted, sizeof took[0], ascending);
  printf("result %ld %lld %lld %lld\n", counted, (last - first) / 1000, counted ? took[counted / 2] / 1000 : -1,
         counted ? took[counted - 1 - counted / 100] / 1000 : -1);
  return 0;
}

int main(int argc, char **argv) {
  int sends = argc == 6 && strcmp(argv[1], "send") == 0;
  if (!sends && !(argc == 3 && strcmp(argv[1], "receive") == 0)) {
    fprintf(stderr, "usage: clients receive PIPE | send PIPE SECONDS BYTES WINDOW\n");
    return 2;
  }
  ll_cluster_t *cluster = ll_cluster_new("heartbeat");
  if (cluster == NULL || cluster->llc_ops->signon(cluster, "bench") != HA_OK) {
    fprintf(stderr, "cannot sign on: %s\n", cluster ? cluster->llc_ops->errmsg(cluster) : "no library");
    return 1;
  }
  cluster->llc_ops->set_sendq_len(cluster, 4096);
  int pipe = open(argv[2], O_RDWR);
  if (pipe < 0) {
    perror(argv[2]);
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  return sends ? send_all(cluster, pipe, atol(argv[3]), atol(argv[4]), atol(argv[5]))
               : receive(cluster, cluster->llc_ops->get_mynodeid(cluster), pipe);
}
