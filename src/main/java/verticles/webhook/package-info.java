/** Webhooks: events that are sent to the servers of others, signed, and tried again for hours. */
@NullMarked
package verticles.webhook;

import org.jspecify.annotations.NullMarked;
