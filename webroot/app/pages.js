// The links between the pages.
import { html } from 'app/html';
import { may } from 'app/roles';
import { go, pages, place } from 'app/route';
import { TaskBadge } from 'app/tasks-badge';

/** What stands beside the name of a page. */
const BADGES = { '/tasks': TaskBadge };

export function Pages() {
  return html`
    <nav class="pages" aria-label="Pages">
      ${Object.entries(pages)
        .filter(([, { besides, role }]) => !besides && (!role || may(role)))
        .map(([path, { name }]) => html`<${PageLink} key=${path} path=${path}>${name}${badge(path)}<//>`)}
    </nav>
  `;
}

function badge(path) {
  return BADGES[path] && html`<${BADGES[path]} />`;
}

/** A link to a page that loads nothing anew. */
export function PageLink({ path, children, ...rest }) {
  return html`
    <a
      href=${path}
      aria-current=${path === place.value ? 'page' : undefined}
      onClick=${(event) => follow(event, path)}
      ...${rest}
    >
      ${children}
    </a>
  `;
}

/** A click with a modifier is the browser's: it opens another tab. */
function follow(event, path) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (path !== place.value) go(path);
}
