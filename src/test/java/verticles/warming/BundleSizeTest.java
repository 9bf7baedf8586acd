package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleSizeTest {
  private static final long QUICK = 2_000;
  private static final long SLOW = 30_000;

  private final BundleSize size = new BundleSize();

  private void finish(int bundles, long micros) {
    for (int i = 0; i < bundles; i++) {
      size.finished(size.now(), micros);
    }
  }

  @Test
  void it_begins_with_single_questions() {
    assertThat(size.now()).isEqualTo(1);
  }

  @Test
  void quick_bundles_grow_up_to_the_most() {
    finish(1, QUICK);
    int soon = size.now();
    finish(100, QUICK);

    assertThat(soon).isEqualTo(2);
    assertThat(size.now()).isEqualTo(BundleSize.MOST);
  }

  @Test
  void slow_ones_shrink_to_single_questions_and_no_further() {
    finish(100, QUICK);
    finish(1, SLOW);
    int soon = size.now();
    finish(100, SLOW);

    assertThat(soon).isEqualTo(BundleSize.MOST / 2);
    assertThat(size.now()).isEqualTo(1);
  }

  @Test
  void slow_single_questions_never_go_together() {
    finish(100, SLOW);

    assertThat(size.now()).isEqualTo(1);
  }

  @Test
  void a_bundle_that_was_smaller_than_it_might_have_been_proves_nothing() {
    finish(100, QUICK);
    finish(1, SLOW);
    int before = size.now();
    size.finished(before - 1, QUICK);

    assertThat(size.now()).isEqualTo(before);
  }

  @Test
  void a_bundle_of_which_some_failed_makes_the_next_smaller() {
    finish(100, QUICK);
    size.failed();

    assertThat(size.now()).isEqualTo(BundleSize.MOST / 2);
  }
}
