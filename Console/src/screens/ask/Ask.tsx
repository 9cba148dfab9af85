import { useLocation } from 'preact-iso/router';
import { useEffect, useState } from 'preact/hooks';
import { address } from '../../api/client.ts';
import { may } from '../../app/session.ts';
import { announce } from '../../ui/announce.tsx';
import { PlanChips } from '../../ui/PlanChips.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Archive } from './Archive.tsx';
import { Clip } from './Clip.tsx';
import { usePlan } from './usePlan.ts';
import { Watch } from './Watch.tsx';

const EXAMPLES = ['a person in a red jacket who stops', 'a woman walking from right to left', 'a white car that drives away at the top'];

/** One box for the sentence, and what to do with it. */
export function Ask() {
  const { query, route } = useLocation();
  const [text, setText] = useState(query['q'] ?? '');
  const mode = query['on'] ?? 'archive';
  const { plan, error, stale } = usePlan(text);
  useEffect(() => setText(query['q'] ?? ''), [query['q']]);
  useEffect(() => {
    if (plan && plan.warnings.length > 0) announce(plan.warnings.join('. '));
  }, [plan]);
  const tabs = [{ id: 'archive', text: 'Everything seen' }];
  if (may('operator')) tabs.push({ id: 'clip', text: 'One clip' }, { id: 'watch', text: 'Keep on watch' });
  return (
    <Screen title="Ask">
      <div class="asking">
        <label for="sentence" class="unseen">
          What are you looking for?
        </label>
        <textarea
          id="sentence"
          rows={2}
          maxLength={1000}
          placeholder="Say who or what you are looking for, in English"
          value={text}
          onInput={e => setText(e.currentTarget.value)}
          onKeyDown={e => {
            if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return;
            e.preventDefault();
            document.querySelector<HTMLFormElement>('form.ask-form')?.requestSubmit();
          }}
        />
        {plan && <PlanChips plan={plan} stale={stale} />}
        <Trouble error={error} />
        {text.trim() === '' && (
          <p class="hint examples">
            For example:{' '}
            {EXAMPLES.map(e => (
              <button key={e} type="button" class="linklike" onClick={() => setText(e)}>
                {e}
              </button>
            ))}
          </p>
        )}
      </div>
      <Tabs label="Where to look" tabs={tabs} selected={mode} onSelect={on => route(address('/ask', {}, { q: text.trim(), on }), true)}>
        {mode === 'clip' ? <Clip text={text} /> : mode === 'watch' ? <Watch text={text} /> : <Archive text={text} />}
      </Tabs>
    </Screen>
  );
}
