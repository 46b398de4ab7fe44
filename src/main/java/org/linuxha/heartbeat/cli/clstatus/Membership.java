package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The membership, read once from the socket of ccm, where nobody has to ask (client-api.md 6.1). */
final class Membership {
  /** Where a membership stands it comes at once. */
  private static final int PATIENCE_MILLIS = 200;

  private static final int MEMBERSHIP = 2;
  private static final int NODES = 4;
  private static final int NODE = 260;
  private static final int NAME = 255;

  private final List<String> names = new ArrayList<>();
  private int self;

  private record Member(int index, int born) {}

  /** Prints nothing while there is no membership, as C does. */
  static void print(Path path, PrintStream out) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader = new Thread(() -> text.complete(new Membership().read(path)), "ccm");
    reader.setDaemon(true);
    reader.start();
    try {
      out.print(text.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException none) {
      // no membership stands
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String read(Path path) {
    try (Socket socket = Socket.connect(path)) {
      while (true) {
        ByteBuffer frame = ByteBuffer.wrap(socket.receive()).order(ByteOrder.nativeOrder());
        int event = frame.getInt();
        if (event == NODES) {
          nodes(frame);
        } else if (event == MEMBERSHIP) {
          return text(frame);
        }
      }
    } catch (IOException gone) {
      return "";
    }
  }

  private void nodes(ByteBuffer frame) {
    names.clear();
    int count = frame.getInt();
    self = frame.getInt();
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[NAME];
      frame.get(frame.position() + NODE * i + 4, name);
      names.add(new String(name, StandardCharsets.ISO_8859_1).split("\0", 2)[0]);
    }
  }

  private String text(ByteBuffer frame) {
    int count = frame.getInt();
    int instance = frame.getInt();
    boolean quorum = frame.getInt() == 1;
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new Member(frame.getInt(), frame.getInt()));
    }
    members.sort(Comparator.comparingInt(Member::born).thenComparingInt(Member::index));
    StringBuilder text = new StringBuilder("\nccm membership ").append(quorum ? "with quorum\n" : "WITHOUT quorum\n");
    text.append("\tinstance ").append(instance).append("\n\tmembers ").append(count).append('\n');
    for (Member member : members) {
      text.append("\t\t").append(member.index()).append(' ').append(names.get(member.index()))
          .append("\t(born: ").append(member.born()).append(")\n");
    }
    boolean inside = members.stream().anyMatch(member -> member.index() == self);
    return text.append(inside ? "\tmember of partition\n" : "").toString();
  }
}
