package org.linuxha.heartbeat.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One opened serial device (wire.md 8.5): 8 bits, no parity, raw, hardware flow control. Every method
 * but {@link #close} may block, so two threads of {@link SerialCarrier} own it, one a direction; closing
 * ends what blocks.
 */
final class SerialLine {
  /** How long an idle read takes, and with it how late a drain can be answered; the terminal knows tenths of a second only. */
  static final int READ_MILLIS = 100;

  private static final String NO_DEVICE = "there is no such device";
  private static final int DATA_BITS = 8;
  private static final int BREAK_MILLIS = 250;
  private static final Map<Integer, String> ERRNO =
      Map.of(
          2, NO_DEVICE,
          5, "the device answers with an I/O error",
          6, NO_DEVICE,
          13, "permission denied",
          16, "another program uses it",
          19, NO_DEVICE,
          25, "it is no serial line");

  private final SerialPort port;

  private SerialLine(SerialPort port) {
    this.port = port;
  }

  /** Blocks. Fails with {@link Carrier.CannotOpen}. */
  static SerialLine open(String device, int baud) {
    SerialPort port = find(device);
    port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
    if (!port.openPort(0)) {
      int code = port.getLastErrorCode();
      throw new Carrier.CannotOpen(ERRNO.getOrDefault(code, "it cannot be opened (error " + code + ")"));
    }
    return new SerialLine(port);
  }

  /**
   * The library looks below /dev for the last part of a name that does not exist: for a path that was
   * unplugged it would open the console of that number. So it is given the real path, and is believed
   * only if it took that one.
   */
  private static SerialPort find(String device) {
    try {
      String real = Path.of(device).toRealPath().toString();
      SerialPort port = SerialPort.getCommPort(real);
      if (port.getSystemPortPath().equals(real)) {
        return port;
      }
    } catch (IOException | SerialPortInvalidPortException e) {
      // said below
    }
    throw new Carrier.CannotOpen(NO_DEVICE);
  }

  /** Tells the other side's receiver to start anew, as the C daemon does when it opens. */
  void sendBreak() throws InterruptedException {
    if (port.setBreak()) {
      Thread.sleep(BREAK_MILLIS);
      port.clearBreak();
    }
  }

  /** What came within {@link #READ_MILLIS}: a number of bytes, 0 if none, negative if the line is gone. */
  int read(byte[] into) {
    return port.readBytes(into, into.length);
  }

  /** True if nothing that had arrived is still unread. */
  boolean isEmpty() {
    return port.bytesAvailable() <= 0;
  }

  /** Blocks as long as the other side does not take it; negative if the line is gone. */
  int write(byte[] octets, int offset, int length) {
    return port.writeBytes(octets, length, offset);
  }

  void close() {
    port.closePort();
  }
}
