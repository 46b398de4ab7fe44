package org.linuxha.heartbeat.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sample in conf/ fits the schema and is a configuration that starts. */
class SampleTest {
  @Test
  void theSampleStarts() throws Exception {
    SchemaCheck.Result read = SchemaCheck.read("heartbeat.json", Files.readString(Path.of("conf/heartbeat.json")));
    assertThat(read.problems()).isEmpty();
    ToJson again = ToJson.of(FromJson.files(read.json().orElseThrow()));
    assertThat(again.problems()).isEmpty();
    assertThat(again.main()).isEqualTo(read.json().get());
  }
}
