package verticles.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import verticles.identity.Caller;
import verticles.identity.Role;

/**
 * Who a notification is for.
 *
 * @param text {@code user:anna}, {@code organisation:north} or {@code role:operator}
 */
public record Audience(String text) {

  /** One account. */
  public static Audience user(String user) {
    return new Audience("user:" + user);
  }

  /** Everybody of an organisation. */
  public static Audience organisation(String organisation) {
    return new Audience("organisation:" + organisation);
  }

  /** Everybody who has that role or one above; {@link Role#VIEWER} is everybody. */
  public static Audience role(Role least) {
    return new Audience("role:" + least.label());
  }

  /** All that a caller belongs to. */
  public static List<Audience> of(Caller caller) {
    List<Audience> all = new ArrayList<>();
    all.add(user(caller.user()));
    if (!caller.organisation().isEmpty()) {
      all.add(organisation(caller.organisation()));
    }
    Stream.of(Role.values()).filter(caller.role()::covers).map(Audience::role).forEach(all::add);
    return List.copyOf(all);
  }
}
