package verticles.egress;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What another server answered. */
public record EgressAnswer(int status, MultiMap headers, Buffer body) {}
