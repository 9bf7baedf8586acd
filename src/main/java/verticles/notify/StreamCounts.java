package verticles.notify;

import java.util.concurrent.atomic.LongAdder;

/** What the streams of a node did since its start. */
record StreamCounts(LongAdder sent, LongAdder conflated, LongAdder dropped, LongAdder refused) {
  StreamCounts() {
    this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }
}
