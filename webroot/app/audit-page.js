// The page of the audit log, for admins: who did what, who was refused, and whether all of it still stands.
import { useState } from 'preact/hooks';
import { Chain } from 'app/audit-chain';
import { useAuditFeed } from 'app/audit-feed';
import { Events } from 'app/audit-events';
import { Frame } from 'app/frame';
import { html } from 'app/html';
import { ASKING_WORDS, LiveState } from 'app/live-state';
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
      state=${html`
        <${LiveState} state=${stateOf(feed, paused)} words=${ASKING_WORDS} what="new events" onPause=${() => setPaused(!paused)} />
      `}
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

function stateOf(feed, paused) {
  return paused ? 'paused' : feed.problem ? 'reconnecting' : feed.items ? 'live' : 'connecting';
}
