package org.linuxha.heartbeat.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.notation.ConfigText;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hb decode}: captures as readable messages with the verdict on their signatures. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Prints each Heartbeat message of a capture as one JSON line, with the verdict on its signatures.",
      "FILE is a capture (pcap, pcapng), the raw bytes of one direction of a serial line, or - for standard input:",
      "  tcpdump -i any -s 0 -U -w - udp port 694 | hb decode --keys /etc/ha.d/authkeys -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message was decoded and, if keys were given, is rightly signed",
      "1:some message is damaged, or is not rightly signed",
      "2:wrong use",
      "5:the file or the keys cannot be read"
    })
final class DecodeCommand implements Callable<Integer> {
  @Option(
      names = {"-k", "--keys"},
      paramLabel = "AUTHKEYS",
      description = "check signatures with the keys of this file; without it no verdicts are printed")
  private Path keys;

  @Option(names = {"-q", "--quiet"}, description = "no summary on standard error")
  private boolean quiet;

  @Parameters(paramLabel = "FILE", description = "what to decode, - for standard input")
  private String file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      Decoder decoder = new Decoder(keys == null ? null : ring(), spec.commandLine().getOut());
      decode(decoder);
      if (!quiet) {
        summary(decoder);
      }
      return decoder.badSignatures() + decoder.damaged() > 0 ? Exit.DEGRADED : Exit.OK;
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println("hb decode: " + Text.printable(e.getMessage()));
      return e.exitStatus();
    }
  }

  private void decode(Decoder decoder) throws CannotAnswer {
    try (InputStream stream = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      decoder.run(new BufferedInputStream(stream));
    } catch (IOException e) {
      throw unreadable(Code.CAPTURE_UNREADABLE, file.equals("-") ? "standard input" : file, e);
    }
  }

  private void summary(Decoder decoder) {
    String signatures =
        keys == null ? "signatures not checked" : decoder.badSignatures() + " not rightly signed";
    spec.commandLine().getErr().printf(
        "%d messages (%s), %d damaged; %d other packets%n",
        decoder.messages(), signatures, decoder.damaged(), decoder.others());
  }

  private KeyRing ring() throws CannotAnswer {
    String text;
    try {
      text = ConfigText.read(keys, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(Code.AUTHKEYS_UNREADABLE, keys.toString(), e);
    }
    AuthKeys read = AuthKeysParser.parse(keys.toString(), text);
    return read.ring().orElseThrow(() -> new CannotAnswer(Exit.FAILED, errors(read)));
  }

  private static String errors(AuthKeys read) {
    return String.join(" ", read.problems().stream().map(Problem::full).toList());
  }

  private static CannotAnswer unreadable(Code code, String place, IOException cause) {
    String reason = cause.getMessage();
    if (cause instanceof NoSuchFileException) {
      reason = "there is no such file";
    } else if (cause instanceof AccessDeniedException) {
      reason = "you may not read it";
    }
    return new CannotAnswer(Exit.FAILED, new Problem(code, place, reason + ".").full());
  }
}
