package org.linuxha.heartbeat.notation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** The text of a file of configuration, with a bound: what never ends, or is a disk image by mistake, must not fill the memory. */
public final class ConfigText {
  public static final int MOST_BYTES = 8 * 1024 * 1024;

  private ConfigText() {}

  /**
   * @throws IOException if it cannot be read, is no file or no text in that character set, or has more than 8 MiB
   */
  public static String read(Path file, Charset charset) throws IOException {
    return charset.newDecoder().decode(ByteBuffer.wrap(BoundedFile.read(file, MOST_BYTES))).toString();
  }
}
