// The live feed of the page: which zones tick, and the stream that moves them.
import { batch, computed, signal } from '@preact/signals';
import { ask } from 'app/api';
import { LiveZone } from 'app/live-zone';
import { renewed } from 'app/renewal';
import { Stream } from 'app/stream';
import { chosenZone, connection, session, simulatedSeen } from 'app/store';

const SHORT_MINUTES = 15;

/** The zones that have live prices, in order of their names. */
export const liveZones = signal([]);

/** How many minutes the large chart shows. */
export const chosenMinutes = signal(SHORT_MINUTES);

export const chosenLiveZone = computed(
  () => liveZones.value.find(({ zoneId }) => zoneId === chosenZone.value) ?? liveZones.value[0],
);

/** When the newest tick of any zone was made; 0 before the first. */
export const newestTick = computed(() =>
  Math.max(0, ...liveZones.value.map(({ last }) => last.value.at)),
);

/** Takes rows of latest-prices; a zone not seen before gets its history. */
export function applyLatest(rows) {
  batch(() => {
    rows.forEach((row) => zoneOf(row).latest(row));
  });
}

export function forgetZones() {
  liveZones.value = [];
}

/** Loads the ticks of a zone's last minutes; a failure leaves what is known. */
export async function loadHistory(zone, minutes) {
  const params = { zone: zone.zoneId, minutes };
  zone.knownMinutes = minutes;
  try {
    zone.history(await ask('/api/v1/data/recent-ticks', { params }));
  } catch (problem) {
    zone.knownMinutes = 0;
    zone.historyFailed(problem);
  }
}

/** Loads them unless they were loaded before and the stream has added the rest since. */
export function needHistory(zone, minutes) {
  const still = connection.peek() in { paused: 1, reconnecting: 1, offline: 1 };
  if (still || zone.knownMinutes < minutes) loadHistory(zone, minutes);
}

/** Opens the stream; answers what closes it. */
export function openFeed() {
  let lost = false;
  const stream = new Stream('/api/v1/market/prices/stream', {
    headers: () => ({ Authorization: `Bearer ${session.value?.accessToken}` }),
    onEvent: ({ event, data }) => event === 'ticks' && applyTicks(JSON.parse(data).ticks),
    onState: (state) => {
      connection.value = state;
      if (state === 'live' && lost) fillGap();
      lost = state === 'reconnecting' || state === 'offline' || (lost && state !== 'live');
    },
    onRefused: refused,
  });
  return () => stream.close();
}

/** What ticked while nobody listened. */
export function fillGap() {
  liveZones.value.forEach((zone) => loadHistory(zone, SHORT_MINUTES));
}

function applyTicks(ticks) {
  batch(() => {
    ticks.forEach((tick) => {
      const row = { zoneId: tick.zone, name: tick.zone, simulated: tick.simulated };
      zoneOf(row).tick(Date.parse(tick.at), tick.priceEurMwh);
    });
  });
}

function zoneOf({ zoneId, name, simulated }) {
  const known = liveZones.value.find((zone) => zone.zoneId === zoneId);
  if (known) {
    if (name !== zoneId) known.name = name;
    return known;
  }
  const zone = new LiveZone({ zoneId, name, simulated });
  if (simulated) simulatedSeen.value = true;
  liveZones.value = [...liveZones.value, zone].sort((one, other) =>
    one.zoneId.localeCompare(other.zoneId, 'en', { numeric: true }),
  );
  loadHistory(zone, SHORT_MINUTES);
  return zone;
}

/** A token that is over is replaced, and the stream goes on; without a session it ends. */
async function refused(response) {
  if (response.status !== 401) return false;
  await renewed();
  return !session.value;
}
