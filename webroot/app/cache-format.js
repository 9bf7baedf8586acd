// Sizes, shares and times of a cache in words.
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 1536 -> '1.5 KiB'. */
export function bytes(value) {
  const step = value > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10)) : 0;
  const number = value / 1024 ** step;
  return `${step && number < 100 ? number.toFixed(1) : Math.round(number)} ${UNITS[step]}`;
}

/** 0.9834 -> '98.3 %'; never '100 %' unless it is all. */
export function percent(share) {
  if (share === 1) return '100 %';
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** 0.04 -> '0.04', 1234.5 -> '1,235'. */
export function rate(value) {
  if (value === null) return '–';
  const digits = value === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** 1500 -> '1.5 s', 90000 -> '1 min 30 s', 9000000 -> '2 h 30 min'. */
export function duration(millis) {
  if (millis < 1000) return `${millis < 10 && millis > 0 ? millis.toFixed(1) : Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(1)} s`;
  return twoUnits(Math.round(millis / 1000));
}

/** 60 -> '1 min', 5400 -> '1 h 30 min', 0.5 -> '0.5 s'. */
export function seconds(value) {
  return value < 60 ? `${Math.round(value * 1000) / 1000} s` : twoUnits(Math.round(value));
}

function twoUnits(all) {
  const steps = [['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = steps.findIndex(([, size]) => all >= size);
  let left = all;
  return steps
    .slice(first, first + 2)
    .map(([name, size]) => {
      const number = Math.floor(left / size);
      left -= number * size;
      return number ? `${number} ${name}` : '';
    })
    .filter(Boolean)
    .join(' ');
}
