// Whether the chain of the audit log holds: as far as the server has checked it, and checked anew on demand.
import { useState } from 'preact/hooks';
import { ask } from 'app/api';
import { AUDIT } from 'app/audit-feed';
import { Refusal } from 'app/dialog';
import { count, plural } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';

export function Chain({ chain }) {
  const [run, setRun] = useState({});
  const verify = async () => {
    try {
      await checkAll((so) => setRun({ busy: true, ...so }));
    } catch (problem) {
      setRun({ problem });
    }
  };
  const hint = 'each row is sealed together with all rows before it';
  return html`
    <${Panel} title="Chain" hint=${hint} place="wide" loading=${!chain}>
      ${chain && !run.sum && html`<${Known} chain=${chain} />`}
      ${run.sum && html`<${Result} sum=${run.sum} />`}
      <${Refusal} problem=${run.problem} />
      <div class="act">
        <button type="button" class="button primary" disabled=${busy(run)} onClick=${verify}>
          ${busy(run) ? `Checking … ${run.sum ? plural(run.sum.checked, 'row') : ''}` : 'Verify chain'}
        </button>
      </div>
    <//>
  `;
}

function busy({ busy: running, sum }) {
  return Boolean(running) && !sum?.complete;
}

/** Asks for piece after piece until the end, or the first row that does not hold. */
async function checkAll(tell) {
  tell({});
  let sum = { checked: 0, erased: 0, unknownKeys: 0 };
  let fromRow = 1;
  do {
    const { data } = await ask(`${AUDIT}/verify`, { params: { fromRow } });
    sum = {
      first: sum.first ?? data.fromRow,
      toRow: data.toRow,
      checked: sum.checked + data.checked,
      erased: sum.erased + data.erased,
      unknownKeys: sum.unknownKeys + data.unknownKeys,
      broken: data.broken,
      complete: data.complete,
    };
    fromRow = data.toRow + 1;
    tell({ sum });
  } while (!sum.complete);
}

function Known({ chain }) {
  if (chain.broken) return html`<${Break} broken=${chain.broken} />`;
  return html`
    <p class="verdict">
      <span class="state is-up">Holds</span>
      <span>This server has checked it up to row ${count(chain.verifiedToRow)}.</span>
    </p>
  `;
}

function Break({ broken }) {
  return html`
    <p class="verdict" role="alert">
      <span class="state is-failed">Broken</span>
      <span><strong>At row ${count(broken.row)}.</strong> ${broken.reason} Rows before it hold; nothing behind it can be trusted.</span>
    </p>
  `;
}

function Result({ sum }) {
  if (sum.broken) return html`<${Break} broken=${sum.broken} />`;
  const erased = sum.erased > 0 && ` Of ${plural(sum.erased, 'row')} the details were erased for a person.`;
  const unknown = sum.unknownKeys > 0 && ` ${plural(sum.unknownKeys, 'row')} were sealed by other nodes, whose keys are not here.`;
  return html`
    <p class="verdict" role="status">
      <span class="state is-up">${sum.complete ? 'Holds' : 'Holds so far'}</span>
      <span>Rows ${count(sum.first)} to ${count(sum.toRow)} were read again: nothing is missing and nothing was changed.${erased}${unknown}</span>
    </p>
  `;
}
