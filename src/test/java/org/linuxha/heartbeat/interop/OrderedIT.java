package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A C program linked with libhbclient sends 10,000 ordered messages from one of our nodes to another while the
 * two links go up and down in turn: all arrive, in order, once. With {@code bin/test --all} alone; it needs a
 * compiler and the packages libheartbeat2-dev, cluster-glue-dev and libglib2.0-dev.
 */
@Interop
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class OrderedIT {
  private static final int MESSAGES = 10_000;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void tenThousandOrderedMessagesSurviveFlappingLinks(Hosts hosts) throws Exception {
    Path program = hosts.home().resolve("ordered");
    Command.Result compiled = Command.run(LIMIT, List.of("sh", "-c",
        "gcc -O1 -o " + program + " src/test/c/ordered.c -I/usr/include/heartbeat $(pkg-config --cflags glib-2.0)"
            + " -lhbclient -lplumb"));
    Assumptions.assumeTrue(compiled.ok(), compiled.toString());
    Setup setup = Setup.plain().withMedia("bcast eth0", "bcast eth1").with("apiauth ordered uid=root");
    new MixedCluster(hosts, setup).installAll(List.of(Kind.OURS, Kind.OURS)).startAll().awaitAllActive();

    Host north = hosts.get("north");
    Host south = hosts.get("south");
    Path received = south.home().resolve("log/received.out");
    Path sent = north.home().resolve("log/sent.out");
    Process receiver = south.namespace().start(received, List.of(program.toString(), "receive", Integer.toString(MESSAGES)));
    hosts.await("the receiver signed on", LIMIT, () -> Command.text(received).contains("ready"));
    Process sender = north.namespace().start(sent, List.of(program.toString(), "send", Integer.toString(MESSAGES)));
    int link = 0;
    while (receiver.isAlive() && sender.isAlive()) {
      int down = link++ % 2;
      hosts.setCable(north, down, false);
      receiver.waitFor(400, java.util.concurrent.TimeUnit.MILLISECONDS);
      hosts.setCable(north, down, true);
      receiver.waitFor(200, java.util.concurrent.TimeUnit.MILLISECONDS);
      assertThat(link).as("rounds of pulling cables; received: %s sent: %s", Command.text(received), Command.text(sent)).isLessThan(300);
    }
    assertThat(Command.text(received)).contains("complete");
    sender.destroy();
    System.out.println("OrderedIT: " + Command.text(sent).strip().replace('\n', ' ') + ", links went down " + link + " times");
    Files.deleteIfExists(program);
  }
}
