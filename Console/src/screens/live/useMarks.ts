import { useEffect, useState } from 'preact/hooks';
import { address } from '../../api/client.ts';
import type { LiveObjects } from '../../api/types.ts';
import { epoch } from '../../app/connection.ts';

const AGAIN = 3000;

/** Where the objects of one camera are, a few times a second; null while that is not known. */
export function useMarks(camera: string): LiveObjects | null {
  const [marks, setMarks] = useState<LiveObjects | null>(null);
  const generation = epoch.value;
  useEffect(() => {
    let source: EventSource | null = null,
      timer = 0;
    const open = () => {
      source = new EventSource(address('/api/cameras/{id}/live', { id: camera }));
      source.addEventListener('objects', e => setMarks(JSON.parse((e as MessageEvent<string>).data) as LiveObjects));
      source.onerror = () => {
        setMarks(null); // boxes of a while ago would be drawn on other people
        if (source!.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, [camera, generation]);
  return marks;
}
