// Local time of a bidding zone. Dates are '2024-03-31', instants are milliseconds, and a local day
// has 23 or 25 hours when the clocks change.

const HOUR = 3_600_000;
const formats = new Map();

function format(timeZone, kind, options) {
  const key = `${timeZone} ${kind}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options }));
  }
  return formats.get(key);
}

function parts(instant, timeZone) {
  const all = format(timeZone, 'parts', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  return Object.fromEntries(all.map(({ type, value }) => [type, value]));
}

export function dateOf(instant, timeZone) {
  const { year, month, day } = parts(instant, timeZone);
  return `${year}-${month}-${day}`;
}

export function hourOf(instant, timeZone) {
  return Number(parts(instant, timeZone).hour);
}

/** '14:05' */
export function clock(instant, timeZone) {
  return format(timeZone, 'clock', { hour: '2-digit', minute: '2-digit' }).format(instant);
}

/** '14:00–14:15'; the end is on the clock of the start, also in the hour the clocks change. */
export function span(start, minutes, timeZone) {
  const [hour, minute] = clock(start, timeZone).split(':').map(Number);
  const end = (hour * 60 + minute + minutes) % 1440;
  const two = (number) => String(number).padStart(2, '0');
  return `${two(hour)}:${two(minute)}–${two(Math.floor(end / 60))}:${two(end % 60)}`;
}

/** '14:05:09' */
export function clockWithSeconds(instant, timeZone) {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
  return format(timeZone, 'seconds', options).format(instant);
}

/** 'CEST', or 'GMT+3' where the zone has no short name. */
export function abbreviation(instant, timeZone) {
  const all = format(timeZone, 'name', { timeZoneName: 'short' }).formatToParts(instant);
  return all.find(({ type }) => type === 'timeZoneName').value;
}

/** 'Sun 31 Mar 2024' of a local date, or with fewer parts. */
export function dayName(date, options = { weekday: 'short', year: 'numeric' }) {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const all = { day: 'numeric', month: 'short', ...options };
  return format('UTC', `day ${Object.keys(all)}`, all).format(noon).replace(',', '');
}

export function addDays(date, days) {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
}

/** The instant at which a local date begins; where the clocks skip midnight, at one o'clock. */
export function midnight(date, timeZone) {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const guess = utc - offset(utc, timeZone);
  const begin = utc - offset(guess, timeZone);
  return dateOf(begin, timeZone) === date ? begin : guess;
}

/** 24, or 23 and 25 on the days the clocks change. */
export function hoursOf(date, timeZone) {
  return (midnight(addDays(date, 1), timeZone) - midnight(date, timeZone)) / HOUR;
}

function offset(instant, timeZone) {
  const { year, month, day, hour, minute, second } = parts(instant, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - instant;
}
