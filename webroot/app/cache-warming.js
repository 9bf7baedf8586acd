// Loading before somebody asks: the runs, and for operators the start of one.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { changes, closeDialog, confirm } from 'app/cache-dialogs';
import { CACHE } from 'app/cache-feed';
import { Choice } from 'app/fields';
import { count } from 'app/format';
import { html } from 'app/html';
import { Panel } from 'app/panel';
import { toast } from 'app/toasts';
import { clock } from 'app/zone-time';

const EVERY_MILLIS = 2000;
const SHOWN = 5;
const MODES = {
  popular: 'the most read questions of the last days',
  critical: 'what is declared as critical',
  predicted: 'what is usually read in the coming hour',
  full: 'everything that is declared to be warmed',
};

export function Warming({ operator }) {
  const [mode, setMode] = useState('popular');
  const { runs, problem } = useRuns();
  return html`
    <${Panel}
      title="Warming"
      hint="answers loaded before somebody asks"
      place="half"
      loading=${!runs}
      problem=${!runs && problem}
      empty=${runs && !runs.length && !operator && 'Nothing was warmed yet.'}
    >
      ${operator &&
      html`<div class="act">
        <${Choice} label="What to warm" value=${mode} options=${Object.keys(MODES).map((name) => [name, title(name)])} onChange=${setMode} />
        <button type="button" class="button" onClick=${() => askToWarm(mode)}>Warm …</button>
      </div>`}
      ${operator && runs && !runs.length && html`<p class="small">Nothing was warmed yet.</p>`}
      <ul class="runs">${runs?.slice(0, SHOWN).map((run) => html`<${Run} key=${run.id} run=${run} />`)}</ul>
    <//>
  `;
}

function Run({ run: { mode, state, total, done, failed, askedBy, startedAt, datasets } }) {
  const what = datasets.length ? datasets.join(', ') : title(mode);
  const words = `${count(done)} of ${count(total)}${failed ? `, ${count(failed)} failed` : ''}`;
  return html`
    <li>
      <span><strong>${what}</strong> <span class="small">by ${askedBy}, ${clock(Date.parse(startedAt))}</span></span>
      <span class=${`state is-${state}`}>${state}</span>
      <progress class="bar" aria-label=${`Progress of ${what}`} max=${total || 1} value=${done}></progress>
      <span class="small">${words}</span>
    </li>
  `;
}

function title(mode) {
  return mode[0].toUpperCase() + mode.slice(1);
}

function askToWarm(mode) {
  confirm({
    title: 'Warm the cache?',
    sentences: [
      `This loads ${MODES[mode]}, as far as it is not fresh already.`,
      'The database is asked a few questions at a time; live readers go first.',
    ],
    action: 'Warm',
    run: async () => {
      await ask(`${CACHE}/warm`, { method: 'POST', body: { mode } });
      closeDialog();
      changes.value++;
      toast(`Warming has begun: ${MODES[mode]}.`);
    },
  });
}

/** {runs, problem} of the cluster, renewed while one is on its way. */
function useRuns() {
  const [found, setFound] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      try {
        const { data } = await ask(`${CACHE}/warm`, { abort: abort.signal });
        setFound({ runs: data.items });
      } catch (problem) {
        if (!abort.signal.aborted) setFound((before) => ({ ...before, problem }));
      }
    };
    load();
    const timer = setInterval(() => document.hidden || load(), EVERY_MILLIS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [changes.value]);
  return found;
}
