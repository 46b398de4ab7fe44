package org.linuxha.heartbeat.notation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file of configuration, with a bound: what never ends, or is a disk image by mistake, must not fill the memory. */
public final class ConfigText {
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private ConfigText() {}

  /**
   * @throws IOException if it cannot be read, is no text in that character set, or has more than 8 MiB
   */
  public static String read(Path file, Charset charset) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException("it has more than " + MOST_BYTES / 1024 / 1024 + " MiB, so it is no configuration");
    }
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
