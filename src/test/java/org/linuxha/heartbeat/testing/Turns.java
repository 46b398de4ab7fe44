package org.linuxha.heartbeat.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Which test classes may run beside each other when Failsafe has several JVMs: those whose hosts are namespaces of
 * their own wait for packets most of their time and share the machine; every other has it to itself. The JVMs agree by
 * locks on two files in the directory that the property {@value #DIRECTORY} names; without it nobody waits.
 */
public final class Turns implements BeforeAllCallback, AfterAllCallback {
  private static final String DIRECTORY = "heartbeat.test.turns";
  private static final String SHARING = "org.linuxha.heartbeat.interop.";

  /** One class at a time in a JVM. */
  private static FileChannel machine;
  private static FileLock held;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    String directory = System.getProperty(DIRECTORY);
    if (directory == null || isNested(context)) {
      return;
    }
    Path turns = Files.createDirectories(Path.of(directory));
    release();
    machine = open(turns.resolve("machine"));
    // who waits to be alone keeps the door, else the others would follow each other for ever
    try (FileChannel door = open(turns.resolve("door")); FileLock first = door.lock()) {
      held = machine.lock(0, Long.MAX_VALUE, shares(context.getRequiredTestClass()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (!isNested(context)) {
      release();
    }
  }

  private static void release() throws IOException {
    if (held != null) {
      held.release();
      machine.close();
      held = null;
    }
  }

  private static boolean shares(Class<?> test) {
    return test.getName().startsWith(SHARING) && !test.isAnnotationPresent(Alone.class);
  }

  private static boolean isNested(ExtensionContext context) {
    return context.getRequiredTestClass().isMemberClass();
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
