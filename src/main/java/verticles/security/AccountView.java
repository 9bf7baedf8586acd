package verticles.security;

import java.time.Instant;
import verticles.identity.Role;

/**
 * An account as administrators see it.
 *
 * @param organisation whose data it sees; empty when it belongs to none
 * @param sessions how many of its sessions are open
 */
public record AccountView(
    String username,
    String organisation,
    Role role,
    boolean disabled,
    Instant createdAt,
    int sessions) {}
