// What the reader may do.
import { session } from 'app/store';

const ORDER = ['viewer', 'trader', 'operator', 'admin'];

/** Whether the reader has the rights of that role. */
export function may(role) {
  return ORDER.indexOf(session.value?.role) >= ORDER.indexOf(role);
}
