import { useLocation } from 'preact-iso/router';
import { useEffect, useState } from 'preact/hooks';
import { address, call } from '../../api/client.ts';
import { cameras } from '../../api/lists.ts';
import { Answers } from '../../answers/Answers.tsx';
import { useLoad } from '../../lib/load.ts';
import { fromLocalInput, localInput } from '../../lib/time.ts';
import { Button } from '../../ui/Button.tsx';
import { CameraPicker } from '../../ui/CameraPicker.tsx';
import { faultAt, Field } from '../../ui/Field.tsx';
import { Empty, Loading, Trouble } from '../../ui/Trouble.tsx';

interface Asked {
  q: string;
  cameras: string[];
  from?: string | undefined;
  to?: string | undefined;
  top: number;
}

const asked = (query: Record<string, string>): Asked => ({
  q: query['run'] ? (query['q'] ?? '') : '',
  cameras: query['cameras']?.split(',') ?? [],
  from: query['from'],
  to: query['to'],
  top: Number(query['top'] ?? 12),
});

/** A sentence over everything that was seen. What was asked is in the address, so that it can be passed on. */
export function Archive({ text }: { text: string }) {
  const { query, route } = useLocation();
  const now = asked(query);
  const [form, setForm] = useState(now);
  const key = JSON.stringify(now);
  useEffect(() => setForm(now), [key]);
  const found = useLoad(now.q ? signal => call('get', '/api/search', { query: { ...now, cameras: now.cameras }, signal }) : null, [key]);
  const submit = (e: Event) => {
    e.preventDefault();
    if (text.trim() === '') return document.getElementById('sentence')?.focus();
    const next = address(
      '/ask',
      {},
      { q: text.trim(), on: 'archive', ...{ cameras: form.cameras, from: form.from, to: form.to, top: form.top }, run: 1 },
    );
    if (next === location.pathname + location.search) found.reload();
    else route(next);
  };
  return (
    <>
      <form class="ask-form row" onSubmit={submit}>
        <CameraPicker all={cameras.use() ?? []} picked={form.cameras} onPick={cameras => setForm({ ...form, cameras })} />
        <Field label="From" fault={faultAt(found.error, 'from')}>
          {ids => (
            <input
              {...ids}
              type="datetime-local"
              value={form.from ? localInput(new Date(form.from)) : ''}
              onInput={e => setForm({ ...form, from: fromLocalInput(e.currentTarget.value) })}
            />
          )}
        </Field>
        <Field label="To" fault={faultAt(found.error, 'to')}>
          {ids => (
            <input
              {...ids}
              type="datetime-local"
              value={form.to ? localInput(new Date(form.to)) : ''}
              onInput={e => setForm({ ...form, to: fromLocalInput(e.currentTarget.value) })}
            />
          )}
        </Field>
        <Field label="At most">
          {ids => (
            <select {...ids} value={form.top} onChange={e => setForm({ ...form, top: Number(e.currentTarget.value) })}>
              {[6, 12, 24, 50, 100].map(n => (
                <option key={n} value={n}>
                  {n}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Button kind="primary" icon="ask" type="submit" busy={found.loading && now.q !== ''}>
          Search
        </Button>
      </form>
      {now.q !== '' && (
        <section class="answers-area" aria-label="Answers" aria-busy={found.loading}>
          <Trouble error={found.error} retry={found.reload} />
          {found.loading && !found.data && <Loading what="answers" />}
          {found.data &&
            (found.data.tubes.length === 0 ? (
              <Empty icon="ask" title="Nothing that was seen fits this">
                <p>
                  {found.data.candidates === 0
                    ? 'No object of this kind was seen there.'
                    : `${found.data.candidates.toLocaleString()} objects came into question, none fits well enough.`}{' '}
                  Say less of it, look at more cameras or a longer time, or keep the sentence on watch.
                </p>
              </Empty>
            ) : (
              <>
                <p class="summary" role="status">
                  {answersIn(found.data.tubes.length, found.data.candidates, found.data.timing.seconds)}
                </p>
                <Answers tubes={found.data.tubes} />
              </>
            ))}
        </section>
      )}
    </>
  );
}

const answersIn = (n: number, of: number, seconds: number): string =>
  `${n === 1 ? '1 answer' : `${n} answers`} among ${of.toLocaleString()} objects, in ${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
