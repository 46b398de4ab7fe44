package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.linuxha.heartbeat.bus.TestLoss;
import org.linuxha.heartbeat.log.Words;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;
import org.linuxha.heartbeat.problem.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code OnlyForTesting} in the configuration directory (upstream-suites.md 5), looked at at each reading again. */
final class TestLossFile {
  private static final Logger LOG = LoggerFactory.getLogger(TestLossFile.class);
  private static final String NAME = "OnlyForTesting";

  private final Path path;
  private TestLoss loss = TestLoss.NONE;

  TestLossFile(Path configDirectory) {
    path = configDirectory.resolve(NAME);
  }

  /** What the file says now; blocks. Says so in the C daemon's words when it changed. */
  TestLoss read() {
    TestLoss now = loss;
    try {
      now = parse(Files.readAllLines(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      now = TestLoss.NONE;
    } catch (IOException e) {
      unreadable(FileTrouble.why(path, e));
    } catch (IllegalArgumentException e) {
      unreadable(Cause.of(e));
    }
    say(now);
    loss = now;
    return now;
  }

  private void unreadable(String why) {
    Words.say(LOG, Code.TEST_LOSS_UNREADABLE.severity(), Code.TEST_LOSS_UNREADABLE, path + ": " + why + "; nothing changes.");
  }

  private void say(TestLoss now) {
    if (now.equals(loss)) {
      return;
    }
    if (now.equals(TestLoss.NONE)) {
      LOG.info("Test Code Now disabled.");
    } else {
      LOG.info("WARNING: Enabling Test Code");
      LOG.info("Xmit loss probability = {}", String.format(Locale.ROOT, "%.3f", now.transmit()));
      LOG.info("Receive loss probability = {}", String.format(Locale.ROOT, "%.3f", now.receive()));
    }
  }

  /**
   * Reads {@code xmitloss=P}, {@code rcvloss=P} and {@code allownodes=NODE NODE;}.
   *
   * @throws IllegalArgumentException for anything else, with the line
   */
  static TestLoss parse(List<String> lines) {
    double transmit = 0;
    double receive = 0;
    Set<String> spared = new HashSet<>();
    for (String line : lines) {
      String[] words = (line.strip() + (line.contains("=") ? "" : "=")).split("=", 2);
      switch (words[0]) {
        case "" -> ignoreBlank(line);
        case "xmitloss" -> transmit = share(line, words[1]);
        case "rcvloss" -> receive = share(line, words[1]);
        case "allownodes" -> {
          for (String node : words[1].split("[\\s;]+")) {
            if (!node.isEmpty()) {
              spared.add(node.toLowerCase(Locale.ROOT));
            }
          }
        }
        default -> throw new IllegalArgumentException("'" + line + "' is none of xmitloss=, rcvloss=, allownodes=");
      }
    }
    return new TestLoss(transmit, receive, spared);
  }

  private static void ignoreBlank(String line) {
    if (!line.isBlank()) {
      throw new IllegalArgumentException("'" + line + "' has no name before its =");
    }
  }

  private static double share(String line, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("'" + line + "' is no number from 0 to 1");
  }
}
