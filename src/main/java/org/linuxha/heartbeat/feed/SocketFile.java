package org.linuxha.heartbeat.feed;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;

/**
 * The file of the Unix socket. It is bound under another name, given its owner and mode, and only then
 * moved to its place: nobody ever meets it with the wrong mode, and what a killed daemon left is
 * replaced in one step. All calls block.
 */
final class SocketFile {
  static final String GROUP = "haclient";

  /** {@code sun_path} of Linux, with its final zero. */
  private static final int MAX_PATH_BYTES = 107;

  private final Path path;
  private final Path fresh;
  private final boolean forAll;

  /**
   * @param forAll whether everybody may open it, because something else asks who is there
   */
  SocketFile(Path path, boolean forAll) {
    this.path = path;
    this.forAll = forAll;
    this.fresh = path.resolveSibling(path.getFileName() + ".new");
  }

  /** The name to bind to. */
  Path fresh() {
    return fresh;
  }

  /** Fails if somebody still listens there, or if the path cannot be bound; clears what is in the way. */
  void prepare() throws IOException {
    if (fresh.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw failure("the path is longer than the " + (MAX_PATH_BYTES - 4) + " bytes a socket may have");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && someoneListens()) {
      throw failure("another daemon listens there");
    }
    Files.deleteIfExists(fresh);
  }

  /** Non-blocking: a daemon that hangs with a full backlog is alive all the same. */
  private boolean someoneListens() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.configureBlocking(false);
      return channel.connect(UnixDomainSocketAddress.of(path)) || channel.isConnectionPending();
    } catch (IOException refused) {
      // ECONNREFUSED: a stale socket; anything else that is no socket is replaced as well
      return String.valueOf(refused.getMessage()).contains("temporarily unavailable");
    }
  }

  private IOException failure(String reason) {
    return new IOException(new Problem(Code.API_SOCKET_UNUSABLE, path.toString(), reason + ".").full());
  }

  /** For the owner and group haclient where that group exists, else for the owner alone; or for all. */
  void publish() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    try {
      GroupPrincipal group =
          fresh.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP);
      view.setGroup(group);
      view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    } catch (UserPrincipalNotFoundException | FileSystemException ownerAlone) {
      // no such group, or an ordinary user who is no member of it
    }
    if (forAll) {
      view.setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(fresh);
  }
}
