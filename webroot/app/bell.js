// The bell of the top bar: how many notifications are new, and the newest in a panel.
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from 'app/html';
import { Icon } from 'app/icons';
import { isNew, lookAtNotices, notices, noticesState, unread } from 'app/notices';
import { noticeText } from 'app/notice-text';
import { now } from 'app/store';

const MOST = 9;

export function Bell() {
  const [before, setBefore] = useState(null);
  const [open, setOpen] = useState(false);
  const here = useRef(null);
  const button = useRef(null);
  const close = () => setOpen(false);
  const toggle = () => {
    if (!open) setBefore(lookAtNotices());
    setOpen(!open);
  };

  useEffect(() => (open ? closeElsewhere(here, button, close) : undefined), [open]);
  // what comes while the panel is open is seen
  useEffect(() => open && void lookAtNotices(), [open, notices.value]);

  const count = unread.value;
  const label = count ? `Notifications, ${count} new` : 'Notifications';
  return html`
    <div class="bell" ref=${here}>
      <button
        type="button"
        class="icon-button"
        ref=${button}
        aria-label=${label}
        title=${label}
        aria-expanded=${open}
        aria-controls="notices"
        onClick=${toggle}
      >
        <${Icon} name="bell" />
        ${count > 0 && html`<span class="bell-count" aria-hidden="true">${count > MOST ? `${MOST}+` : count}</span>`}
      </button>
      <p class="unseen" role="status">${count > 0 && label}</p>
      ${open && html`<${Panel} before=${before} />`}
    </div>
  `;
}

function closeElsewhere(here, button, close) {
  const abort = new AbortController();
  const { signal } = abort;
  addEventListener('pointerdown', ({ target }) => here.current?.contains(target) || close(), { signal });
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') {
        close();
        button.current?.focus();
      }
    },
    { signal },
  );
  return () => abort.abort();
}

const STANDSTILL = {
  reconnecting: 'Interrupted; being reopened.',
  offline: 'This device is offline.',
  connecting: 'Connecting …',
};

function Panel({ before }) {
  const all = notices.value;
  const state = STANDSTILL[noticesState.value];
  return html`
    <section class="notices-panel" id="notices" aria-label="Notifications">
      <header>
        <h2>Notifications</h2>
        ${state && html`<p class="quiet">${state}</p>`}
      </header>
      ${all.length === 0 && html`<p class="notices-none">Nothing has happened yet.</p>`}
      <ol>
        ${all.map((notice) => html`<${Line} key=${notice.seq} notice=${notice} fresh=${isNew(notice, before)} />`)}
      </ol>
    </section>
  `;
}

function Line({ notice, fresh }) {
  const { title, detail, tone } = noticeText(notice);
  return html`
    <li class=${`notice-line is-${tone}`}>
      <p><strong>${title}</strong>${fresh && html`<span class="notice-new">new</span>`}</p>
      <p>${detail}</p>
      <time dateTime=${notice.at} title=${new Date(notice.at).toLocaleString('en-GB')}>${age(notice.at)}</time>
    </li>
  `;
}

function age(at) {
  const minutes = Math.floor((now.value - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`;
}
