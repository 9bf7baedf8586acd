// Numbers as a trading desk writes them: a true minus sign, thousands apart, a unit always near.

const decimals = (digits, sign = 'auto') => {
  const format = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: sign,
  });
  return (value) => (isNumber(value) ? format.format(value).replace('-', '−') : '–');
};

export const price = decimals(2, 'negative');
export const change = decimals(2, 'exceptZero');
export const energy = decimals(1, 'negative');
export const signedEnergy = decimals(1, 'exceptZero');
export const money = decimals(0, 'negative');
export const signedMoney = decimals(0, 'exceptZero');
export const count = decimals(0);

/** 'up', 'down' or 'flat', for colour; a sign or an arrow always says it as well. */
export function direction(value) {
  if (!isNumber(value) || value === 0) return 'flat';
  return value > 0 ? 'up' : 'down';
}

/** 0.31 -> '0.3 ms', 1234 -> '1.2 s'. */
export function millis(value) {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** 12 -> '12 s', 200 -> '3 min', 8000 -> '2 h', 200000 -> '2 d'. */
export function age(seconds) {
  if (seconds < 100) return `${Math.floor(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function isNumber(value) {
  return typeof value === 'number' && !Number.isNaN(value);
}
