// Which page the address names, and the way to another without loading anew.
import { signal } from '@preact/signals';

/** By path: the name for readers, and the loading of its component. */
export const pages = {
  '/': { name: 'Desk', load: () => import('app/dashboard').then((module) => module.Dashboard) },
  '/cache': { name: 'Cache', load: () => import('app/cache-page').then((module) => module.CachePage) },
  '/tasks': { name: 'Tasks', load: () => import('app/tasks-page').then((module) => module.TasksPage) },
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
