package verticles.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** A command that does nothing but hold others; alone it says which. */
abstract class Group implements Callable<Integer> {
  abstract CommandSpec spec();

  @Override
  public Integer call() {
    spec().commandLine().usage(spec().commandLine().getErr());
    return ExitCode.USAGE;
  }
}
