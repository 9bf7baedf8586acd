// How events are told.

export const OUTCOMES = { done: 'Done', refused: 'Refused', failed: 'Failed', unanswered: 'No answer' };

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const MOMENT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 'Saturday 21 November 2026', in the reader's time; empty of nothing. */
export function day(at) {
  return at ? DAY.format(new Date(at)) : '';
}

export function moment(at) {
  return MOMENT.format(new Date(at));
}

/** ' × 99' of what happened so often within a minute. */
export function times(number) {
  return number > 1 ? ` × ${number.toLocaleString('en-GB')}` : '';
}

/** The fields of two documents with both values, those that differ first: [{name, before, after, differs}]. */
export function compared(before, after) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const fields = names.map((name) => {
    const [was, is] = [told(before?.[name]), told(after?.[name])];
    return { name, before: was, after: is, differs: was !== is };
  });
  return [...fields.filter((field) => field.differs), ...fields.filter((field) => !field.differs)];
}

function told(value) {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
