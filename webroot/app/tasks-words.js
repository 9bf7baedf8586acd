// When something happens to a task, in words.
import { dateOf, clock } from 'app/zone-time';

/** '14:05', with its day when that is not today. */
export function when(instant) {
  const at = Date.parse(instant);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (dateOf(at, zone) === dateOf(Date.now(), zone)) return clock(at);
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
