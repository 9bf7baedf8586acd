// One task with its logs, read anew when the stream says that it moved.
import { useEffect, useState } from 'preact/hooks';
import { ask } from 'app/api';
import { listen } from 'app/notices';
import { asking } from 'app/tasks-feed';
import { TASKS } from 'app/tasks-watch';

const APART_MILLIS = 1000;
const WRITTEN_MILLIS = 2500; // logs are written every two seconds
const POLL_MILLIS = 3000;

/** {task, problem}, current while it is shown. */
export function useTask(id) {
  const [found, setFound] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let trailing = 0;
    let readAt = 0;
    const read = async () => {
      timer = 0;
      readAt = Date.now();
      try {
        const { data } = await ask(`${TASKS}/${id}`, { abort: abort.signal });
        setFound({ task: data });
      } catch (problem) {
        if (!abort.signal.aborted) setFound((before) => ({ ...before, problem }));
      }
    };
    const soon = () => (timer ||= setTimeout(read, Math.max(0, readAt + APART_MILLIS - Date.now())));
    const moved = () => {
      soon();
      clearTimeout(trailing);
      trailing = setTimeout(soon, WRITTEN_MILLIS);
    };
    read();
    const stopListening = listen((frame) => concerns(frame, id) && moved());
    const poll = setInterval(() => asking.value && !document.hidden && soon(), POLL_MILLIS);
    return () => {
      stopListening();
      [timer, trailing].forEach(clearTimeout);
      clearInterval(poll);
      abort.abort();
    };
  }, [id]);
  return found;
}

function concerns({ topic, type, payload }, id) {
  if (topic === 'stream') return type === 'snapshot' || type === 'dropped';
  if (topic !== 'tasks') return false;
  return payload.id === id || type === 'tasks.changed' || Object.values(payload.tasks ?? {}).some((ids) => ids.includes(id));
}
