package verticles.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections that hold a server up: they drip what they send, or never read what they asked
 * for. Used by one thread.
 */
public final class SlowClients implements AutoCloseable {
  private final InetSocketAddress server;
  private final List<SocketChannel> dripping = new ArrayList<>();
  private final List<SocketChannel> deaf = new ArrayList<>();
  private final byte[] drip;
  private int turn;

  /**
   * Nobody yet.
   *
   * @param drip of which everybody sends one byte at a time, over and over
   */
  public SlowClients(int port, String drip) {
    this.server = new InetSocketAddress("127.0.0.1", port);
    this.drip = bytes(drip);
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Adds connections that send this and then one byte at each {@link #drip}. */
  public SlowClients dripping(int count, String beginning) {
    for (int client = 0; client < count; client++) {
      dripping.add(connect(0, bytes(beginning)));
    }
    return this;
  }

  /** Adds connections that ask as often as the server takes it, and read no answer. */
  public SlowClients deaf(int count, String request) {
    for (int client = 0; client < count; client++) {
      SocketChannel channel = connect(4096, new byte[0]);
      byte[] asked = bytes(request);
      int written = 1;
      try {
        for (int round = 0; round < 2000 && written > 0; round++) {
          written = channel.write(ByteBuffer.wrap(asked));
        }
      } catch (IOException closed) {
        // the server has had enough already
      }
      deaf.add(channel);
    }
    return this;
  }

  private SocketChannel connect(int receiveBuffer, byte[] beginning) {
    try {
      SocketChannel channel = SocketChannel.open();
      if (receiveBuffer > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      }
      channel.connect(server);
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(beginning));
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one byte on each connection. */
  public void drip() {
    byte next = drip[turn++ % drip.length];
    for (SocketChannel channel : dripping) {
      try {
        channel.write(ByteBuffer.wrap(new byte[] {next}));
      } catch (IOException closed) {
        // seen by open()
      }
    }
  }

  /** How many of those that drip the server has not closed. */
  public int drippingOpen() {
    return (int) dripping.stream().filter(SlowClients::isOpen).count();
  }

  private static boolean isOpen(SocketChannel channel) {
    try {
      ByteBuffer answer = ByteBuffer.allocate(4096);
      int read;
      do {
        answer.clear();
        read = channel.read(answer);
      } while (read > 0);
      return read == 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** How many of those that do not read the server has not closed. */
  public int deafOpen() {
    return (int) deaf.stream().filter(SlowClients::takes).count();
  }

  /** They must not read, so they find out by writing: a closed connection refuses it. */
  private static boolean takes(SocketChannel channel) {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() {
    for (List<SocketChannel> all : List.of(dripping, deaf)) {
      for (SocketChannel channel : all) {
        try {
          channel.close();
        } catch (IOException gone) {
          // as wanted
        }
      }
    }
  }
}
