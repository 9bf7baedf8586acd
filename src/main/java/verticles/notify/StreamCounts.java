package verticles.notify;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The open streams of a node, and what all of them did since its start. */
record StreamCounts(AtomicInteger open, LongAdder sent, LongAdder conflated, LongAdder dropped) {
  StreamCounts() {
    this(new AtomicInteger(), new LongAdder(), new LongAdder(), new LongAdder());
  }
}
