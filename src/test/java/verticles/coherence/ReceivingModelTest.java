package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of seeded histories against a model that knows what was really sent. */
class ReceivingModelTest {
  private static final int HISTORIES = 2_000;

  @ParameterizedTest
  @EnumSource
  void nothingOutOfDateIsServedForLongWhateverTheNetworkDoes(ReceivingModel.Weather weather) {
    long gaps = 0;
    long repairs = 0;
    long forgets = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      ReceivingModel model = new ReceivingModel(seed, weather);

      model.run();

      assertThat(model.violations()).as("seed %d, %s", seed, weather).isEmpty();
      gaps += model.senders().gaps();
      repairs += model.senders().repairs();
      forgets += model.senders().forgets();
    }
    if (weather == ReceivingModel.Weather.CALM) {
      assertThat(gaps + forgets).isZero();
    } else {
      assertThat(repairs).isPositive();
      assertThat(forgets).isPositive();
    }
  }

  @Test
  void theModelNoticesAReceiverThatDoesNotRepair() {
    long noticed = 0;
    for (int seed = 0; seed < 50; seed++) {
      ReceivingModel model = new ReceivingModel(seed, ReceivingModel.Weather.STORM).deaf();
      model.run();
      noticed += model.violations().size();
    }

    assertThat(noticed).isPositive();
  }
}
