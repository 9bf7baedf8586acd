// The page of the audit log, for admins: who did what, who was refused, and whether all of it still stands.
import { useState } from 'preact/hooks';
import { Chain } from 'app/audit-chain';
import { useAuditFeed } from 'app/audit-feed';
import { Events } from 'app/audit-events';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { Icon } from 'app/icons';
import { may } from 'app/roles';

export function AuditPage() {
  return may('admin') ? html`<${Log} />` : html`<${NotForYou} />`;
}

function Log() {
  const [paused, setPaused] = useState(false);
  const [wanted, setWanted] = useState({});
  const feed = useAuditFeed(wanted, paused);
  return html`
    <${Frame}
      state=${html`<${FeedState} feed=${feed} paused=${paused} onPause=${() => setPaused(!paused)} />`}
      notice=${feed.problem && feed.items ? `The events are not renewed: ${feed.problem.message}` : ''}
    >
      <h2 class="page-title">Audit log</h2>
      <${Chain} chain=${feed.chain} />
      <${Events} feed=${feed} onSearch=${setWanted} />
    <//>
  `;
}

function NotForYou() {
  return html`
    <${Frame}>
      <h2 class="page-title">Audit log</h2>
      <p class="message panel wide">Only admins read the audit log.</p>
    <//>
  `;
}

function FeedState({ feed, paused, onPause }) {
  const state = paused ? 'paused' : feed.problem ? 'reconnecting' : feed.items ? 'live' : 'connecting';
  const words = { paused: 'Paused', reconnecting: 'Not renewed', live: 'Live', connecting: 'Connecting' };
  const label = paused ? 'Resume new events' : 'Pause new events';
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
