// Another access token by the cookie of the session, which no script can read.
import { beginSession, endSession, session } from 'app/store';

export const ENDED = 'Your session has ended. Please sign in again.';
let running = null;

/**
 * Asks once, however many want it. Answers 'renewed'; 'over' when the session has ended; 'nobody' when there was none; or
 * 'unreachable', which says nothing about it.
 */
export function renew() {
  running ??= ask().finally(() => (running = null));
  return running;
}

/** Whether the session goes on; one that is over leads to the sign-in page. */
export async function renewed() {
  const outcome = await renew();
  if ((outcome === 'over' || outcome === 'nobody') && session.value) endSession(ENDED);
  return outcome === 'renewed';
}

async function ask() {
  try {
    const response = await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { Accept: 'application/json', 'X-Requested-With': 'spinreserve' },
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 204) return 'nobody';
    if (response.status === 401) return 'over';
    if (!response.ok) return 'unreachable';
    beginSession(await response.json());
    return 'renewed';
  } catch {
    return 'unreachable';
  }
}
