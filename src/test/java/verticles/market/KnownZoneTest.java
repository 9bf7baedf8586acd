package verticles.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class KnownZoneTest {

  @Test
  void everyKnownZoneHasAValidIdANameAndATimeZone() {
    assertThat(KnownZone.ids())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            id -> {
              KnownZone zone = KnownZone.named(id).orElseThrow();
              assertThat(Values.importedZone(id)).isEqualTo(id);
              assertThat(zone.description()).isNotBlank();
              assertThat(ZoneId.getAvailableZoneIds()).contains(zone.timeZone());
            });
  }

  @Test
  void theDanishZonesAreKnown() {
    assertThat(KnownZone.named("DK1"))
        .contains(new KnownZone("DK1", "Western Denmark", "Europe/Copenhagen"));
  }
}
