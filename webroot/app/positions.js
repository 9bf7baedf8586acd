// Net energy bought and sold for each delivery hour of a day.
import { useCallback, useState } from 'preact/hooks';
import { html } from 'app/html';
import { barData, barOptions } from 'app/bars';
import { Chart } from 'app/chart';
import { useDataset } from 'app/dataset';
import { TableBehind } from 'app/data-table';
import { localDays, ofChosen, PortfolioChoice, useMarketDay } from 'app/desk';
import { Figures, Segments } from 'app/fields';
import { energy, signedEnergy } from 'app/format';
import { Widget } from 'app/widget';
import { abbreviation, addDays, clock, dayName } from 'app/zone-time';

const HOUR = 3_600_000;
const DAYS = [[-1, 'Yesterday'], [0, 'Today'], [1, 'Tomorrow']];

export function Positions() {
  const [day, setDay] = useState(0);
  const market = useMarketDay();
  const date = market && addDays(market.today, day);
  const source = useDataset('positions', market && ofChosen(localDays(date, date, market.timeZone)));
  return html`
    <${Widget}
      title="Positions"
      hint=${market && `net MWh by delivery hour, ${dayName(date)}`}
      place="positions"
      source=${source}
      simulated=${source.data?.simulated}
      empty=${source.data && !source.data.rows.length && `Nothing was traded for delivery on ${dayName(date)}.`}
      tools=${html`
        <${Segments} label="Delivery day" value=${day} options=${DAYS} onChange=${setDay} />
        <${PortfolioChoice} />
      `}
    >
      ${() => html`<${Hours} rows=${source.data.rows} params=${source.params} timeZone=${market.timeZone} />`}
    <//>
  `;
}

function Hours({ rows, params, timeZone }) {
  const hours = hourly(rows, Date.parse(params.from), Date.parse(params.to));
  const labels = hours.map(({ start }) => clock(start, timeZone));
  const build = useCallback(
    (colours) =>
      barOptions(colours, { labels, text: energyMark, above: 'accent', below: 'short', labelPixels: 56 }),
    [params.from, params.to, timeZone],
  );
  const name = ({ start }) => `${clock(start, timeZone)} ${abbreviation(start, timeZone)}`;
  const describe = (index) => [
    name(hours[index]),
    `net ${signedEnergy(hours[index].net)} MWh`,
    `bought ${energy(hours[index].bought)}, sold ${energy(hours[index].sold)}`,
  ];
  const columns = [
    { name: `Delivery (${timeZone})`, text: name },
    { name: 'Bought, MWh', numeric: true, text: ({ bought }) => energy(bought) },
    { name: 'Sold, MWh', numeric: true, text: ({ sold }) => energy(sold) },
    { name: 'Net, MWh', numeric: true, text: ({ net }) => signedEnergy(net) },
  ];
  const all = totals(hours);
  return html`
    <${Figures}
      figures=${[
        ['Bought, MWh', energy(all.bought), 'long'],
        ['Sold, MWh', energy(all.sold), 'short'],
        ['Net, MWh', signedEnergy(all.net)],
      ]}
    />
    <${Chart}
      label="Net position by delivery hour; arrow keys walk the hours"
      build=${build}
      data=${barData(hours.map(({ net }) => net))}
      describe=${describe}
    />
    <p class="axis-name">Delivery hour in ${timeZone}; above zero bought, below zero sold</p>
    <${TableBehind} caption="Position by delivery hour" columns=${columns} rows=${hours} />
  `;
}

function energyMark(value) {
  return energy(value).replace(/\.0$/, '');
}

/** Positions of several portfolios and zones, added up by hour; hours without one are zero. */
function hourly(rows, from, to) {
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

function totals(hours) {
  const sum = (field) => hours.reduce((total, hour) => total + hour[field], 0);
  return { bought: sum('bought'), sold: sum('sold'), net: sum('net') };
}
