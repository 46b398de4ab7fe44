package org.linuxha.heartbeat.message;

/**
 * Cuts the bytes of a serial line into classic messages (wire.md 8.5): lines are skipped until one
 * starts with {@code >>>}, carriage returns are ignored, a message ends with a line that starts with
 * {@code <<<}. A new {@code >>>} or too many bytes end a message whose end was lost, so that damage
 * never costs more than the message it hit. Knows no port; not thread safe.
 */
public final class ClassicFramer {
  private static final int MARK = 3;

  private final Sink sink;
  private final ByteText message = new ByteText(1024);
  private boolean inside;
  private long offset;
  private long messageOffset;
  private long lineOffset;
  private int lineLength;
  /** The first three bytes of the line. */
  private int mark;
  private long lost;

  /** Takes what was cut out. */
  @FunctionalInterface
  public interface Sink {
    /**
     * One message, from {@code >>>} to the newline after {@code <<<}.
     *
     * @param offset of its first byte in the whole stream
     */
    void message(long offset, byte[] octets);
  }

  public ClassicFramer(Sink sink) {
    this.sink = sink;
  }

  public void feed(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      feed(octets[i]);
    }
  }

  /** How many messages began and were given up because their end did not come. */
  public long lost() {
    return lost;
  }

  /** True while a message has begun and not ended. */
  public boolean isInside() {
    return inside;
  }

  private void feed(byte octet) {
    offset++;
    if (octet == '\r') {
      return;
    }
    lineLength++;
    if (lineLength <= MARK) {
      mark = mark << 8 | octet & 0xff;
    }
    if (lineLength == MARK && mark == 0x3e3e3e) {
      begin();
    } else if (inside) {
      message.add((char) (octet & 0xff));
      if (message.length() > Limits.MESSAGE) {
        giveUp();
      }
    }
    if (octet == '\n') {
      endLine();
    }
  }

  private void begin() {
    if (inside) {
      giveUp();
    }
    inside = true;
    messageOffset = lineOffset;
    message.clear();
    message.add(">>>");
  }

  private void endLine() {
    if (inside && lineLength > MARK && mark == 0x3c3c3c) {
      inside = false;
      sink.message(messageOffset, message.toArray());
    }
    lineLength = 0;
    mark = 0;
    lineOffset = offset;
  }

  private void giveUp() {
    inside = false;
    lost++;
  }
}
