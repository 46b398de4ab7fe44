package org.linuxha.heartbeat.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.linuxha.heartbeat.config.LoopbackLabel;

/**
 * A network interface as it is at one moment.
 *
 * @param index the kernel's number; a device made anew under the same name has another
 * @param running up, and its cable is in
 * @param subnets its IPv4 addresses in the kernel's order: the first is the one C programs see
 * @param addresses6 its IPv6 addresses
 */
record Device(String name, int index, boolean running, List<Subnet> subnets, List<Inet6Address> addresses6) {

  /**
   * @param broadcast null if there is none
   */
  record Subnet(Inet4Address address, Inet4Address broadcast) {}

  Device {
    subnets = List.copyOf(subnets);
    addresses6 = List.copyOf(addresses6);
  }

  /** Looks the device up; blocks for a few system calls. Null if there is none of that name. */
  static Device look(String name) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      String device = LoopbackLabel.device(name);
      return device.equals(name) ? null : look(device);
    }
    boolean loopback = found.isLoopback();
    List<Subnet> subnets = new ArrayList<>();
    List<Inet6Address> addresses6 = new ArrayList<>();
    for (InterfaceAddress each : found.getInterfaceAddresses()) {
      if (each.getAddress() instanceof Inet4Address address) {
        subnets.add(new Subnet(address, broadcast(each, address, loopback)));
      } else if (each.getAddress() instanceof Inet6Address address) {
        addresses6.add(address);
      }
    }
    // the JDK's list is the kernel's reversed: a cluster's own service address would come first
    Collections.reverse(subnets);
    return new Device(name, found.getIndex(), found.isUp(), subnets, addresses6);
  }

  /** As set; else as the prefix says, for an address that was added without one. */
  private static Inet4Address broadcast(InterfaceAddress found, Inet4Address address, boolean loopback)
      throws IOException {
    boolean capable = found.getBroadcast() != null || loopback;
    if (!capable || found.getNetworkPrefixLength() > 30) {
      return null;
    }
    if (!loopback && !found.getBroadcast().isAnyLocalAddress()) {
      return (Inet4Address) found.getBroadcast();
    }
    byte[] octets = address.getAddress();
    for (int bit = found.getNetworkPrefixLength(); bit < 32; bit++) {
      octets[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    return (Inet4Address) InetAddress.getByAddress(octets);
  }

  /** Whether it still has that address; a record's own comparison costs 20 ms of code made for it at the first use. */
  boolean has(Subnet subnet) {
    for (Subnet each : subnets) {
      if (each.address.equals(subnet.address) && Objects.equals(each.broadcast, subnet.broadcast)) {
        return true;
      }
    }
    return false;
  }

  /** The one with that address, or null. */
  Subnet subnet(InetAddress address) {
    return subnets.stream().filter(each -> each.address.equals(address)).findFirst().orElse(null);
  }

  /** Its own form of that address, which for link-local ones names the device; null if it has not that address. */
  Inet6Address own(Inet6Address address) {
    return addresses6.stream().filter(address::equals).findFirst().orElse(null);
  }

  /** The address that C programs see, or null if the device has none. */
  Subnet primary() {
    return subnets.isEmpty() ? null : subnets.get(0);
  }
}
