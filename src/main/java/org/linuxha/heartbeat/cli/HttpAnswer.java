package org.linuxha.heartbeat.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** An HTTP/1.1 response: status and body, chunked or not. */
public record HttpAnswer(int status, String body) {
  static final String NO_HTTP = "what answered is no HTTP server";
  private static final String HEAD_END = "\r\n\r\n";

  /** Reads a whole response: everything the server sent until it closed. */
  static HttpAnswer parse(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0 || !text.matches("(?s)HTTP/1\\.[01] [0-9]{3}[ \r].*")) {
      throw new IOException(bytes.length == 0 ? "it closed the connection" : NO_HTTP);
    }
    String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
    byte[] body = Arrays.copyOfRange(bytes, end + HEAD_END.length(), bytes.length);
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      body = unchunk(body);
    } else if (body.length < contentLength(head)) {
      throw new IOException("the answer is cut");
    }
    return new HttpAnswer(Integer.parseInt(text.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
  }

  private static long contentLength(String head) throws IOException {
    String name = "\r\ncontent-length: ";
    int start = head.indexOf(name);
    if (start < 0) {
      return 0;
    }
    String digits = head.substring(start + name.length(), head.indexOf("\r\n", start + 2)).strip();
    if (!digits.matches("[0-9]{1,12}")) {
      throw new IOException("the answer has no usable length");
    }
    return Long.parseLong(digits);
  }

  private static byte[] unchunk(byte[] chunked) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = at;
      while (lineEnd < chunked.length && chunked[lineEnd] != '\n') {
        lineEnd++;
      }
      String line = new String(chunked, at, lineEnd - at, StandardCharsets.ISO_8859_1).strip().replaceAll(";.*", "");
      if (!line.matches("[0-9a-fA-F]{1,7}")) {
        throw new IOException("the answer is cut");
      }
      int length = Integer.parseInt(line, 16);
      if (length == 0) {
        return body.toByteArray();
      }
      at = lineEnd + 1;
      if (at + length + 2 > chunked.length) {
        throw new IOException("the answer is cut");
      }
      body.write(chunked, at, length);
      at += length + 2;
    }
  }
}
