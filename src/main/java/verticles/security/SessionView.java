package verticles.security;

import java.time.Instant;

/**
 * A session as its owner sees it.
 *
 * @param device what the browser called itself, in a few words
 * @param usedAt when it was last given an access token
 * @param endsAt when it ends at the latest
 */
public record SessionView(
    String id, String device, Instant createdAt, Instant usedAt, Instant endsAt) {}
