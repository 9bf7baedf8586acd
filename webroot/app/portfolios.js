// All portfolios of the organisation in one table; a name chooses it for the charts above.
import { html } from 'app/html';
import { DataTable } from 'app/data-table';
import { usePortfolios } from 'app/desk';
import { count, direction, signedEnergy, signedMoney } from 'app/format';
import { chosenPortfolio } from 'app/store';
import { Widget } from 'app/widget';
import { clock, dateOf, dayName } from 'app/zone-time';

const COLUMNS = [
  { name: 'Portfolio', text: (row) => html`<${Name} row=${row} />` },
  { name: 'Trades today', numeric: true, text: (row) => count(row.tradesToday) },
  { name: 'Net today, MWh', numeric: true, text: (row) => signedEnergy(row.netMwhToday) },
  money('P&L 7 days, EUR', 'pnlEur7d'),
  money('P&L 30 days, EUR', 'pnlEur30d'),
  { name: 'Last trade', numeric: true, text: ({ lastTradeAt }) => lastTrade(lastTradeAt) },
];

export function Portfolios() {
  const source = usePortfolios();
  return html`
    <${Widget}
      title="Portfolios"
      hint="choose one to see its positions and P&L"
      place="portfolios"
      source=${source}
      simulated=${source.data?.simulated}
      empty=${source.data && !source.data.rows.length && 'Your organisation has no portfolio yet. One appears with its first import of trades or bids.'}
    >
      ${() => html`<${DataTable}
        caption="Portfolios of your organisation, last trade in your local time"
        columns=${COLUMNS}
        rows=${source.data.rows}
      />`}
    <//>
  `;
}

function Name({ row: { portfolioId, name } }) {
  const chosen = chosenPortfolio.value === portfolioId;
  return html`
    <button
      type="button"
      class="row-button"
      aria-pressed=${String(chosen)}
      onClick=${() => (chosenPortfolio.value = chosen ? '' : portfolioId)}
    >
      ${name}
    </button>
  `;
}

function money(name, field) {
  return {
    name,
    numeric: true,
    text: (row) => signedMoney(row[field]),
    tone: (row) => direction(row[field]),
  };
}

function lastTrade(instant) {
  if (!instant) return '–';
  const at = Date.parse(instant);
  const date = dateOf(at);
  return date === dateOf(Date.now()) ? clock(at) : `${dayName(date, {})}, ${clock(at)}`;
}
