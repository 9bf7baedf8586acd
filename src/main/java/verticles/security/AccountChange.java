package verticles.security;

import java.util.Optional;
import verticles.identity.Role;

/** What is to be changed of an account; what is empty stays. */
public record AccountChange(
    Optional<Role> role, Optional<String> organisation, Optional<Boolean> disabled) {}
