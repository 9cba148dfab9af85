import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Tube } from '../../api/types.ts';
import { Answers } from '../../answers/Answers.tsx';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { bytes } from '../../lib/time.ts';
import { Button } from '../../ui/Button.tsx';
import { faultAt, Field } from '../../ui/Field.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';

const seconds = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const fileName = (path: string): string => path.split('/').at(-1)!;

/** A sentence on one video in the server's folders. Every frame is looked at, so it takes a while. */
export function Clip({ text }: { text: string }) {
  const videos = useLoad(signal => call('get', '/api/videos', { signal }), []);
  const [video, setVideo] = useState('');
  const [span, setSpan] = useState({ begin: '', end: '' });
  const [tubes, setTubes] = useState<Tube[] | null>(null);
  const chosen = video || videos.data?.items[0]?.path || '';
  const ground = useAction(async () => {
    setTubes(null);
    const answer = await call('post', '/api/ground', {
      body: { query: text.trim(), video: chosen, begin: seconds(span.begin), end: seconds(span.end), top: 5 },
    });
    setTubes(answer.tubes);
  });
  if (!videos.data) return videos.error ? <Trouble error={videos.error} retry={videos.reload} /> : <Loading what="videos" />;
  if (videos.data.items.length === 0)
    return (
      <Empty icon="play" title="No videos here">
        <p>
          Start the server with <code>--media FOLDER</code> to ask about the video files in it.
        </p>
      </Empty>
    );
  const submit = (e: Event) => {
    e.preventDefault();
    if (text.trim() === '') document.getElementById('sentence')?.focus();
    else void ground.run();
  };
  return (
    <>
      <form class="ask-form row" onSubmit={submit}>
        <Field label="Video" fault={faultAt(ground.error, 'video')}>
          {ids => (
            <select {...ids} value={chosen} onChange={e => setVideo(e.currentTarget.value)}>
              {videos.data!.items.map(v => (
                <option key={v.path} value={v.path}>
                  {fileName(v.path)} ({bytes(v.bytes)})
                </option>
              ))}
            </select>
          )}
        </Field>
        <SecondField
          label="From second"
          fault={faultAt(ground.error, 'begin')}
          value={span.begin}
          change={begin => setSpan({ ...span, begin })}
        />
        <SecondField
          label="To second"
          fault={faultAt(ground.error, 'end')}
          value={span.end}
          change={end => setSpan({ ...span, end })}
        />
        <Button kind="primary" icon="play" type="submit" busy={ground.busy}>
          Look through it
        </Button>
      </form>
      <section class="answers-area" aria-label="Answers" aria-busy={ground.busy}>
        <Trouble error={ground.error} />
        {ground.busy && <Loading what="answers: every frame is looked at, so this takes some time" />}
        {tubes &&
          (tubes.length === 0 ? (
            <Empty icon="ask" title="Nothing in this clip fits">
              <p>Say less of it, or choose another stretch or video.</p>
            </Empty>
          ) : (
            <Answers tubes={tubes} />
          ))}
      </section>
    </>
  );
}

type Second = { label: string; fault: ReturnType<typeof faultAt>; value: string; change: (value: string) => void };

function SecondField({ label, fault, value, change }: Second) {
  return (
    <Field label={label} fault={fault}>
      {ids => (
        <input {...ids} type="number" min="0" step="any" inputMode="decimal" value={value} onInput={e => change(e.currentTarget.value)} />
      )}
    </Field>
  );
}
