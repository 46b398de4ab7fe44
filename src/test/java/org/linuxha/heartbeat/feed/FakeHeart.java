package org.linuxha.heartbeat.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.SubmitLane;
import org.linuxha.heartbeat.bus.Told;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Message;

/** Stands where the heart stands: takes what is submitted, numbers it, and delivers it here. */
final class FakeHeart {
  final LinkedBlockingQueue<Message> sent = new LinkedBlockingQueue<>();
  private final List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
  private final FeedHouse house;
  private int ordinal;
  private int seq;
  private volatile boolean holding;
  volatile String refusal;

  FakeHeart(FeedHouse house) {
    this(house, Story.allActive().events().size());
    house.tell(Story.allActive().events());
  }

  /** In a house that was told so many events. */
  FakeHeart(FeedHouse house, int told) {
    this.house = house;
    this.ordinal = told;
    SubmitLane.serve(house.house.vertx().eventBus(), this::take);
  }

  private synchronized void take(Submission submission, SubmitLane.Answer answer) {
    if (holding) {
      held.add(() -> take(submission, answer));
    } else if (refusal != null && !submission.message().type().startsWith("hbapi-")) {
      answer.refused(refusal);
    } else {
      Message message =
          submission.message().with("src", "alice").with("seq", Integer.toHexString(++seq));
      sent.add(message);
      answer.taken();
      if (!"bob".equals(message.text("dest"))) {
        tell(new ClusterEvent.Delivered(message, "", true));
      }
    }
  }

  synchronized void tell(ClusterEvent event) {
    Moment moment = Story.moment(++ordinal);
    house.tell(List.of(new Told(ordinal, moment.nanos(), moment.wallMillis(), event)));
  }

  /** Takes nothing until {@link #release}. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void release() {
    holding = false;
    List.copyOf(held).forEach(Runnable::run);
    held.clear();
  }

  int held() {
    return held.size();
  }

  org.linuxha.heartbeat.message.Message next() throws InterruptedException {
    return sent.poll(20, TimeUnit.SECONDS);
  }
}
