// What the widgets of a desk share: the portfolio they are shown for, and the local days of its market.
import { html } from 'app/html';
import { useDataset } from 'app/dataset';
import { Choice } from 'app/fields';
import { chosenPortfolio } from 'app/store';
import { addDays, dateOf, midnight } from 'app/zone-time';

export function usePortfolios() {
  return useDataset('portfolio-overview', {});
}

export function PortfolioChoice() {
  const { data } = usePortfolios();
  const named = data?.rows.map(({ portfolioId, name }) => [portfolioId, name]) ?? [];
  return html`
    <${Choice}
      label="Portfolio"
      value=${chosenPortfolio.value}
      options=${[['', 'All portfolios'], ...named]}
      onChange=${(portfolioId) => (chosenPortfolio.value = portfolioId)}
    />
  `;
}

/** The parameters of a dataset for the chosen portfolio. */
export function ofChosen(params) {
  return chosenPortfolio.value ? { portfolio: chosenPortfolio.value, ...params } : params;
}

/** {timeZone, today} of the first zone, or null before the zones are known. */
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
