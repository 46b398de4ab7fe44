package org.linuxha.heartbeat.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads an endless HTTP answer line by line, as it comes. */
public final class LineStream {
  private static final int MAX_LINE_BYTES = 1024 * 1024;
  private static final int CONNECT_MILLIS = 5_000;

  private LineStream() {}

  /** Follows that of a Unix socket until the server ends the stream or the consumer says false. */
  public static void follow(Path socket, String path, Predicate<String> consumer) throws IOException {
    follow(Target.unix(socket), path, 0, consumer);
  }

  /**
   * The same of any daemon.
   *
   * @param silenceMillis over TCP a stream that says nothing for so long is given up: the machine there may be gone; 0 for never
   */
  static void follow(Target target, String path, int silenceMillis, Predicate<String> consumer) throws IOException {
    try (Connection connection = Connection.open(target, CONNECT_MILLIS)) {
      String request = "GET " + path + " HTTP/1.1\r\n" + target.headers() + "\r\n";
      connection.out().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream stream = new BufferedInputStream(connection.in());
      String status = line(stream);
      if (status == null) {
        throw new IOException("it closed the connection");
      }
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new RefusedStream(HttpAnswer.parse(all(status, stream)));
      }
      for (String header = line(stream); header != null && !header.isEmpty(); header = line(stream)) {
        // what the headers say is known
      }
      connection.silence(silenceMillis);
      chunks(stream, consumer);
    }
  }

  /** An answer that is no stream: to the end its own length says. */
  private static byte[] all(String status, InputStream stream) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int length = 0;
    String header = status;
    for (; header != null && !header.isEmpty(); header = line(stream)) {
      answer.writeBytes((header + "\r\n").getBytes(StandardCharsets.UTF_8));
      if (header.toLowerCase(Locale.ROOT).matches("content-length: [0-9]{1,7}")) {
        length = Integer.parseInt(header.substring("content-length: ".length()));
      }
    }
    answer.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    answer.writeBytes(stream.readNBytes(Math.min(length, MAX_LINE_BYTES)));
    return answer.toByteArray();
  }

  private static void chunks(InputStream stream, Predicate<String> consumer) throws IOException {
    ByteArrayOutputStream undecoded = new ByteArrayOutputStream();
    for (String size = line(stream); size != null; size = line(stream)) {
      String digits = size.strip().split(";")[0];
      if (!digits.matches("[0-9a-fA-F]{1,7}")) {
        throw new IOException("what answered is no stream of a daemon");
      }
      int length = Integer.parseInt(digits, 16);
      if (length == 0) {
        return;
      }
      undecoded.write(stream.readNBytes(length));
      line(stream);
      String text = undecoded.toString(StandardCharsets.UTF_8);
      if (!text.endsWith("\n")) {
        continue;
      }
      undecoded.reset();
      for (String each : text.split("\n")) {
        if (!each.isBlank() && !consumer.test(each)) {
          return;
        }
      }
    }
  }

  private static String line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
      if (octet == '\n') {
        return line.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
      }
      line.write(octet);
      if (line.size() > MAX_LINE_BYTES) {
        throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
      }
    }
    return null;
  }
}
