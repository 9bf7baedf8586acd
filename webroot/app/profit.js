// Profit and loss of the last thirty local days.
import { useCallback } from 'preact/hooks';
import { html } from 'app/html';
import { barData, barOptions } from 'app/bars';
import { Chart } from 'app/chart';
import { useDataset } from 'app/dataset';
import { TableBehind } from 'app/data-table';
import { localDays, ofChosen, PortfolioChoice, useMarketDay } from 'app/desk';
import { Figures } from 'app/fields';
import { count, direction, energy, money, signedMoney } from 'app/format';
import { Widget } from 'app/widget';
import { addDays, dayName } from 'app/zone-time';

const DAYS = 30;

export function Profit() {
  const market = useMarketDay();
  const first = market && addDays(market.today, 1 - DAYS);
  const source = useDataset(
    'pnl-by-day',
    market && ofChosen(localDays(first, market.today, market.timeZone)),
  );
  return html`
    <${Widget}
      title="P&L by day"
      hint=${`EUR against day-ahead, last ${DAYS} days`}
      place="profit"
      source=${source}
      simulated=${source.data?.simulated}
      empty=${source.data && !source.data.rows.length && `No trade of the last ${DAYS} days has a day-ahead price to compare with.`}
      tools=${html`<${PortfolioChoice} />`}
    >
      ${() => html`<${Days} days=${daily(source.data.rows, first)} first=${first} />`}
    <//>
  `;
}

function Days({ days, first }) {
  const build = useCallback((colours) => {
    const labels = days.map(({ date }) => dayName(date, {}));
    return barOptions(colours, { labels, text: money, above: 'up', below: 'down', labelPixels: 56 });
  }, [first]);
  const sum = (field) => days.reduce((total, day) => total + day[field], 0);
  const describe = (index) => [
    dayName(days[index].date),
    `${signedMoney(days[index].pnl)} EUR`,
    `${energy(days[index].traded)} MWh in ${count(days[index].trades)} trades`,
  ];
  const columns = [
    { name: 'Local day', text: ({ date }) => dayName(date) },
    { name: 'P&L, EUR', numeric: true, text: ({ pnl }) => signedMoney(pnl), tone: ({ pnl }) => direction(pnl) },
    { name: 'Traded, MWh', numeric: true, text: ({ traded }) => energy(traded) },
    { name: 'Trades', numeric: true, text: ({ trades }) => count(trades) },
  ];
  return html`
    <${Figures}
      figures=${[
        ['Total, EUR', signedMoney(sum('pnl')), direction(sum('pnl'))],
        ['Traded, MWh', energy(sum('traded'))],
        ['Trades', count(sum('trades'))],
        ...(sum('unpriced') ? [['Not priced yet', count(sum('unpriced'))]] : []),
      ]}
    />
    <${Chart}
      label="Profit and loss by day; arrow keys walk the days"
      build=${build}
      data=${barData(days.map(({ pnl }) => pnl))}
      describe=${describe}
    />
    <p class="axis-name">Local day of the zone; above zero profit, below zero loss</p>
    <${TableBehind} caption="Profit and loss by day" columns=${columns} rows=${days} />
  `;
}

/** All portfolios added up, a row for each day, also for those without a trade. */
function daily(rows, first) {
  const days = Array.from({ length: DAYS }, (_, index) => ({
    date: addDays(first, index),
    pnl: 0,
    traded: 0,
    trades: 0,
    unpriced: 0,
  }));
  rows.forEach((row) => {
    const day = days.find(({ date }) => date === row.localDate);
    if (!day) return;
    day.pnl += row.pnlEur ?? 0; // null: none of its trades has a price yet
    day.unpriced += row.unpricedTrades;
    day.traded += row.tradedMwh;
    day.trades += row.trades;
  });
  return days;
}
