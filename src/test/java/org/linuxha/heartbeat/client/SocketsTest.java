package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Agreed;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.Permitted;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.SubmitLane;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.config.ClusterConfig;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.membership.Member;
import org.linuxha.heartbeat.membership.MembershipEvent;
import org.linuxha.heartbeat.membership.View;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.LocalFrame;
import org.linuxha.heartbeat.message.Message;

/** client-api.md 1, 6: the real sockets on the real loops. */
class SocketsTest {
  private static final long LIMIT_SECONDS = 30;

  private final House house = House.open();
  private Path directory;
  private long ordinal;

  @BeforeEach
  void open() throws Exception {
    // a short path: a socket's is limited to 107 bytes
    directory = Files.createTempDirectory("hbc");
    long uid = Integer.toUnsignedLong((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    ClusterConfig config = new ClusterConfig(
        "linux-ha", List.of("alpha", "beta"), List.of(), new Timing(200, 1000, 2000, 6000, 2000),
        ClusterConfig.Autojoin.NONE, ClusterConfig.MessageFormat.CLASSIC, ClusterConfig.Compression.DEFAULT, 1, 250,
        false, ClusterConfig.AutoFailback.OFF);
    ClientSetup setup = new ClientSetup(
        "alpha", config, List.of("alpha", "beta"), Map.of(),
        Map.of("anon", new Permitted(Set.of(uid), Set.of())), 0, false, "3.0.6", uid, Desk.keys(),
        directory.resolve("register"), directory.resolve("ccm").resolve("ccm"), true,
        directory.resolve("fifo"));
    await(house.deploy(House.Loop.SERVICE, () -> new ClientVerticle(setup)));
    for (String node : List.of("beta", "alpha")) {
      tell(new ClusterEvent.NodeAdded(node, NodeType.NORMAL, null, "active", 100, "", List.of("eth0")));
    }
  }

  @AfterEach
  void close() throws Exception {
    await(house.close());
    assertThat(directory.resolve("register")).doesNotExist();
    Files.deleteIfExists(directory.resolve("ccm"));
    Files.deleteIfExists(directory.resolve("fifo"));
    Files.deleteIfExists(directory);
  }

  private void tell(ClusterEvent event) {
    house.vertx().eventBus().publish(Addresses.CLUSTER_EVENT, new Told(++ordinal, 0, 0, event));
  }

  private void agree(MembershipEvent event) {
    house.vertx().eventBus().publish(Addresses.MEMBERSHIP_VIEW, new Agreed(ordinal, 0, 0, event));
  }

  private SocketChannel connect(String file) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(directory.resolve(file)));
    return channel;
  }

  private static void write(SocketChannel channel, Message message) throws Exception {
    byte[] body = ClassicCodec.encode(message);
    ByteBuffer frame = ByteBuffer.allocate(body.length + 9).order(ByteOrder.nativeOrder());
    frame.putInt(body.length + 1).putInt(LocalFrame.MAGIC).put(body).position(0);
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** The next body, or null at the end of the stream. */
  private static ByteBuffer read(SocketChannel channel) throws IOException {
    ByteBuffer header = fill(channel, ByteBuffer.allocate(8));
    return header == null ? null : fill(channel, ByteBuffer.allocate(header.getInt()));
  }

  private static ByteBuffer fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return null;
      }
    }
    return buffer.flip().order(ByteOrder.nativeOrder());
  }

  private SocketChannel casual() throws Exception {
    SocketChannel channel = connect("register");
    write(channel, Message.ofType("hbapi-req").with("reqtype", "signon")
        .with("pid", Long.toString(ProcessHandle.current().pid()))
        .with("uid", Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString())
        .with("gid", Files.getAttribute(Path.of("/proc/self"), "unix:gid").toString()));
    return channel;
  }

  private static Message message(ByteBuffer body) throws Exception {
    return BodyCodec.decode(body.array());
  }

  @Test
  void theSocketsAreOpenToAllBehindTheirDirectory() throws Exception {
    for (String file : List.of("register", "ccm/ccm")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rwxrwxrwx");
    }
  }

  @Test
  void theKernelSaysWhoSignsOn() throws Exception {
    // twice the same pid is the same name
    try (SocketChannel first = casual()) {
      assertThat(message(read(first)).text("result")).isEqualTo("OK");
      try (SocketChannel second = casual()) {
        assertThat(message(read(second)).text("info")).isEqualTo("duplicate add request");
        assertThat(message(read(second)).text("st")).isEqualTo("leave");
        assertThat(read(second)).isNull();
      }
    }
  }

  @Test
  void whoNeverReadsIsCutAndOthersAreServed() throws Exception {
    try (SocketChannel deaf = casual(); SocketChannel listener = connect("ccm/ccm")) {
      assertThat(message(read(deaf)).text("result")).isEqualTo("OK");
      agree(new MembershipEvent.Formed(view(1, true, "alpha")));
      assertThat(read(listener).getInt()).isEqualTo(CcmFrames.NODES);
      assertThat(read(listener).getInt()).isEqualTo(CcmFrames.MEMBERSHIP);
      // 64 in the queue and what the socket takes; C cuts after 370 of 1000 bytes
      String text = "x".repeat(4_000);
      for (int i = 0; i < 2_000; i++) {
        tell(new ClusterEvent.Delivered(
            Message.ofType("resource").with("src", "beta").with("auth", "1 0").with("text", text), "eth0", false));
      }
      agree(new MembershipEvent.InFlux(view(1, true, "alpha"), "beta comes"));
      assertThat(read(listener).getInt()).as("who listens elsewhere").isEqualTo(CcmFrames.INFLUX);
      int got = 0;
      while (read(deaf) != null) {
        got++;
      }
      assertThat(got).as("frames before the end").isBetween(Outbox.DEFAULT_MESSAGES / 2, 1_999);
    }
  }

  @Test
  void theMembershipSocketSaysNodesThenMembersAndHearsNothing() throws Exception {
    agree(new MembershipEvent.Formed(view(3, false, "alpha", "beta")));
    try (SocketChannel listener = connect("ccm/ccm"); SocketChannel attacker = connect("ccm/ccm")) {
      ByteBuffer nodes = read(listener);
      assertThat(nodes.remaining()).isEqualTo(12 + 2 * 260);
      assertThat(List.of(nodes.getInt(), nodes.getInt(), nodes.getInt(), nodes.getInt())).containsExactly(4, 2, 0, 0);
      assertThat(new String(nodes.array(), 16, 6)).isEqualTo("alpha\0");
      assertThat(new String(nodes.array(), 276, 5)).as("sorted by name").isEqualTo("beta\0");
      ByteBuffer members = read(listener);
      assertThat(members.remaining()).isEqualTo(16 + 2 * 8);
      int[] words = new int[8];
      members.asIntBuffer().get(words);
      assertThat(words).containsExactly(2, 2, 3, 0, 0, 1, 1, 1);

      attacker.write(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(-1).putInt(LocalFrame.MAGIC).flip());
      while (read(attacker) != null) {
        continue;
      }
      agree(new MembershipEvent.Evicted(view(3, false, "alpha", "beta"), "left behind"));
      assertThat(read(listener).getInt()).isEqualTo(CcmFrames.EVICTED);
      agree(new MembershipEvent.Formed(view(4, true, "alpha", "beta")));
      assertThat(read(listener).getInt()).as("the list of nodes comes first again").isEqualTo(CcmFrames.NODES);
    }
  }

  @Test
  void whatIsWrittenIntoTheFifoIsSentAndWhatIsNoMessageIsSkipped() throws Exception {
    BlockingQueue<Submission> submitted = new LinkedBlockingQueue<>();
    SubmitLane.serve(house.vertx().eventBus(), (submission, answer) -> {
      submitted.add(submission);
      answer.taken();
    });
    Path fifo = directory.resolve("fifo");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo))).isEqualTo("rw-------");
    StringBuilder text = new StringBuilder("nonsense\n>>>\nnonsense\n<<<\n");
    for (int i = 0; i < 200; i++) {
      text.append(">>>\nt=setweight\nnode=beta\nweight=").append(i).append("\nto_id=x\n<<<\n");
    }
    Files.write(fifo, text.toString().getBytes(), StandardOpenOption.WRITE);
    for (int i = 0; i < 200; i++) {
      Message message = submitted.poll(LIMIT_SECONDS, TimeUnit.SECONDS).message();
      assertThat(message.text("weight")).isEqualTo(Integer.toString(i));
      assertThat(message.has("to_id")).as("it is the daemon's own").isFalse();
    }
  }

  @Test
  void aMessageForAStoppedDaemonDoesNotReachTheNext() throws Exception {
    BlockingQueue<Submission> submitted = new LinkedBlockingQueue<>();
    Path fifo = directory.resolve("old");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Thread writer = new Thread(() -> {
      try {
        Files.write(fifo, ">>>\nt=shutdone\n<<<\n".getBytes(), StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    writer.start();
    awaitBlocked(writer);
    Fifo next = new Fifo(house.vertx(), fifo, Runnable::run, message -> {
      submitted.add(new Submission("fifo", message));
      return Future.succeededFuture();
    }, new Complaints(() -> 0));
    await(next.open());
    // a writer that came late writes into the new one; give it up by its own message
    writer.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    assertThat(writer.isAlive()).as("the blocked writer is released").isFalse();
    Files.write(fifo, ">>>\nt=custom\n<<<\n".getBytes(), StandardOpenOption.WRITE);
    String first = submitted.poll(LIMIT_SECONDS, TimeUnit.SECONDS).message().type();
    await(next.close());
    Files.delete(fifo);
    assertThat(first).isEqualTo("custom");
  }

  /** Until it is in the kernel's open(2) of a FIFO that nobody reads. */
  private static void awaitBlocked(Thread writer) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (java.util.Arrays.stream(writer.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("open0"))) {
      assertThat(System.nanoTime()).isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static View view(int instance, boolean quorum, String... names) {
    List<Member> members = java.util.Arrays.stream(names)
        .map(name -> new Member(name, name.equals("alpha") ? 0 : 1, 1)).toList();
    return new View(instance, instance, "alpha", quorum, members, List.of(), List.of(), "", List.of(), 0);
  }
}
