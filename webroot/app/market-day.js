// The local days of the market a desk trades in: those of its first zone.
import { useDataset } from 'app/dataset';
import { addDays, dateOf, midnight } from 'app/zone-time';

/** {timeZone, today}, or null before the zones are known. */
export function useMarketDay() {
  const { data, problem } = useDataset('zones', {});
  if (!data && !problem) return null;
  const timeZone = data?.rows[0]?.timeZone ?? 'UTC';
  return { timeZone, today: dateOf(Date.now(), timeZone) };
}

/** The parameters `from` and `to` of local days, the last one included. */
export function localDays(first, last, timeZone) {
  const instant = (date) => new Date(midnight(date, timeZone)).toISOString().replace('.000', '');
  return { from: instant(first), to: instant(addDays(last, 1)) };
}
