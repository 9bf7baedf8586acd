package verticles.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalBucketTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void itGivesWhatIsInItAndNoMore() {
    LocalBucket bucket = new LocalBucket(5, 0);

    assertThat(bucket.take(3, 1, 10, 0)).isEqualTo(new Grant(3, 2, 0));
    assertThat(bucket.take(3, 1, 10, 0)).isEqualTo(new Grant(2, 0, 1000));
    assertThat(bucket.take(1, 1, 10, 0).requests()).isZero();
  }

  @Test
  void itIsFilledAtItsRateUpToItsSize() {
    LocalBucket bucket = new LocalBucket(0, 0);

    assertThat(bucket.take(100, 2, 10, 3 * SECOND).requests()).isEqualTo(6);
    assertThat(bucket.take(100, 2, 10, 1000 * SECOND).requests()).isEqualTo(10);
  }

  @Test
  void whatIsLessThanOneIsNotLost() {
    LocalBucket bucket = new LocalBucket(0, 0);
    int taken = 0;
    for (int tenth = 1; tenth <= 100; tenth++) {
      taken += bucket.take(1, 0.5, 10, tenth * SECOND / 10).requests();
    }

    assertThat(taken).isEqualTo(5);
  }

  @Test
  void aShareOfLessThanOneStillLetsOneThrough() {
    LocalBucket bucket = new LocalBucket(1, 0);

    assertThat(bucket.take(1, 0.1, 0.3, 0).requests()).isEqualTo(1);
    assertThat(bucket.take(1, 0.1, 0.3, 5 * SECOND)).isEqualTo(new Grant(0, 0, 5000));
    assertThat(bucket.take(1, 0.1, 0.3, 10 * SECOND).requests()).isEqualTo(1);
  }

  @Test
  void aClockThatGoesBackTakesNothingAway() {
    LocalBucket bucket = new LocalBucket(2, 5 * SECOND);

    assertThat(bucket.take(2, 1, 10, 0).requests()).isEqualTo(2);
  }
}
