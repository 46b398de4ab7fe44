package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code hb decode} as it is typed. */
@ResourceLock("java.lang.System.in")
class DecodeCommandTest {
  private static final Path CAPTURE = Vectors.FOLDER.resolve("bcast-sha1.pcap");
  private static final Path RECORDED = Vectors.FOLDER.resolve("bcast-sha1.jsonl");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int decode(Object... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "decode";
    for (int i = 0; i < arguments.length; i++) {
      line[i + 1] = arguments[i].toString();
    }
    return Hb.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }

  private Path keys(String text) throws IOException {
    return Files.writeString(folder.resolve("authkeys"), text);
  }

  @Test
  void aCaptureIsPrintedAsItWasRecorded() throws IOException {
    assertThat(decode("--keys", keys("auth 1\n1 sha1 secret1\n"), CAPTURE)).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(RECORDED));
    assertThat(err.toString()).isEqualTo("118 messages (0 not rightly signed), 0 damaged; 3 other packets\n");
  }

  @Test
  void aSerialLineIsRecognised() throws IOException {
    assertThat(decode("-q", "-k", keys("auth 4\n4 md5 tty-key\n"), Vectors.FOLDER.resolve("serial-all-types.raw"))).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(Vectors.FOLDER.resolve("serial-all-types.jsonl")));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void withoutKeysNoVerdictIsPrinted() throws IOException {
    assertThat(decode(CAPTURE)).isZero();
    String withoutVerdicts = Files.readString(RECORDED)
        .replace(",\"alg\":\"sha1\",\"valid\":true", "").replace(",\"valid\":true", "");
    assertThat(out.toString()).isEqualTo(withoutVerdicts);
    assertThat(err.toString()).contains("signatures not checked");
  }

  @Test
  void aWrongKeyIsToldByVerdictAndExitCode() throws IOException {
    assertThat(decode("--keys", keys("auth 1\n1 sha1 other\n"), CAPTURE)).isEqualTo(1);
    assertThat(out.toString().lines()).allMatch(line -> line.contains("\"valid\":false"));
    assertThat(err.toString()).contains("118 not rightly signed");
  }

  @Test
  void anIndexWithoutKeyIsNotValid() throws IOException {
    assertThat(decode("--keys", keys("auth 2\n2 sha1 secret1\n"), CAPTURE)).isEqualTo(1);
    assertThat(out.toString().lines()).allMatch(line -> line.contains("\"trailer\":{\"index\":1,\"valid\":false}"));
  }

  @Test
  void keysInErrorAreToldWithLineAndRemedy() throws IOException {
    assertThat(decode("--keys", keys("auth 1\n1 sha2 x\n"), CAPTURE)).isEqualTo(5);
    assertThat(err.toString()).startsWith("hb decode: HB205 authkeys:2: ").contains("What to do: ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    assertThat(decode("nosuch.pcap")).isEqualTo(5);
    assertThat(err.toString()).startsWith("hb decode: HB940 nosuch.pcap: there is no such file.");
    err.getBuffer().setLength(0);
    assertThat(decode("--keys", "nosuch.keys", CAPTURE)).isEqualTo(5);
    assertThat(err.toString()).startsWith("hb decode: HB200 nosuch.keys: there is no such file.");
    err.getBuffer().setLength(0);
    assertThat(decode(folder)).isEqualTo(5);
    assertThat(err.toString()).startsWith("hb decode: HB940 " + folder);
    err.getBuffer().setLength(0);
    Path text = Files.writeString(folder.resolve("text"), "neither this\nnor that\n");
    assertThat(decode(text)).isEqualTo(5);
    assertThat(err.toString()).contains("neither a capture").contains("tcpdump");
  }

  @Test
  void wrongUseIsExplained() {
    assertThat(decode()).isEqualTo(2);
    assertThat(err.toString()).contains("FILE");
    assertThat(decode("--help")).isZero();
    assertThat(out.toString()).contains("--keys").contains("Exit codes:").contains("tcpdump");
  }

  @Test
  void standardInputIsReadAndPrintedAsItComes() throws Exception {
    byte[] capture = Files.readAllBytes(CAPTURE);
    String[] recorded = Files.readString(RECORDED).split("\n");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    InputStream before = System.in;
    try (PipedOutputStream tcpdump = new PipedOutputStream(); PipedInputStream pipe = new PipedInputStream(tcpdump, 1 << 20)) {
      System.setIn(pipe);
      PrintWriter live = new PrintWriter(new LineQueue(lines), true);
      CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
          () -> Hb.run(live, new PrintWriter(err, true), "decode", "--keys", keysUnchecked(), "-"));
      int firstTwo = 24 + frame(capture, 24);
      firstTwo += frame(capture, firstTwo);
      tcpdump.write(capture, 0, firstTwo);
      tcpdump.flush();
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo(recorded[0]);
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo(recorded[1]);
      tcpdump.write(capture, firstTwo, capture.length - firstTwo);
      tcpdump.close();
      assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(lines).hasSize(recorded.length - 2).last().isEqualTo(recorded[recorded.length - 1]);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void whenNobodyReadsTheOutputAnyMoreItEnds() throws IOException {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(Files.readAllBytes(CAPTURE)));
      PrintWriter closed = new PrintWriter(new java.io.FilterWriter(out) {
        @Override
        public void write(String text, int from, int length) throws IOException {
          throw new IOException("Broken pipe");
        }
      }, true);
      assertThat(Hb.run(closed, new PrintWriter(err, true), "decode", "-")).isZero();
      assertThat(err.toString()).startsWith("1 messages");
    } finally {
      System.setIn(before);
    }
  }

  private String keysUnchecked() {
    try {
      return keys("auth 1\n1 sha1 secret1\n").toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Header and content of the little-endian frame there. */
  private static int frame(byte[] capture, int at) {
    return 16 + java.nio.ByteBuffer.wrap(capture).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
  }

  /** Hands over each line as it is completed. */
  private static final class LineQueue extends java.io.Writer {
    private final BlockingQueue<String> lines;
    private final StringBuilder line = new StringBuilder();

    LineQueue(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
