package org.linuxha.heartbeat.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;

/**
 * A report as a file: tar, gzip. It is never unpacked to a disk: names are only looked at, what is no plain file or
 * leaves its directory is refused, and so is what grows beyond {@link #MOST_BYTES}.
 */
final class ReportArchive {
  /** The member that makes it a report; it comes first. */
  static final String ABOUT = "report.json";

  /** All members together, unpacked. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  static final String FORMAT = "hb-report";
  static final int VERSION = 1;
  private static final int MOST_MEMBERS = 5_000;
  private static final int LONGEST_NAME = 300;
  private static final int OWNER_ONLY = 0600;

  private ReportArchive() {}

  /** Those files by name, in order, below a directory of that name. */
  static byte[] write(String top, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(top, files, bytes);
    return bytes.toByteArray();
  }

  private static void write(String top, Map<String, byte[]> files, OutputStream to) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(to), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(top.isEmpty() ? file.getKey() : top + "/" + file.getKey());
        entry.setSize(file.getValue().length);
        entry.setMode(OWNER_ONLY);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
  }

  /** The files of a whole report; the names are those that were given to {@link #write}. */
  static Map<String, byte[]> read(InputStream from, String name) throws CannotAnswer {
    Map<String, byte[]> all = members(from, name);
    String first = all.keySet().stream().findFirst().orElse("");
    if (!first.endsWith("/" + ABOUT) || first.indexOf('/') != first.lastIndexOf('/')) {
      throw refused(name + " is an archive, but none of hb report: it does not begin with " + ABOUT + ".");
    }
    String top = first.substring(0, first.indexOf('/') + 1);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> member : all.entrySet()) {
      if (!member.getKey().startsWith(top)) {
        throw refused(name + " has the member '" + Text.printable(member.getKey()) + "' outside of " + Text.printable(top) + ".");
      }
      files.put(member.getKey().substring(top.length()), member.getValue());
    }
    JsonObject about = about(files, name);
    if (!FORMAT.equals(about.getValue("format"))) {
      throw refused(name + " is an archive, but none of hb report.");
    }
    if (!(about.getValue("version") instanceof Integer version) || version > VERSION) {
      throw refused(name + " was written by a newer hb, in version " + about.getValue("version") + " of the format; this one knows " + VERSION + ".");
    }
    return files;
  }

  static JsonObject about(Map<String, byte[]> files, String name) throws CannotAnswer {
    try {
      return new JsonObject(new String(files.get(ABOUT), StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw refused(name + ": its " + ABOUT + " is no JSON.");
    }
  }

  /** Plain files by name, whatever archive that is. */
  static Map<String, byte[]> members(InputStream from, String name) throws CannotAnswer {
    Map<String, byte[]> files = new LinkedHashMap<>();
    long left = MOST_BYTES;
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(from), "UTF-8")) {
      int count = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++count > MOST_MEMBERS) {
          throw refused(name + " has more than " + MOST_MEMBERS + " members.");
        }
        String member = entry.getName().replaceFirst("^\\./", "");
        check(name, member, entry);
        if (entry.isDirectory()) {
          continue;
        }
        byte[] content = entry.getSize() > left ? null : tar.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
        if (content == null || content.length > left) {
          throw refused(name + " unpacks to more than " + MOST_BYTES + " bytes.");
        }
        if (content.length < entry.getSize()) {
          throw refused(name + " ends in the middle of '" + Text.printable(member) + "'.");
        }
        left -= content.length;
        if (files.put(member, content) != null) {
          throw refused(name + " has '" + Text.printable(member) + "' twice.");
        }
      }
      return files;
    } catch (IOException | IllegalArgumentException e) {
      // commons-compress meets some damage with unchecked exceptions
      throw refused(name + " cannot be unpacked: " + (e instanceof java.io.EOFException ? "it is empty, or ends too early" : Text.printable(Cause.of(e))) + ".");
    }
  }

  private static void check(String name, String member, TarArchiveEntry entry) throws CannotAnswer {
    boolean outside = entry.getName().startsWith("/") || java.util.Arrays.asList(member.split("/", -1)).contains("..")
        || member.indexOf('\\') >= 0 || member.indexOf('\0') >= 0;
    if (outside || member.length() > LONGEST_NAME) {
      throw refused(name + " has a member that leaves its directory: '" + Text.printable(member) + "'.");
    }
    if (!entry.isDirectory() && (!entry.isFile() || entry.isSymbolicLink() || entry.isLink() || entry.isSparse())) {
      throw refused(name + " has a member that is no plain file: '" + Text.printable(member) + "'.");
    }
  }

  static CannotAnswer refused(String what) {
    return new CannotAnswer(Exit.FAILED, Code.REPORT_UNREADABLE, what);
  }
}
