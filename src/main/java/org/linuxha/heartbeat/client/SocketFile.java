package org.linuxha.heartbeat.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * The file of a client socket, mode 0777 in a directory 0750 hacluster:haclient, which is the outer access
 * check (client-api.md 1.1). It is bound under another name and moved to its place when it is ready. All calls
 * block.
 */
final class SocketFile {
  static final String USER = "hacluster";
  static final String GROUP = "haclient";

  private final Path path;
  private final Path fresh;
  private final boolean ofHacluster;

  /**
   * @param ofHacluster the file itself belongs to hacluster:haclient
   */
  SocketFile(Path path, boolean ofHacluster) {
    this.path = path;
    this.fresh = path.resolveSibling(path.getFileName() + ".new");
    this.ofHacluster = ofHacluster;
  }

  Path path() {
    return path;
  }

  /** The name to bind to. */
  Path fresh() {
    return fresh;
  }

  /** Makes the directory what it must be; fails if somebody still listens. */
  void prepare() throws IOException {
    prepareDirectory();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && someoneListens()) {
      throw new IOException(
          new Problem(Code.CLIENT_SOCKET_UNUSABLE, path.toString(), "another program listens there.").full());
    }
    Files.deleteIfExists(fresh);
  }

  void prepareDirectory() throws IOException {
    Files.createDirectories(path.getParent());
    guard(path.getParent());
  }

  /** Only root can give files away; a daemon of an ordinary user leaves its directory as it is. */
  private static void guard(Path directory) throws IOException {
    if (give(directory)) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    }
  }

  /** False where there is no such user, or we may not. */
  private static boolean give(Path file) throws IOException {
    UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      view.setGroup(names.lookupPrincipalByGroupName(GROUP));
      view.setOwner(names.lookupPrincipalByName(USER));
      return true;
    } catch (UserPrincipalNotFoundException | FileSystemException notOurs) {
      return false;
    }
  }

  /** Non-blocking: a daemon that hangs with a full backlog is alive all the same. */
  private boolean someoneListens() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      return channel.connect(UnixDomainSocketAddress.of(path)) || channel.isConnectionPending();
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage()).contains("temporarily unavailable");
    }
  }

  void publish() throws IOException {
    if (ofHacluster) {
      give(fresh);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(fresh);
  }
}
