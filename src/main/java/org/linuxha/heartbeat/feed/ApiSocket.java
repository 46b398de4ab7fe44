package org.linuxha.heartbeat.feed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** The file of the Unix socket: cleared before, its owner and mode set after. All calls block. */
final class ApiSocket {
  static final String GROUP = "haclient";

  private ApiSocket() {}

  /** Removes what a killed daemon left; fails if somebody still listens there. */
  static void clear(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException refused) {
      Files.delete(path);
      return;
    }
    throw new IOException("another daemon listens on " + path);
  }

  /** For root and group haclient where that group exists, else for the owner alone. */
  static void protect(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    try {
      GroupPrincipal group = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP);
      view.setGroup(group);
      view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    } catch (UserPrincipalNotFoundException noSuchGroup) {
      // the owner alone then
    } catch (java.nio.file.FileSystemException notPermitted) {
      // an ordinary user who is no member: the owner alone
    }
  }
}
