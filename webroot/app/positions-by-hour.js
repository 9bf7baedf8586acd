// Positions of several portfolios and zones, added up by hour; hours without one are zero.

const HOUR = 3_600_000;

export function hourly(rows, from, to) {
  const hours = new Map();
  for (let start = from; start < to; start += HOUR) hours.set(start, { start, bought: 0, sold: 0, net: 0 });
  rows.forEach((row) => {
    const hour = hours.get(Date.parse(row.deliveryStart));
    if (!hour) return;
    hour.bought += row.boughtMwh;
    hour.sold += row.soldMwh;
    hour.net += row.netMwh;
  });
  return [...hours.values()];
}

export function totals(hours) {
  const sum = (field) => hours.reduce((total, hour) => total + hour[field], 0);
  return { bought: sum('bought'), sold: sum('sold'), net: sum('net') };
}
