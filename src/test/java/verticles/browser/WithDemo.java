package verticles.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all browser tests the same {@link Demo}, which starts once and ends with the last test. */
final class WithDemo implements ExecutionCondition, ParameterResolver {

  /** Without a browser the tests are skipped, or fail where one is required. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Chromium.missing()
        .filter(reason -> !Chromium.required())
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));
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
