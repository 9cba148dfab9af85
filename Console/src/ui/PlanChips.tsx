import type { Plan, SubQuery } from '../api/types.ts';
import { Icon } from './Icon.tsx';

const KINDS: Record<SubQuery['kind'], string> = {
  attribute: 'looks',
  action: 'does',
  relation: 'with others',
  position: 'where',
  temporal: 'when',
};

/** How a sentence is understood: who is sought, one chip for everything said of it, and plainly what nothing can judge. */
export function PlanChips({ plan, stale }: { plan: Plan; stale?: boolean | undefined }) {
  return (
    <div class="plan" aria-busy={stale}>
      <ul class="chips" aria-label="How the sentence is understood">
        <li class="chip target">
          <small>sought</small>
          {plan.target.noun}
        </li>
        {plan.subQueries.map(s => (
          <li key={s.id} class={`chip ${s.kind}`}>
            <small>{KINDS[s.kind]}</small>
            {s.negated ? (
              <>
                <b>not</b> {s.text}
              </>
            ) : (
              s.text
            )}
          </li>
        ))}
      </ul>
      {plan.warnings.length > 0 && (
        <ul class="warnings" aria-label="What to know about it">
          {plan.warnings.map(w => (
            <li key={w}>
              <Icon name="warning" size={15} />
              {w}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
