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
import { Icon } from 'app/icons';
import { may } from 'app/roles';

export function CachePage() {
  const [paused, setPaused] = useState(false);
  useCacheFeed(paused);
  useEffect(() => forgetCache, []);
  const operator = may('operator');

  return html`
    <${Frame}
      state=${html`<${FeedState} paused=${paused} onPause=${() => setPaused(!paused)} />`}
      notice=${trouble.value && numbers.value ? `The numbers are not renewed: ${trouble.value.message}` : ''}
    >
      <h2 class="page-title">Cache</h2>
      <${LiveNumbers} />
      <${Patterns} />
      ${operator && html`<${Entries} /><${Actions} />`}
      <${Warming} operator=${operator} />
      ${operator && html`<${Hottest} />`}
      <${Policies} admin=${may('admin')} />
      <${Nodes} />
    <//>
  `;
}

/** Whether the numbers are renewed. */
function FeedState({ paused, onPause }) {
  const state = paused ? 'paused' : trouble.value ? 'reconnecting' : numbers.value ? 'live' : 'connecting';
  const label = paused ? 'Resume live numbers' : 'Pause live numbers';
  const words = { paused: 'Paused', reconnecting: 'Not renewed', live: 'Live', connecting: 'Connecting' };
  return html`
    <div class=${`connection is-${state}`}>
      <span class="dot" aria-hidden="true"></span>
      <span role="status" class="connection-state">${words[state]}</span>
      <button type="button" class="icon-button small" onClick=${onPause} aria-label=${label} title=${label}>
        <${Icon} name=${paused ? 'play' : 'pause'} />
      </button>
    </div>
  `;
}
