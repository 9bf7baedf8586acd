// The page of the cache: what it does for the readers now, and what operators can do with it.
import { useEffect, useState } from 'preact/hooks';
import { Actions } from 'app/cache-actions';
import { Entries } from 'app/cache-entries';
import { forgetCache, numbers, trouble, useCacheFeed } from 'app/cache-feed';
import { Hottest } from 'app/cache-hottest';
import { LiveNumbers } from 'app/cache-numbers';
import { Nodes } from 'app/cache-nodes';
import { Patterns } from 'app/cache-patterns';
import { Policies } from 'app/cache-policies';
import { Warming } from 'app/cache-warming';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { ASKING_WORDS, LiveState } from 'app/live-state';
import { may } from 'app/roles';

export function CachePage() {
  const [paused, setPaused] = useState(false);
  useCacheFeed(paused);
  useEffect(() => forgetCache, []);
  const operator = may('operator');

  return html`
    <${Frame}
      state=${html`
        <${LiveState} state=${stateOf(paused)} words=${ASKING_WORDS} what="live numbers" onPause=${() => setPaused(!paused)} />
      `}
      notice=${trouble.value && numbers.value ? `The numbers are not renewed: ${trouble.value.message}` : ''}
    >
      <h2 class="page-title">Cache</h2>
      <${LiveNumbers} />
      <${Patterns} />
      ${operator && html`<${Entries} /><${Actions} />`}
      <${Warming} operator=${operator} />
      ${operator && html`<${Hottest} />`}
      <${Nodes} />
      <${Policies} admin=${may('admin')} />
    <//>
  `;
}

function stateOf(paused) {
  return paused ? 'paused' : trouble.value ? 'reconnecting' : numbers.value ? 'live' : 'connecting';
}
