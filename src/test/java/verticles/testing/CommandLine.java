package verticles.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the packaged jar as a user's shell would, with the JVM options the launcher gives it. */
public final class CommandLine {
  /** As for the launcher: more options of the JVM, none of the node's own settings. */
  public static final String JVM_OPTIONS = "SPINRESERVE_JVM_OPTIONS";

  /** Options with which a node compiles as a user's does. */
  public static final String AS_SHIPPED = "-XX:TieredStopAtLevel=4";

  private static final Path JAR = Path.of("target", "spinreserve.jar").toAbsolutePath();
  private static final Path OPTIONS =
      Path.of("src", "main", "resources", "conf", "jvm.options").toAbsolutePath();

  /** What a command that has ended left behind. */
  public record Result(int exitCode, String out, String err) {}

  private CommandLine() {}

  /** A process that runs one command; its environment is this one's without any settings. */
  public static ProcessBuilder process(Map<String, String> settings, String... arguments) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException("the jar is not packaged yet; run mvn verify");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + OPTIONS);
    // a node of a test does not live long enough for the better compiler to pay
    command.add("-XX:TieredStopAtLevel=1");
    if (settings.containsKey(JVM_OPTIONS)) {
      command.addAll(List.of(settings.get(JVM_OPTIONS).split(" ")));
    }
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().keySet().removeIf(name -> name.startsWith("SPINRESERVE_"));
    process.environment().putAll(settings);
    process.environment().remove(JVM_OPTIONS);
    return process;
  }

  /** Runs one command to its end. */
  public static Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs one command to its end with some {@code SPINRESERVE_*} variables. */
  public static Result run(Map<String, String> settings, String... arguments) {
    try {
      Path err = Files.createTempFile("spinreserve", ".err");
      Process process = process(settings, arguments).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      String said = Files.readString(err);
      Files.delete(err);
      return new Result(exitCode, out, said);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the command could not be run", e);
    }
  }
}
