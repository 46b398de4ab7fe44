package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A daemon of a demo ends with the demo; any other daemon does not care for its standard input. */
class ParentWatchTest {
  @Test
  void theEndOfStandardInputIsTheEndOfTheParentAndWhatIsWrittenIsNot() throws Exception {
    PipedOutputStream parent = new PipedOutputStream();
    CountDownLatch ended = new CountDownLatch(1);
    ParentWatch.begin(Map.of(ParentWatch.VARIABLE, ""), new PipedInputStream(parent), ended::countDown);
    parent.write("hello\n".getBytes());
    parent.flush();
    assertThat(ended.await(50, TimeUnit.MILLISECONDS)).isFalse();
    parent.close();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void withoutTheVariableNothingIsRead() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ParentWatch.begin(Map.of(), java.io.InputStream.nullInputStream(), ended::countDown);
    assertThat(ended.await(50, TimeUnit.MILLISECONDS)).isFalse();
  }
}
