// A notification in words.

const node = (id) => `Node ${String(id).slice(0, 8)}`;
const nodes = (count) => (count === 1 ? '1 node' : `${count} nodes`);
const rows = (count) => (count === 1 ? '1 row' : `${Number(count).toLocaleString('en')} rows`);

const TEXTS = {
  'node.joined': (it) => [`${node(it.node)} joined`, `${nodes(it.members)} now`, 'good'],
  'node.left': (it) => [`${node(it.node)} left`, `${nodes(it.members)} now`, 'bad'],
  'health.degraded': (it) => [`${named(it.part)} is ${it.to}`, it.detail || node(it.node), 'bad'],
  'health.recovered': (it) => [`${named(it.part)} works again`, it.detail || node(it.node), 'good'],
  'cache.invalidated': (it) => ['Cache invalidated', `${it.namespaces.join(', ')}, by ${it.by}`, 'plain'],
  'warming.started': (it) => ['Warming started', warming(it), 'plain'],
  'warming.progress': (it) => ['Warming', warming(it), 'plain'],
  'warming.finished': (it) => [`Warming ${it.state}`, warming(it), it.state === 'done' && !it.failed ? 'good' : 'bad'],
  'task.ended': (it) => [`${it.type} ${ENDS[it.state]}`, it.detail || ended(it), it.state === 'succeeded' ? 'good' : 'bad'],
  'tasks.ended': (it) => [`${it.count} tasks are over`, tally(it.tasks), it.tasks.succeeded?.length === it.count ? 'good' : 'bad'],
  'import.finished': (it) => ['Import finished', `${rows(it.rows)} of ${it.kind}, ${it.inserted} new`, 'good'],
};

const ENDS = { succeeded: 'is done', failed: 'failed', cancelled: 'was cancelled', quarantined: 'is quarantined' };

/** A task of the configuration is shown to admins. */
function ended({ owner, state }) {
  if (owner === 'system') return 'A task of the configuration';
  return state === 'succeeded' ? 'A task of yours' : 'A task of yours; it can be run again';
}

function tally(tasks) {
  return Object.entries(tasks).map(([state, ids]) => `${ids.length} ${state}`).join(', ');
}

/** Answers {title, detail, tone}; a type that this page does not know is named. */
export function noticeText({ type, payload }) {
  const known = TEXTS[type];
  const [title, detail, tone] = known ? known(payload) : [named(type.replaceAll(/[.-]/g, ' ')), '', 'plain'];
  return { title, detail, tone };
}

function named(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function warming({ mode, done, total, failed, by }) {
  const far = total ? `${done} of ${total}` : 'counting';
  return `${far}${failed ? `, ${failed} failed` : ''} · ${mode}, by ${by}`;
}
