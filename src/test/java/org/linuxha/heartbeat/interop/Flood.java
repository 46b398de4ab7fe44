package org.linuxha.heartbeat.interop;

import java.io.File;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A program: throws every kind of bad packet at one address, evenly, at a given rate. It is run
 * inside a host so that its packets cross the cluster's own network.
 */
public final class Flood {

  private static final int PORT = 694;
  private static final long TURN_NANOS = 10_000_000;

  private Flood() {}

  /** {@code ADDRESS KEY SOURCE PER_SECOND SECONDS}; prints how many were sent. */
  public static void main(String[] args) throws Exception {
    InetAddress target = InetAddress.getByName(args[0]);
    Forger forger = new Forger(args[1], args[2]);
    int perTurn = (int) (Integer.parseInt(args[3]) * TURN_NANOS / 1_000_000_000L);
    long turns = Long.parseLong(args[4]) * 1_000_000_000L / TURN_NANOS;
    List<byte[]> packets = new ArrayList<>();
    for (Forger.Lie lie : Forger.Lie.values()) {
      packets.add(forger.packet(lie));
    }
    int sent = 0;
    try (DatagramSocket socket = new DatagramSocket()) {
      long next = System.nanoTime();
      for (long turn = 0; turn < turns; turn++) {
        for (int i = 0; i < perTurn; i++) {
          byte[] packet = packets.get(sent++ % packets.size());
          socket.send(new DatagramPacket(packet, packet.length, target, PORT));
        }
        next += TURN_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    System.out.println(sent);
  }

  /** The command that runs it with this JVM's own class path. */
  static String[] command(String address, String key, String source, int perSecond, int seconds) {
    return new String[] {
      System.getProperty("java.home") + File.separator + "bin/java", "-XX:+UseSerialGC", "-Xmx64m",
      "-cp", System.getProperty("java.class.path"), Flood.class.getName(),
      address, key, source, Integer.toString(perSecond), Integer.toString(seconds)
    };
  }
}
