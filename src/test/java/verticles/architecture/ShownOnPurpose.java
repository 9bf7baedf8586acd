package verticles.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Be a verticle, messages, configuration, or one of the seams that {@link Rooms} lists. */
final class ShownOnPurpose extends ArchCondition<JavaClass> {
  ShownOnPurpose() {
    super("be a verticle, messages, configuration or a listed seam");
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    String name = item.getName().substring("verticles.".length());
    boolean shown = name.matches(".*(Verticle|Message|Config)") || Rooms.SEAMS.contains(name);
    events.add(
        new SimpleConditionEvent(item, shown, item.getName() + " is public and no listed seam"));
  }
}
