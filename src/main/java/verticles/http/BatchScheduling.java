package verticles.http;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread be scheduled as batch work by Linux: when it is woken it waits until who runs has
 * done its part, instead of taking the processor at once, and so finds more to do when it runs.
 * Does nothing elsewhere, and nothing to a thread that somebody has given another policy.
 */
final class BatchScheduling {
  private static final Logger LOGGER = LoggerFactory.getLogger(BatchScheduling.class);

  /** {@code SCHED_OTHER} and {@code SCHED_BATCH} of {@code sched.h}. */
  private static final int OTHER = 0;

  private static final int BATCH = 3;
  private static final int CALLING_THREAD = 0;

  private static final Optional<BatchScheduling> LINUX = link();

  private final MethodHandle policy;
  private final MethodHandle setPolicy;

  /** A {@code struct sched_param}: the one priority that these policies have. */
  private final MemorySegment noPriority = Arena.global().allocate(ValueLayout.JAVA_INT);

  private BatchScheduling(MethodHandle policy, MethodHandle setPolicy) {
    this.policy = policy;
    this.setPolicy = setPolicy;
  }

  /** Makes the thread that calls it batch work, or an ordinary one again. */
  static Consumer<Boolean> ofCallingThread() {
    return LINUX.<Consumer<Boolean>>map(linux -> linux::change).orElse(batch -> {});
  }

  private void change(boolean batch) {
    try {
      int from = batch ? OTHER : BATCH;
      int to = batch ? BATCH : OTHER;
      if ((int) policy.invokeExact(CALLING_THREAD) == from
          && (int) setPolicy.invokeExact(CALLING_THREAD, to, noPriority) != 0) {
        LOGGER.atDebug().log("this system does not let a thread change how it is scheduled");
      }
    } catch (Throwable thrown) { // what a method handle declares
      throw new IllegalStateException("the scheduler could not be asked", thrown);
    }
  }

  @SuppressWarnings("restricted") // two functions of the C library, by their own signatures
  private static Optional<BatchScheduling> link() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    FunctionDescriptor get = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    FunctionDescriptor set =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    return library
        .find("sched_getscheduler")
        .flatMap(
            getter ->
                library
                    .find("sched_setscheduler")
                    .map(
                        setter ->
                            new BatchScheduling(
                                linker.downcallHandle(getter, get),
                                linker.downcallHandle(setter, set))));
  }
}
