package verticles.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private final List<String> diary = new ArrayList<>();
  private final Promise<Void> begun = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private final Campaign campaign =
      new Campaign(
          "work",
          new Leadership.Led() {
            @Override
            public Future<Void> begin(long fence) {
              diary.add("begin " + fence);
              return begun.future();
            }

            @Override
            public Future<Void> end() {
              diary.add("end");
              return ended.future();
            }
          });

  @Test
  void anEndWaitsForItsBegin() {
    campaign.begin(7);

    Future<Void> end = campaign.end();

    assertThat(diary).containsExactly("begin 7");
    begun.complete();
    assertThat(diary).containsExactly("begin 7", "end");
    assertThat(end.isComplete()).isFalse();
  }

  @Test
  void itDoesNotStandAgainBeforeItsWorkHasEnded() {
    campaign.begin(7);
    begun.complete();

    campaign.end();

    assertThat(campaign.isStanding()).isFalse();
    assertThat(campaign.fence()).isEmpty();
    ended.complete();
    assertThat(campaign.isStanding()).isTrue();
  }

  @Test
  void aWorkThatDoesNotEndCleanlyMayBeginAgain() {
    campaign.begin(7);
    begun.fail("could not begin");

    campaign.end();
    ended.fail("could not end");

    assertThat(campaign.isStanding()).isTrue();
  }

  @Test
  void whatDoesNotLeadHasNothingToEnd() {
    assertThat(campaign.end().succeeded()).isTrue();
    assertThat(diary).isEmpty();
  }
}
