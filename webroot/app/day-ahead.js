// Day-ahead prices of one zone and local day.
import { useState } from 'preact/hooks';
import { html } from 'app/html';
import { useDataset } from 'app/dataset';
import { DayDrawing } from 'app/day-drawing';
import { DayPicker } from 'app/day-picker';
import { Choice, Segments } from 'app/fields';
import { plural } from 'app/format';
import { Widget } from 'app/widget';
import { addDays, dateOf, dayName, hoursOf } from 'app/zone-time';

export function DayAhead() {
  const zones = useDataset('zones', {});
  const [wanted, setWanted] = useState({ zoneId: '', date: '', minutes: 0 });
  const all = zones.data?.rows ?? [];
  const zone = all.find(({ zoneId }) => zoneId === wanted.zoneId) ?? firstCurrent(all);
  const date = zone && (wanted.date || latestDay(zone));
  const source = useDataset('day-ahead-prices', zone && {
    zone: zone.zoneId,
    from: date,
    to: addDays(date, 1),
  });
  const shown = zones.data && !zone ? { ...zones } : source.data ? source : firstOf(zones, source);
  const shownZone = all.find(({ zoneId }) => zoneId === source.params?.zone) ?? zone;
  const shownDate = source.params?.from ?? date;
  const sizes = [...new Set(source.data?.rows.map((row) => row.intervalMinutes))].sort(ascending);
  const minutes = sizes.includes(wanted.minutes) ? wanted.minutes : sizes[0];
  const rows = source.data?.rows.filter((row) => row.intervalMinutes === minutes) ?? [];

  const tools = zone ? html`
    ${sizes.length > 1 && html`<${Segments}
      label="Interval"
      value=${minutes}
      options=${sizes.map((size) => [size, `${size} min`])}
      onChange=${(size) => setWanted({ ...wanted, minutes: size })}
    />`}
    <${Choice}
      label="Zone"
      value=${zone.zoneId}
      options=${all.map(({ zoneId, name }) => [zoneId, name === zoneId ? zoneId : `${zoneId} · ${name}`])}
      onChange=${(zoneId) => setWanted({ ...wanted, zoneId, date: '' })}
    />
    <${DayPicker}
      date=${date}
      latest=${latestDay(zone)}
      first=${zone.firstDelivery && dateOf(Date.parse(zone.firstDelivery), zone.timeZone)}
      last=${lastDay(zone)}
      onChange=${(chosen) => setWanted({ ...wanted, date: chosen })}
    />
  ` : null;
  return html`
    <${Widget}
      title="Day-ahead prices"
      hint=${shownZone && `${shownZone.zoneId}, ${dayName(shownDate)}${lengthOf(shownDate, shownZone)}`}
      place="day-ahead"
      source=${shown}
      simulated=${source.data?.simulated}
      empty=${emptySentence(zones, zone, source, shownDate, shownZone)}
      tools=${tools}
    >
      ${() => html`<${DayDrawing} zone=${shownZone} date=${shownDate} rows=${rows} />`}
    <//>
  `;
}

/** The first zone whose prices reach today, so that the page does not open on an old day. */
function firstCurrent(zones) {
  const today = new Date().toISOString();
  return zones.find(({ lastDelivery }) => lastDelivery >= today) ?? zones[0];
}

/** Today where it has prices, else the nearest day that does. */
function latestDay(zone) {
  const today = dateOf(Date.now(), zone.timeZone);
  const last = lastDay(zone);
  return last && last < today ? last : today;
}

function lastDay(zone) {
  return zone.lastDelivery && dateOf(Date.parse(zone.lastDelivery), zone.timeZone);
}

/** Without the zones there is nothing to ask; their failure is the widget's. */
function firstOf(zones, source) {
  return zones.data ? source : { ...zones, data: null };
}

function emptySentence(zones, zone, source, date, shownZone) {
  if (zones.data && !zone) return 'No zone has prices yet. Import some, or start the demo.';
  if (!source.data || source.data.rows.length) return '';
  const span = lastDay(shownZone) ? ` Its prices end on ${dayName(lastDay(shownZone))}.` : '';
  return `${shownZone.zoneId} has no day-ahead prices for ${dayName(date)}.${span}`;
}

function lengthOf(date, zone) {
  const hours = hoursOf(date, zone.timeZone);
  return hours === 24 ? '' : ` · ${plural(hours, 'hour')}: the clocks change`;
}

function ascending(one, other) {
  return one - other;
}
