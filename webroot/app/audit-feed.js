// The events that fit, newest first; new ones are asked for every few seconds while nobody reads further down.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from 'app/api';

export const AUDIT = '/api/v1/performance/audit';

const EVERY_MILLIS = 4000;
const LIMIT = 50;

/** {items, next, chain, problem, more}; `wanted` are the filters that are not empty. */
export function useAuditFeed(wanted, paused) {
  const [found, setFound] = useState({});
  const further = useRef(false);

  const load = async (cursor, before, abort) => {
    try {
      const params = { ...wanted, limit: LIMIT, ...(cursor && { cursor }) };
      const { data } = await ask(AUDIT, { params, abort });
      setFound({ items: [...before, ...data.items], next: data.nextCursor, chain: data.chain });
    } catch (problem) {
      if (!abort?.aborted) setFound((known) => ({ ...known, problem }));
    }
  };

  useEffect(() => {
    further.current = false;
    setFound({});
  }, [wanted]);

  useEffect(() => {
    if (paused) return undefined;
    const abort = new AbortController();
    let timer = 0;
    const again = async () => {
      if (!document.hidden && !further.current) await load('', [], abort.signal);
      clearTimeout(timer);
      if (!abort.signal.aborted) timer = setTimeout(again, EVERY_MILLIS);
    };
    again();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [wanted, paused]);

  const more = () => {
    further.current = true;
    return load(found.next, found.items);
  };
  return { ...found, more };
}
