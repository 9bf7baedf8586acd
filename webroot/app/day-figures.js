// What a desk reads off a day of prices first.
import { price } from 'app/format';
import { clock, hourOf } from 'app/zone-time';

const PEAK_FROM = 8;
const PEAK_TO = 20;

/** Base and peak are means weighted by the length of the intervals. */
export function figuresOf(rows, timeZone) {
  const peak = rows.filter((row) => {
    const hour = hourOf(Date.parse(row.deliveryStart), timeZone);
    return hour >= PEAK_FROM && hour < PEAK_TO;
  });
  const byPrice = [...rows].sort((one, other) => one.priceEurMwh - other.priceEurMwh);
  const at = (row) => clock(Date.parse(row.deliveryStart), timeZone);
  const [low, high] = [byPrice[0], byPrice.at(-1)];
  return [
    ['Base', price(mean(rows)), tone(mean(rows))],
    ['Peak 08–20', price(mean(peak)), tone(mean(peak))],
    [`Low ${at(low)}`, price(low.priceEurMwh), tone(low.priceEurMwh)],
    [`High ${at(high)}`, price(high.priceEurMwh), tone(high.priceEurMwh)],
    ['Below zero', `${hoursBelowZero(rows)} h`, hoursBelowZero(rows) ? 'negative' : ''],
  ];
}

function mean(rows) {
  const minutes = rows.reduce((sum, row) => sum + row.intervalMinutes, 0);
  const total = rows.reduce((sum, row) => sum + row.priceEurMwh * row.intervalMinutes, 0);
  return total / minutes;
}

function hoursBelowZero(rows) {
  const below = rows.filter(({ priceEurMwh }) => priceEurMwh < 0);
  return below.reduce((sum, { intervalMinutes }) => sum + intervalMinutes, 0) / 60;
}

function tone(value) {
  return value < 0 ? 'negative' : '';
}
