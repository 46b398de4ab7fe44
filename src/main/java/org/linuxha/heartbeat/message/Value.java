package org.linuxha.heartbeat.message;

import java.util.List;
import java.util.Objects;

/**
 * The value of a field, one record a wire type (wire.md 1.1). Text holds the bytes of the wire one to
 * one, a char each (ISO 8859-1): names and texts on the wire have no declared character set, and a
 * message must encode again to the bytes it came from.
 */
public sealed interface Value {

  /** The digit in parentheses before the name: 0 to 5. */
  int wireType();

  /** Type 0: bytes without NUL, a char each. */
  record Text(String text) implements Value {
    public Text {
      Objects.requireNonNull(text);
    }

    @Override
    public int wireType() {
      return 0;
    }
  }

  /** Type 1: any bytes, may be empty. */
  record Binary(Bytes bytes) implements Value {
    public Binary {
      Objects.requireNonNull(bytes);
    }

    @Override
    public int wireType() {
      return 1;
    }
  }

  /** Type 2: a nested message. */
  record Struct(Message message) implements Value {
    public Struct {
      Objects.requireNonNull(message);
    }

    @Override
    public int wireType() {
      return 2;
    }
  }

  /** Type 3: a list of texts. */
  record TextList(List<String> texts) implements Value {
    public TextList {
      texts = List.copyOf(texts);
    }

    @Override
    public int wireType() {
      return 3;
    }
  }

  /** Type 4: a nested message in its compressed encoding (wire.md 3.2). */
  record Compressed(Bytes payload) implements Value {
    public Compressed {
      Objects.requireNonNull(payload);
    }

    @Override
    public int wireType() {
      return 4;
    }
  }

  /**
   * Type 5: a nested message its creator wants compressed. It is seen on local client sockets and
   * inside traditional compression only; whoever sends it to the network turns it into type 4.
   */
  record Uncompressed(Message message) implements Value {
    public Uncompressed {
      Objects.requireNonNull(message);
    }

    @Override
    public int wireType() {
      return 5;
    }
  }
}
