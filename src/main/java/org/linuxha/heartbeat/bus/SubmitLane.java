package org.linuxha.heartbeat.bus;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The heart's end of {@code message.submit}: hands over one submission after the other, however they came. */
public final class SubmitLane {
  private SubmitLane() {}

  /** The submitter's credit comes back with it; exactly one call each. */
  public interface Answer {
    void taken();

    void refused(String reason);
  }

  public static MessageConsumer<Object> serve(EventBus bus, BiConsumer<Submission, Answer> heart) {
    return bus.localConsumer(Addresses.MESSAGE_SUBMIT, sent -> serve(sent, heart));
  }

  private static void serve(Message<Object> sent, BiConsumer<Submission, Answer> heart) {
    if (!(sent.body() instanceof Gathered gathered)) {
      heart.accept((Submission) sent.body(), new One(sent));
      return;
    }
    Several several = new Several(sent, gathered.payloads().size());
    for (int i = 0; i < gathered.payloads().size(); i++) {
      heart.accept((Submission) gathered.payloads().get(i), several.answer(i));
    }
  }

  private record One(Message<Object> sent) implements Answer {
    @Override
    public void taken() {
      sent.reply(true);
    }

    @Override
    public void refused(String reason) {
      sent.fail(0, reason);
    }
  }

  /** Answers for all when the last is known. */
  private static final class Several {
    private final Message<Object> sent;
    private final String[] refusals;
    private int open;

    Several(Message<Object> sent, int count) {
      this.sent = sent;
      this.refusals = new String[count];
      this.open = count;
    }

    Answer answer(int index) {
      return new Answer() {
        @Override
        public void taken() {
          refused("");
        }

        @Override
        public void refused(String reason) {
          refusals[index] = reason;
          if (--open == 0) {
            sent.reply(new Answers(Arrays.asList(refusals)));
          }
        }
      };
    }
  }
}
