package org.linuxha.heartbeat.interop;

import java.util.List;
import java.util.stream.IntStream;

/** Who hears whom in a damaged network; always both ways (ccm.md 8.10). */
enum Topology {
  /** The first hears everybody, the others the first alone. */
  STAR {
    @Override
    boolean connects(int one, int other, int nodes) {
      return one == 0 || other == 0;
    }
  },
  /** The same around the leader of the start, the greatest name. */
  STAR_AROUND_THE_LEADER {
    @Override
    boolean connects(int one, int other, int nodes) {
      return one == nodes - 1 || other == nodes - 1;
    }
  },
  /** Each hears its two neighbours: a square of four, a ring of five. */
  RING {
    @Override
    boolean connects(int one, int other, int nodes) {
      int apart = Math.floorMod(one - other, nodes);
      return apart == 1 || apart == nodes - 1;
    }
  },
  /** The last hears the one before it alone, who hears everybody. */
  TAIL {
    @Override
    boolean connects(int one, int other, int nodes) {
      return one + other >= 2 * nodes - 3 || (one != nodes - 1 && other != nodes - 1);
    }
  },
  /** The first half and the second. */
  HALVES {
    @Override
    boolean connects(int one, int other, int nodes) {
      return (one < nodes / 2) == (other < nodes / 2);
    }
  },
  /** Three sides: the first alone, the last alone, those between. */
  THREE_SIDES {
    @Override
    boolean connects(int one, int other, int nodes) {
      return side(one, nodes) == side(other, nodes);
    }

    private static int side(int node, int nodes) {
      return node == 0 ? 0 : node == nodes - 1 ? 2 : 1;
    }
  };

  abstract boolean connects(int one, int other, int nodes);

  /** Everybody hears somebody, but some who hear a third do not hear each other. */
  boolean isTangled() {
    return this != HALVES && this != THREE_SIDES;
  }

  void on(List<Host> hosts) {
    for (int i = 0; i < hosts.size(); i++) {
      int listener = i;
      hosts.get(i).faults().deafTo(IntStream.range(0, hosts.size())
          .filter(other -> other != listener && !connects(listener, other, hosts.size())).mapToObj(hosts::get).toList());
    }
  }

  /** Those whom each hears, itself among them, by name and in order. */
  List<String> side(Host of, List<Host> hosts) {
    int self = hosts.indexOf(of);
    return IntStream.range(0, hosts.size()).filter(other -> other == self || connects(self, other, hosts.size()))
        .mapToObj(other -> hosts.get(other).name()).toList();
  }
}
