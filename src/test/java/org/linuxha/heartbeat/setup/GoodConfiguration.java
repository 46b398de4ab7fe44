package org.linuxha.heartbeat.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.linuxha.heartbeat.process.HostEnvironment;

/** A configuration directory of one node, alice, in which nothing is wrong until a test changes a file. */
public final class GoodConfiguration {
  private final Path directory;
  private final Places places;
  private final ConfigLoader loader;

  public GoodConfiguration(Path directory) throws IOException {
    this.directory = directory;
    places = Places.of(directory, directory.resolve("run"), directory.resolve("state"));
    loader = new ConfigLoader(places, new HostEnvironment());
    write("ha.cf", "mcast lo 239.0.0.1 694 0 1\nnode alice\nauto_failback off\n");
    write("authkeys", "auth 1\n1 sha1 of-a-test\n");
    write("haresources", "");
  }

  public Places places() {
    return places;
  }

  public ConfigLoader loader() {
    return loader;
  }

  public void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rw-------"));
  }

  public Loaded load() {
    return loader.load("alice", false, java.util.Optional.empty());
  }
}
