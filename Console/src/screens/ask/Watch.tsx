import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { queries } from '../../api/lists.ts';
import { QueryFields } from '../../queries/QueryFields.tsx';
import { blank, requestOf } from '../../queries/form.ts';
import { useAction } from '../../lib/action.ts';
import { Button } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Trouble } from '../../ui/Trouble.tsx';

/** Puts the sentence on watch. */
export function Watch({ text }: { text: string }) {
  const [form, setForm] = useState(blank);
  const [made, setMade] = useState<{ id: string; text: string } | null>(null);
  const watch = useAction(async () => {
    const query = await call('post', '/api/queries', { body: requestOf(form, text) });
    queries.refresh();
    setMade(query);
    announce('The sentence is on watch');
  });
  const submit = (e: Event) => {
    e.preventDefault();
    if (text.trim() === '') document.getElementById('sentence')?.focus();
    else void watch.run();
  };
  return (
    <form class="ask-form card form" onSubmit={submit}>
      <QueryFields form={form} onChange={setForm} error={watch.error} isNew />
      <Trouble error={watch.error} />
      <div class="actions">
        <Button kind="primary" icon="eye" type="submit" busy={watch.busy}>
          Keep on watch
        </Button>
      </div>
      {made && (
        <p class="notice good">
          “{made.text}” is on watch. <a href={`/alerts?query=${encodeURIComponent(made.id)}`}>Its alerts</a> ·{' '}
          <a href={`/manage/queries/${encodeURIComponent(made.id)}`}>Change it</a>
        </p>
      )}
    </form>
  );
}
