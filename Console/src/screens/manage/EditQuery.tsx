import { useLocation } from 'preact-iso/router';
import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { queries } from '../../api/lists.ts';
import type { Query } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { useLoad } from '../../lib/load.ts';
import { formOf, requestOf } from '../../queries/form.ts';
import { QueryFields } from '../../queries/QueryFields.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { faultAt, Field } from '../../ui/Field.tsx';
import { PlanChips } from '../../ui/PlanChips.tsx';
import { Loading, Trouble } from '../../ui/Trouble.tsx';
import { usePlan } from '../ask/usePlan.ts';
import { RemoveQuery } from './Queries.tsx';

export function EditQuery({ id }: { id: string }) {
  const query = useLoad(signal => call('get', '/api/queries/{id}', { path: { id }, signal }), [id]);
  if (!query.data) return query.error ? <Trouble error={query.error} retry={query.reload} /> : <Loading what="the sentence" />;
  return <Edit key={id} query={query.data} />;
}

function Edit({ query }: { query: Query }) {
  const { route } = useLocation();
  const [text, setText] = useState(query.text);
  const [form, setForm] = useState(() => formOf(query));
  const [leaving, setLeaving] = useState(false);
  const { plan, error, stale } = usePlan(text);
  const save = useAction(async () => {
    const { id: _, ...body } = requestOf(form, text);
    await call('put', '/api/queries/{id}', { path: { id: query.id }, body });
    queries.refresh();
    announce('Saved');
    route('/manage/queries');
  });
  return (
    <form class="card form" onSubmit={e => (e.preventDefault(), void save.run())}>
      <h2>Sentence on watch</h2>
      <Field label="Sentence" fault={faultAt(save.error, 'text')}>
        {ids => <textarea {...ids} rows={2} required maxLength={1000} value={text} onInput={e => setText(e.currentTarget.value)} />}
      </Field>
      {plan && <PlanChips plan={plan} stale={stale} />}
      <Trouble error={error} />
      <QueryFields form={form} onChange={setForm} error={save.error} />
      <Trouble error={save.error} />
      <div class="actions">
        <Button kind="primary" type="submit" icon="check" busy={save.busy}>
          Save
        </Button>
        <LinkButton href="/manage/queries">Cancel</LinkButton>
        <Button kind="danger" icon="trash" onClick={() => setLeaving(true)}>
          Remove it
        </Button>
      </div>
      {leaving && <RemoveQuery query={query} onClose={() => setLeaving(false)} onDone={() => route('/manage/queries')} />}
    </form>
  );
}
