package org.linuxha.heartbeat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.auth.AuthKeys;
import org.linuxha.heartbeat.auth.AuthKeysParser;
import org.linuxha.heartbeat.auth.KeyRing;
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
      "FILE is a pcap file, the raw bytes of one direction of a serial line, or - for standard input:",
      "  tcpdump -i eth0 -U -w - udp port 694 | hb decode --keys /etc/ha.d/authkeys -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message was decoded and none has a wrong signature",
      "1:some message is damaged or has a wrong signature",
      "2:wrong use",
      "3:the file or the keys cannot be read"
    })
final class DecodeCommand implements Callable<Integer> {
  @Option(
      names = "--keys",
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
      Decoder decoder = new Decoder(ring(), new PrintStream(System.out, false, StandardCharsets.US_ASCII));
      try (InputStream stream = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
        decoder.run(new java.io.BufferedInputStream(stream));
      }
      if (!quiet) {
        spec.commandLine().getErr().printf(
            "%d messages, %d with a wrong signature, %d damaged; %d other packets%n",
            decoder.messages(), decoder.badSignatures(), decoder.damaged(), decoder.others());
      }
      return decoder.badSignatures() + decoder.damaged() > 0 ? 1 : 0;
    } catch (NoSuchFileException e) {
      return fail(e.getFile() + ": there is no such file.");
    } catch (IOException e) {
      return fail(file + ": " + e.getMessage());
    }
  }

  private KeyRing ring() throws IOException {
    if (keys == null) {
      return null;
    }
    AuthKeys read = AuthKeysParser.parse(keys.toString(), Files.readString(keys, StandardCharsets.ISO_8859_1));
    if (read.ring().isEmpty()) {
      read.problems().forEach(problem -> spec.commandLine().getErr().println(problem.full()));
      throw new IOException("the keys in " + keys + " cannot be used");
    }
    return read.ring().get();
  }

  private int fail(String sentence) {
    spec.commandLine().getErr().println("hb decode: " + sentence);
    return 3;
  }
}
