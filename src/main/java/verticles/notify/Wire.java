package verticles.notify;

/** How frames reach one client; used on its event loop only. */
public interface Wire {
  /** Whether it takes no more now; it calls {@link Subscriber#drain} when it does again. */
  boolean full();

  /** Sends one frame. */
  void send(NoticeFrame frame);

  /** Ends the stream; {@code last} is sent before, where the client still reads. */
  void end(StreamEnd why, NoticeFrame last);
}
