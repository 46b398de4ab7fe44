package org.linuxha.heartbeat.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.ClassicFramer;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;

/**
 * The FIFO into which {@code hb_addnode}, {@code hb_setweight} and their kind write classic messages; the daemon
 * sends each as its own (client-api.md 10). It is read on a thread of its own, as fast as the cluster takes the
 * messages: a writer of many waits.
 */
final class Fifo {
  private static final int CHUNK = 4_096;
  /** Messages that were read and not yet sent. */
  private static final int UNSENT = 32;

  private static final long LIMIT_SECONDS = 5;

  private final Vertx vertx;
  private final Path path;
  private final Consumer<Runnable> loop;
  private final Function<Message, Future<Void>> sender;
  private final Complaints complaints;
  private final Semaphore room = new Semaphore(UNSENT);
  private FileChannel channel;
  private FileChannel abandoned;

  /**
   * @param loop runs that on the verticle's context
   * @param sender sends a message of the daemon's own
   */
  Fifo(Vertx vertx, Path path, Consumer<Runnable> loop, Function<Message, Future<Void>> sender, Complaints complaints) {
    this.vertx = vertx;
    this.path = path;
    this.loop = loop;
    this.sender = sender;
    this.complaints = complaints;
  }

  Future<Void> open() {
    return vertx.executeBlocking(() -> {
      replace();
      // for reading and writing: so it never ends, whoever comes and goes
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Thread reader = new Thread(this::read, "fifo");
      reader.setDaemon(true);
      reader.start();
      return null;
    });
  }

  /**
   * A new one each time. Who wrote into that of a stopped daemon is let finish, into nowhere: an old message
   * to stop must not stop us.
   */
  private void replace() throws IOException, InterruptedException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
        abandoned = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      }
      Files.delete(path);
    }
    Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", path.toString())
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!mkfifo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
      mkfifo.destroyForcibly();
      throw new IOException(path + ": mkfifo could not make it");
    }
  }

  private void read() {
    ClassicFramer framer = new ClassicFramer((offset, octets) -> take(octets));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try {
      while (channel.read(chunk) >= 0) {
        framer.feed(chunk.array(), 0, chunk.position());
        chunk.clear();
      }
    } catch (ClosedChannelException closed) {
      // the daemon ends
    } catch (IOException e) {
      complaints(Cause.of(e));
    }
  }

  private void complaints(String what) {
    loop.accept(() -> complaints.about(Code.CLIENT_MESSAGE_BAD, path.toString(), "what was written there is of no use: " + what + "."));
  }

  private void take(byte[] octets) {
    Message message;
    try {
      message = ClassicCodec.decode(octets);
    } catch (MalformedMessage e) {
      complaints(e.getMessage());
      return;
    }
    if (message.type() == null) {
      complaints("a message without a type");
      return;
    }
    room.acquireUninterruptibly();
    Message own = message.without(Fields.AUTH).without(Fields.FROM_ID).without(Fields.TO_ID);
    loop.accept(() -> sender.apply(own).onComplete(sent -> room.release()));
  }

  Future<Void> close() {
    if (channel == null) {
      return Future.succeededFuture();
    }
    // whoever waits for room shall not wait for ever
    room.release(Integer.MAX_VALUE / 2);
    return vertx.executeBlocking(() -> {
      channel.close();
      if (abandoned != null) {
        abandoned.close();
      }
      return null;
    });
  }
}
