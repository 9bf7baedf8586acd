package verticles.browser;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all browser tests the same {@link Demo}, which starts once and ends with the last test. */
final class WithDemo implements BeforeAllCallback, ParameterResolver {

  /** Here and not when a parameter is asked for, so that a missing browser skips the tests. */
  @Override
  public void beforeAll(ExtensionContext context) {
    demo(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Demo.class;
  }

  @Override
  public Demo resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return demo(context);
  }

  private static Demo demo(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(WithDemo.class))
        .getOrComputeIfAbsent(Demo.class, key -> Demo.start(), Demo.class);
  }
}
