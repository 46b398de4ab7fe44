package org.linuxha.heartbeat.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;

/**
 * A network interface as it is at one moment.
 *
 * @param index the kernel's number; a device made anew under the same name has another
 * @param address its first IPv4 address, or null
 * @param broadcast the broadcast address of that, or null
 */
record Device(String name, int index, Inet4Address address, Inet4Address broadcast) {

  /** Looks the device up; blocks for a system call or two. Null if there is none of that name. */
  static Device look(String name) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      return null;
    }
    for (InterfaceAddress each : found.getInterfaceAddresses()) {
      if (each.getAddress() instanceof Inet4Address address) {
        return new Device(name, found.getIndex(), address, (Inet4Address) each.getBroadcast());
      }
    }
    return new Device(name, found.getIndex(), null, null);
  }
}
