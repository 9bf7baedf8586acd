package verticles.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("verticles");
  private static final JavaClasses PRODUCT_WITH_BREAKERS =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") || location.contains("/Breaks"))
          .importPackages("verticles");

  @ParameterizedTest
  @EnumSource
  void the_product_keeps(Rule rule) {
    rule.rule().check(PRODUCT);
  }

  @ParameterizedTest
  @EnumSource
  void a_class_that_breaks_it_is_noticed_by(Rule rule) {
    List<String> violations =
        rule.rule().evaluate(PRODUCT_WITH_BREAKERS).getFailureReport().getDetails();

    assertThat(violations).isNotEmpty().allMatch(violation -> violation.contains("Breaks"));
  }

  @Test
  void every_package_says_what_it_is() {
    assertThat(PRODUCT.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(room -> room.tryGetPackageInfo().isPresent(), JavaPackage.class.getSimpleName());
  }

  @Test
  void every_room_is_of_one_kind() {
    Stream<String> kinds =
        Stream.of(Rooms.GROUND, Rooms.SERVICES, Rooms.FEATURES).flatMap(Arrays::stream);
    // the node wires all rooms, and the command line speaks for it
    Stream<String> above = Stream.of("verticles..", "verticles.cli..");

    assertThat(Stream.concat(kinds, above))
        .containsExactlyInAnyOrderElementsOf(
            PRODUCT.stream().map(room -> room.getPackageName() + "..").distinct().toList());
  }

  @Test
  void every_seam_is_there_and_can_be_seen() {
    assertThat(Rooms.SEAMS)
        .allSatisfy(
            seam ->
                assertThat(PRODUCT.get("verticles." + seam).getModifiers())
                    .contains(JavaModifier.PUBLIC));
  }
}
