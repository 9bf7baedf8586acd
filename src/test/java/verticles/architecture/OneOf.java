package verticles.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Be one of the classes with these names, written {@code room.Name}. */
final class OneOf extends ArchCondition<JavaClass> {
  private final Set<String> names;

  OneOf(Set<String> names) {
    super("be a seam listed in Rooms");
    this.names = names;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    String name = item.getName().substring("verticles.".length());
    events.add(
        new SimpleConditionEvent(
            item, names.contains(name), item.getName() + " is public and no listed seam"));
  }
}
