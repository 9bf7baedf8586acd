// Which page the address names, and the way to another without loading anew.
import { signal } from '@preact/signals';

/**
 * By path: the name for readers, the role that sees the link, and the loading of its component; `besides` keeps it out of
 * the row of pages.
 */
export const pages = {
  '/': { name: 'Desk', load: () => import('app/dashboard').then((module) => module.Dashboard) },
  '/cache': { name: 'Cache', load: () => import('app/cache-page').then((module) => module.CachePage) },
  '/tasks': { name: 'Tasks', load: () => import('app/tasks-page').then((module) => module.TasksPage) },
  '/account': {
    name: 'Account',
    besides: true,
    load: () => import('app/account-page').then((module) => module.AccountPage),
  },
  '/audit': { name: 'Audit', role: 'admin', load: () => import('app/audit-page').then((module) => module.AuditPage) },
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
