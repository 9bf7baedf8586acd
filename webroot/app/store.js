// What the whole page knows. Widgets read these signals; only the named verbs change them.
import { computed, signal } from '@preact/signals';

const SESSION = 'spinreserve.session';

/** Who is signed in: {accessToken, expiresAt, user, organisation, role, simulated}, or null. */
export const session = signal(restore());

/** A sentence for the sign-in page: why the reader is there again. */
export const notice = signal('');

/** GET /api/v1/auth/options: {demoAccount, simulated}, or null before it came. */
export const signInOptions = signal(null);

/** Milliseconds of the wall clock, moving once a second while the page is seen. */
export const now = signal(Date.now());

/** Whether the browser has a network at all. */
export const online = signal(navigator.onLine);

/** The price stream: connecting, live, reconnecting, offline or paused. */
export const connection = signal('connecting');

/** The zone whose live prices are drawn large. */
export const chosenZone = signal('');

/** The portfolio that positions and profit are shown for; empty: all of the organisation. */
export const chosenPortfolio = signal('');

/** Whether any answer on this page came from the simulator. */
export const simulatedSeen = signal(Boolean(session.value?.simulated));

export const signedIn = computed(() => session.value !== null);

export function beginSession(granted) {
  const { simulated = false } = signInOptions.value ?? {};
  const kept = { ...granted, simulated };
  sessionStorage.setItem(SESSION, JSON.stringify(kept));
  notice.value = '';
  simulatedSeen.value = simulated;
  session.value = kept;
}

/** Back to the sign-in page, with the reason. */
export function endSession(reason) {
  sessionStorage.removeItem(SESSION);
  notice.value = reason;
  chosenZone.value = '';
  chosenPortfolio.value = '';
  simulatedSeen.value = false;
  session.value = null;
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SESSION));
    return kept && Date.parse(kept.expiresAt) > Date.now() ? kept : null;
  } catch {
    return null;
  }
}

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 1000);
addEventListener('online', () => (online.value = true));
addEventListener('offline', () => (online.value = false));
document.addEventListener('visibilitychange', () => (now.value = Date.now()));
