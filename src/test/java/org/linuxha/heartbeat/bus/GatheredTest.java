package org.linuxha.heartbeat.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linuxha.heartbeat.bus.Futures.await;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.message.Message;

/** What goes over the bus together comes out as if it had come one by one. */
class GatheredTest {
  private final House house = House.open();

  @AfterEach
  void close() throws Exception {
    await(house.close());
  }

  private static Submission submission(int number) {
    return new Submission("test", Message.ofType("hello").with("n", Integer.toString(number)));
  }

  @Test
  void aPayloadThatIsDealtWithBadlyTakesNoOtherAlong() {
    List<Integer> seen = new ArrayList<>();
    assertThatThrownBy(() -> Gathered.<Integer>each(new Gathered(List.of(1, 2, 3)), number -> {
      seen.add(number);
      if (number == 2) {
        throw new IllegalStateException("two");
      }
    })).hasMessage("two");
    assertThat(seen).containsExactly(1, 2, 3);
    Gathered.<Integer>each(4, seen::add);
    assertThat(seen).endsWith(4);
  }

  @Test
  void submissionsOfOneTurnComeInOrderAndEachGetsItsOwnAnswer() throws Exception {
    ConcurrentLinkedQueue<String> came = new ConcurrentLinkedQueue<>();
    SubmitLane.serve(house.vertx().eventBus(), (submission, answer) -> {
      String number = submission.message().text("n");
      came.add(number);
      if (number.endsWith("3")) {
        answer.refused("no " + number);
      } else {
        answer.taken();
      }
    });
    Submitter submitter = new Submitter(house.vertx(), Submitter.Share.CLIENTS);
    List<Future<Void>> answers = new ArrayList<>();
    await(Future.future(done -> house.vertx().runOnContext(now -> {
      IntStream.range(0, 100).forEach(i -> answers.add(submitter.submit(submission(i))));
      Future.join(answers).onComplete(all -> done.complete());
    })));
    assertThat(came).containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    for (int i = 0; i < 100; i++) {
      assertThat(answers.get(i).succeeded()).as("submission %d", i).isEqualTo(i % 10 != 3);
    }
    assertThat(answers.get(13).cause()).hasMessage("no 13");
    assertThat(submitter.outstanding()).isZero();
  }
}
