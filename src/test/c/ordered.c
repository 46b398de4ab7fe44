/*
 * A client of Heartbeat, linked with the C library: "send N" sends N ordered cluster messages, "receive N" prints
 * "complete" when N messages of another node came in order and once, or what was wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <heartbeat/hb_api.h>

static long receive(ll_cluster_t *cluster, const char *self, long wanted) {
  long next = 0;
  while (next < wanted) {
    struct ha_msg *message = cluster->llc_ops->readmsg(cluster, 1);
    if (message == NULL) {
      fprintf(stderr, "the daemon is gone after %ld: %s\n", next, cluster->llc_ops->errmsg(cluster));
      return next;
    }
    const char *type = ha_msg_value(message, F_TYPE);
    const char *source = ha_msg_value(message, F_ORIG);
    const char *number = ha_msg_value(message, "n");
    if (type && source && number && strcmp(type, "ordered") == 0 && strcmp(source, self) != 0) {
      if (atol(number) != next) {
        printf("expected %ld, came %s\n", next, number);
        return next;
      }
      next++;
    }
    ha_msg_del(message);
  }
  printf("complete\n");
  return next;
}

static long send_all(ll_cluster_t *cluster, const char *self, long count) {
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long i = 0; i < count; i++) {
    char number[32];
    snprintf(number, sizeof number, "%ld", i);
    struct ha_msg *message = ha_msg_new(2);
    ha_msg_add(message, F_TYPE, "ordered");
    ha_msg_add(message, "n", number);
    if (cluster->llc_ops->send_ordered_clustermsg(cluster, message) != HA_OK) {
      fprintf(stderr, "cannot send %ld: %s\n", i, cluster->llc_ops->errmsg(cluster));
      return i;
    }
    ha_msg_del(message);
    while (cluster->llc_ops->msgready(cluster)) {
      struct ha_msg *echo = cluster->llc_ops->readmsg(cluster, 0);
      if (echo == NULL) {
        break;
      }
      ha_msg_del(echo);
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("sent in %ld ms\n", (end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1000000);
  fflush(stdout);
  /* stay until everybody has them */
  for (;;) {
    struct ha_msg *message = cluster->llc_ops->readmsg(cluster, 1);
    if (message == NULL) {
      return count;
    }
    ha_msg_del(message);
  }
  (void) self;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: ordered send|receive COUNT\n");
    return 2;
  }
  long count = atol(argv[2]);
  ll_cluster_t *cluster = ll_cluster_new("heartbeat");
  if (cluster == NULL || cluster->llc_ops->signon(cluster, "ordered") != HA_OK) {
    fprintf(stderr, "cannot sign on: %s\n", cluster ? cluster->llc_ops->errmsg(cluster) : "no library");
    return 1;
  }
  cluster->llc_ops->set_sendq_len(cluster, 4096);
  const char *self = cluster->llc_ops->get_mynodeid(cluster);
  printf("ready\n");
  fflush(stdout);
  long done = strcmp(argv[1], "send") == 0 ? send_all(cluster, self, count) : receive(cluster, self, count);
  return done == count ? 0 : 1;
}
