package verticles.notify;

import java.util.List;

/** What a client that comes back gets. */
sealed interface Replay {
  /** The number after which the live frames go on. */
  long upTo();

  /** All that it missed. */
  record Whole(List<NoticeFrame> frames, long upTo) implements Replay {}

  /** It missed more than is kept, or than is worth sending: it must look at the state anew. */
  record Gap(String reason, long upTo) implements Replay {}
}
