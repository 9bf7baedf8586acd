// Which portfolio positions and profit are shown for; one choice for both.
import { html } from 'app/html';
import { Choice } from 'app/fields';
import { usePortfolios } from 'app/portfolios';
import { chosenPortfolio } from 'app/store';

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
