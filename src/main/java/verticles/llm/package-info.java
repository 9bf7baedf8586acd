/**
 * Large language models: the client of an OpenAI-compatible endpoint, and the tasks that use it.
 */
@NullMarked
package verticles.llm;

import org.jspecify.annotations.NullMarked;
