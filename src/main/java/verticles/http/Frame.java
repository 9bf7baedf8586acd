package verticles.http;

import io.vertx.core.buffer.Buffer;

/**
 * One event of a stream, ready to send.
 *
 * @param id rises with each event, on every node alike
 * @param bytes the event as it goes over the wire; must not be changed
 */
record Frame(long id, Buffer bytes) {}
