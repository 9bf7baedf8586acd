package verticles.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import verticles.NodeConfig;
import verticles.config.Units;
import verticles.identity.Caller;
import verticles.security.AccessToken;

/** {@code spinreserve token}. */
@Command(
    name = "token",
    description = "Print a token signed with the key of the data folder.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spinreserve token --role admin",
      "  spinreserve token --role trader --organisation sim-north --lifetime 15m",
      "  curl -H \"Authorization: Bearer $(spinreserve token)\" localhost:8080/api/v1/data/zones"
    })
final class TokenCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Rights rights = new Rights();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "command-line",
      description = "The name it stands for (default: ${DEFAULT-VALUE}).")
  private String user = "command-line";

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      defaultValue = "12h",
      converter = LifetimeConverter.class,
      description = "How long it is valid, for example 15m or 12h (default: ${DEFAULT-VALUE}).")
  private Duration lifetime = Duration.ofHours(12);

  @Override
  public Integer call() {
    NodeConfig config = common.load().settings();
    Caller caller = new Caller(user, rights.organisation().orElse("default"), rights.role());
    AccessToken token = LocalTokens.issue(config, caller, lifetime);
    CommandAudit.recordOrSay(
        config,
        spec.commandLine().getErr(),
        "token",
        "account/" + user,
        new JsonObject()
            .put("role", caller.role().label())
            .put("organisation", caller.organisation())
            .put("expiresAt", token.expiresAt().toString()));
    spec.commandLine().getOut().println(token.text());
    return 0;
  }

  /** Reads a lifetime from one second to a year. */
  static final class LifetimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Units.duration(text)
          .filter(time -> time.toSeconds() >= 1 && time.toDays() <= 366)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a time from 1s to 366d, such as 15m or 12h"));
    }
  }
}
