package verticles.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A client of HTTP/2 that sends frame by frame what it is told to, at the latest when it waits for
 * an answer, and no credit of its own.
 */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int RESET = 3;
  static final int GOAWAY = 7;
  static final int END = 1;

  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_HEADERS = 4;
  private static final int INITIAL_WINDOW = 4;

  /** What came; the payload of a reset and the end of a GOAWAY is a code. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    /** The error code of a reset or GOAWAY. */
    int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    boolean isEnd() {
      return type <= HEADERS && (flags & END) != 0;
    }
  }

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private int next = 1;

  /** Connects; each stream may bring so much before it is given more. */
  RawHttp2(SSLContext trust, int port, int window) throws IOException {
    socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(40_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    send(
        SETTINGS,
        0,
        0,
        ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW).putInt(window).array());
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
  }

  /** Asks for a path; the number of its stream. */
  int get(String path, String token) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    // :method GET and :scheme https, from the table of HPACK
    head.write(0x82);
    head.write(0x87);
    literal(head, 1, "127.0.0.1");
    literal(head, 4, path);
    literal(head, 23, "Bearer " + token);
    int stream = next;
    next += 2;
    send(HEADERS, END | END_HEADERS, stream, head.toByteArray());
    return stream;
  }

  /** A header that the table names, not to be kept. */
  private static void literal(ByteArrayOutputStream head, int name, String value) {
    number(head, 15, name);
    number(head, 127, value.length());
    head.writeBytes(value.getBytes(US_ASCII));
  }

  private static void number(ByteArrayOutputStream head, int prefix, int value) {
    if (value < prefix) {
      head.write(value);
      return;
    }
    head.write(prefix);
    int rest = value - prefix;
    for (; rest >= 128; rest >>= 7) {
      head.write(rest & 127 | 128);
    }
    head.write(rest);
  }

  /** Lets a stream, or the connection with 0, bring more. */
  void credit(int stream, int bytes) throws IOException {
    send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  void reset(int stream) throws IOException {
    send(RESET, 0, stream, ByteBuffer.allocate(4).putInt(8).array());
  }

  void ping() throws IOException {
    send(PING, 0, 0, new byte[8]);
  }

  /** The next frame; empty when the server has closed. */
  Optional<Frame> frame() throws IOException {
    try {
      out.flush();
      int head = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[head >>> 8];
      in.readFully(payload);
      return Optional.of(new Frame(head & 255, flags, stream, payload));
    } catch (EOFException | SocketException | SSLException closed) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
