// Which page the address names, and the way to another without loading anew.
import { signal } from '@preact/signals';
import { addStyles } from 'app/styles';

/** What every page looks like. */
const COMMON = ['top-bar', 'page', 'bell', 'widgets', 'cards', 'data', 'dialog'];

/** Loads a component with the style sheets that are its own. */
const load = (module, component, own = []) =>
  Promise.all([module, addStyles([...COMMON, ...own].map((name) => `app/${name}.css`))]).then(([found]) => found[component]);

/**
 * By path: the name for readers, the role that sees the link, and the loading of its component; `besides` keeps it out of
 * the row of pages.
 */
export const pages = {
  '/': { name: 'Desk', load: () => load(import('app/dashboard'), 'Dashboard') },
  '/cache': { name: 'Cache', load: () => load(import('app/cache-page'), 'CachePage', ['fields', 'cache']) },
  '/tasks': { name: 'Tasks', load: () => load(import('app/tasks-page'), 'TasksPage', ['fields', 'tasks']) },
  '/account': { name: 'Account', besides: true, load: () => load(import('app/account-page'), 'AccountPage', ['fields', 'account']) },
  '/audit': { name: 'Audit', role: 'admin', load: () => load(import('app/audit-page'), 'AuditPage', ['fields', 'audit']) },
};

/** The path of the page that is shown. */
export const place = signal(current());

export function go(path) {
  history.pushState(null, '', path);
  place.value = current();
  scrollTo(0, 0);
}

function current() {
  return location.pathname in pages ? location.pathname : '/';
}

addEventListener('popstate', () => (place.value = current()));
