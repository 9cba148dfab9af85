import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Tube } from '../../api/types.ts';
import { useAction } from '../../lib/action.ts';
import { Button } from '../../ui/Button.tsx';
import { announce } from '../../ui/announce.tsx';
import { Trouble } from '../../ui/Trouble.tsx';

type Said = 'right' | 'wrong';

/** Whether the answer is right. It can be changed; the newest counts. */
export function Verdict({ tube }: { tube: Tube }) {
  const [said, setSaid] = useState<Said | null>(tube.feedback ?? null);
  const say = useAction(async (verdict: Said) => {
    await call('post', '/api/tubes/{id}/feedback', { path: { id: tube.id }, body: { verdict } });
    setSaid(verdict);
    announce(`Marked ${verdict}`);
  });
  return (
    <div role="group" aria-label="Is this answer right?">
      <div class="actions pair">
        <Button icon="check" aria-pressed={said === 'right'} busy={say.busy} onClick={() => void say.run('right')}>
          Right
        </Button>
        <Button icon="cross" aria-pressed={said === 'wrong'} busy={say.busy} onClick={() => void say.run('wrong')}>
          Wrong
        </Button>
      </div>
      <Trouble error={say.error} />
    </div>
  );
}
