package org.linuxha.heartbeat.interop;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;

/**
 * A client of the C daemon that speaks its local protocol (client-api.md 1 to 4) through socat, whose
 * process is the one that signs on. It reads messages as they come, without libhbclient's ordering.
 */
final class CChatter implements Chatter {
  private static final int MAGIC = 0xabcd;

  private final Process socat;
  private final OutputStream out;
  private final Map<String, List<Integer>> received = new ConcurrentHashMap<>();
  private final Map<String, List<Message>> whole = new ConcurrentHashMap<>();
  private final CountDownLatch signedOn = new CountDownLatch(1);
  private String padding = "";
  private volatile String answer = "none";
  private volatile String end = "";
  private volatile int sent;

  CChatter(Host host) throws Exception {
    socat = new ProcessBuilder(Command.join(host.namespace().enter(),
        List.of("sh", "-c", "echo $$ >&2; exec socat -t 0 STDIO UNIX-CONNECT:/run/heartbeat/register")))
        .start();
    BufferedReader said = socat.errorReader(StandardCharsets.ISO_8859_1);
    String pid = said.readLine();
    out = socat.getOutputStream();
    Thread reader = new Thread(() -> read(socat.getInputStream()), "chatter-" + host.name());
    reader.setDaemon(true);
    reader.start();
    write(Message.ofType("hbapi-req").with("reqtype", "signon").with("dest", host.name()).with("pid", pid)
        .with("from_id", SERVICE).with("uid", "0").with("gid", "0"));
    if (!signedOn.await(20, TimeUnit.SECONDS) || !"OK".equals(answer)) {
      throw new AssertionError("the C daemon does not let us sign on: " + answer);
    }
    // it throws out a client whose queue of 64 is full, and it serves clients in bursts (client-api.md 1.4)
    write(Message.ofType("hbapi-req").with("reqtype", "set_sendqlen").with("pid", pid).with("from_id", SERVICE)
        .with("sendqlen", "4096"));
  }

  @Override
  public void send(int number) throws Exception {
    Message message = Message.ofType(TYPE).with("n", Integer.toString(number));
    write(padding.isEmpty() ? message : message.with("pad", padding));
    sent++;
  }

  /** The message as it is; what comes of it is in {@link #messages}. */
  void send(Message message) throws Exception {
    write(message);
  }

  /** Whole messages of {@link #TYPE} from that node, header and all, in the order they came. */
  List<Message> messages(String node) {
    return List.copyOf(whole.getOrDefault(node, List.of()));
  }

  @Override
  public void pad(int bytes) {
    padding = "x".repeat(bytes);
  }

  private void write(Message message) throws Exception {
    // structs go as netstring, all else as text with a NUL (wire.md 1.4)
    byte[] body = Compressor.content(message);
    ByteBuffer frame = ByteBuffer.allocate(body.length + 8).order(ByteOrder.nativeOrder());
    frame.putInt(body.length).putInt(MAGIC).put(body);
    out.write(frame.array());
    out.flush();
  }

  private void read(InputStream stream) {
    DataInputStream in = new DataInputStream(stream);
    try {
      while (true) {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.nativeOrder());
        byte[] body = in.readNBytes(header.getInt());
        // with traditional_compression the C daemon compresses what it hands to its clients, too
        take(Compressor.restoreWhole(Compressor.parseContent(body)));
      }
    } catch (EOFException | java.nio.BufferUnderflowException over) {
      end = "the daemon closed the connection";
      signedOn.countDown();
    } catch (IOException | MalformedMessage e) {
      answer = e.toString();
      end = e.toString();
      signedOn.countDown();
    }
  }

  private void take(Message message) {
    if ("hbapi-resp".equals(message.type())) {
      answer = message.text("result") + (message.has("info") ? " " + message.text("info") : "").strip();
      answer = answer.strip();
      signedOn.countDown();
    } else if (TYPE.equals(message.type())) {
      received.computeIfAbsent(message.text("src"), node -> Collections.synchronizedList(new ArrayList<>()))
          .add(Integer.valueOf(message.text("n")));
      whole.computeIfAbsent(message.text("src"), node -> Collections.synchronizedList(new ArrayList<>())).add(message);
    }
  }

  @Override
  public List<Integer> from(String node) {
    return List.copyOf(received.getOrDefault(node, List.of()));
  }

  /** How far it came, for the report of a failure. */
  @Override
  public String toString() {
    Map<String, String> counts = new java.util.TreeMap<>();
    received.forEach((node, numbers) -> {
      List<Integer> copy = List.copyOf(numbers);
      counts.put(node, copy.size() + (copy.isEmpty() ? "" : ", last " + copy.get(copy.size() - 1)));
    });
    return "sent " + sent + ", received " + counts + (end.isEmpty() ? "" : ", over: " + end)
        + (socat.isAlive() ? "" : ", socat ended with " + socat.exitValue());
  }

  @Override
  public void close() {
    socat.descendants().forEach(ProcessHandle::destroyForcibly);
    socat.destroyForcibly();
  }
}
