package verticles.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.WebSocketClient;
import java.net.HttpURLConnection;

/**
 * The rules between rooms; for each there is a class {@code Breaks…} in the tests that breaks it.
 */
enum Rule {
  THE_GROUND_KNOWS_NOBODY(
      noClasses()
          .that(resideInAnyPackage(Rooms.GROUND))
          .should()
          .dependOnClassesThat(ours().and(not(resideInAnyPackage(Rooms.GROUND))))),

  SERVICES_KNOW_THE_GROUND_ONLY(
      noClasses()
          .that(resideInAnyPackage(Rooms.SERVICES))
          .should()
          .dependOnClassesThat(
              ours()
                  .and(not(resideInAnyPackage(Rooms.GROUND)))
                  .and(not(resideInAnyPackage(Rooms.SERVICES))))),

  FEATURES_DO_NOT_KNOW_WHO_WIRES_THEM(
      noClasses()
          .that(resideInAnyPackage(Rooms.FEATURES))
          .should()
          .dependOnClassesThat(resideInAnyPackage("verticles", "verticles.cli.."))),

  THE_CACHE_KNOWS_NO_OTHER_FEATURE(
      noClasses()
          .that(resideInAPackage("verticles.cache.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(Rooms.FEATURES).and(not(resideInAPackage("verticles.cache.."))))),

  HTTP_KNOWS_NO_STORE(
      noClasses()
          .that(resideInAPackage("verticles.http.."))
          .should()
          .dependOnClassesThat(resideInAnyPackage(Rooms.SERVICES))),

  NOBODY_BUT_THE_NODE_KNOWS_HTTP(
      noClasses()
          .that(resideInAnyPackage(Rooms.FEATURES))
          .and(not(resideInAPackage("verticles.http..")))
          .should()
          .dependOnClassesThat(resideInAPackage("verticles.http.."))),

  ONLY_THE_BUS_USES_THE_EVENT_BUS(
      noClasses()
          .that(ours().and(not(resideInAPackage("verticles.bus.."))))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(EventBus.class)),

  ONLY_EGRESS_SENDS_REQUESTS(
      noClasses()
          .that(ours().and(not(resideInAPackage("verticles.egress.."))))
          // they ask the node of this machine, whose address is in its data folder
          .and(not(nodeClients()))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "io.vertx.ext.web.client..")
                  .or(assignableTo(HttpClient.class))
                  .or(assignableTo(WebSocketClient.class))
                  .or(type(HttpClientBuilder.class))
                  .or(assignableTo(HttpURLConnection.class)))),

  A_FEATURE_SHOWS_ONLY_ITS_SEAMS(
      classes()
          .that(resideInAnyPackage(Rooms.FEATURES))
          .and()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should(new ShownOnPurpose()));

  private final ArchRule rule;

  Rule(ArchRule rule) {
    this.rule = rule;
  }

  ArchRule rule() {
    return rule;
  }

  private static DescribedPredicate<JavaClass> nodeClients() {
    return simpleName("NodeClient")
        .or(simpleName("NodeHttp"))
        .or(simpleName("NodeImport"))
        .and(resideInAPackage("verticles.cli"));
  }

  private static DescribedPredicate<JavaClass> ours() {
    return resideInAPackage("verticles..");
  }
}
