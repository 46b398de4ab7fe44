package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.message.ClassicFramer;
import org.linuxha.heartbeat.message.MalformedMessage;

/**
 * A serial line (wire.md 8.5): messages in the classic form, one after another, each signed for itself.
 * The device belongs to two threads, one a direction; the loop only fills a bounded queue and digests
 * what was read.
 */
final class SerialCarrier implements Carrier {
  private static final int BITS_A_BYTE = 10;

  private final Medium.Serial medium;
  private final Carriers.Site site;
  private Opened opened;
  private long openings;

  /** All that an open line has; one a life of the device. */
  private record Opened(
      SerialLine line, DeviceNode node, SerialQueue queue, SerialReader reader, SerialWriter writer) {
    void start(String device) {
      thread(reader, "serial-read " + device).start();
      thread(writer, "serial-write " + device).start();
    }

    private static Thread thread(Runnable work, String name) {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    }

    void close() {
      queue.close();
      line.close();
    }
  }

  SerialCarrier(Medium.Serial medium, Carriers.Site site) {
    this.medium = medium;
    this.site = site;
  }

  @Override
  public String started() {
    return "Starting serial heartbeat on tty " + medium.device() + " (" + medium.baud() + " baud)";
  }

  @Override
  public Future<Void> open() {
    long opening = ++openings;
    return site.vertx()
        .executeBlocking(() -> SerialLine.open(medium.device(), medium.baud()), false)
        .compose(line -> look().compose(node -> opening == openings ? begin(line, node) : closed(line)));
  }

  private Future<DeviceNode> look() {
    return site.vertx().executeBlocking(() -> DeviceNode.of(medium.device()), false);
  }

  private Future<Void> begin(SerialLine line, DeviceNode node) {
    ClassicFramer framer =
        new ClassicFramer((offset, octets) -> site.upstream().received(octets, medium.device()));
    SerialQueue queue = new SerialQueue(capacity());
    SerialReader reader =
        new SerialReader(line, site.loop()::dispatch, piece -> framer.feed(piece, 0, piece.length));
    opened = new Opened(line, node, queue, reader, new SerialWriter(line, queue, medium.baud()));
    opened.start(medium.device());
    return Future.succeededFuture();
  }

  /** What the line carries in half a deadtime: what would wait longer comes too late as a sign of life. */
  private int capacity() {
    long bytes = medium.baud() / BITS_A_BYTE * site.timing().deadtime() / 2 / 1_000;
    return (int) Math.max(SerialWriter.PIECE, Math.min(bytes, Integer.MAX_VALUE));
  }

  /** It was closed while it was being opened. */
  private Future<Void> closed(SerialLine line) {
    return site.vertx().executeBlocking(() -> {
      line.close();
      return null;
    }, false);
  }

  @Override
  public void send(LinkOutput.Transmit transmit) {
    byte[] octets = packed(transmit);
    if (octets != null && opened.queue().offer(octets) > 0) {
      failed("the line is too slow or not taken from; older messages were dropped");
    }
  }

  @Override
  public void forward(LinkOutput.Transmit transmit) {
    byte[] octets = packed(transmit);
    if (octets != null && !opened.queue().offerIfRoom(octets)) {
      failed("the line is too slow; a message of another node was not passed on");
    }
  }

  /** Null if the line is not open, or if that cannot be sent, which is said. */
  private byte[] packed(LinkOutput.Transmit transmit) {
    if (opened == null) {
      return null;
    }
    try {
      return site.upstream().envelope().packSerial(transmit.message());
    } catch (MalformedMessage e) {
      failed(e.getMessage());
      return null;
    }
  }

  private void failed(String reason) {
    site.upstream().sendFailed("Unable to send a message on " + medium.device(), reason);
  }

  @Override
  public void drain(Runnable drained) {
    if (opened == null) {
      drained.run();
    } else {
      opened.reader().drain(drained);
    }
  }

  @Override
  public Future<Condition> check() {
    if (opened == null || opened.reader().hasEnded() || opened.writer().hasEnded()) {
      return Future.succeededFuture(Condition.gone("the line was hung up or the device was removed"));
    }
    if (opened.writer().isStuck(System.nanoTime())) {
      // the C daemon's words
      failed("TTY write timeout on [" + medium.device() + "] (no connection or bad cable? [see documentation])");
    }
    return look().map(this::compare);
  }

  /** The name may belong to another device by now: an adapter that was plugged in again. */
  private Condition compare(DeviceNode now) {
    return opened == null || now.isSame(opened.node())
        ? Condition.SOUND
        : Condition.gone("the device was removed or replaced");
  }

  @Override
  public Future<Void> close() {
    openings++;
    Opened closing = opened;
    opened = null;
    if (closing == null) {
      return Future.succeededFuture();
    }
    return site.vertx().executeBlocking(() -> {
      closing.close();
      return null;
    }, false);
  }
}
