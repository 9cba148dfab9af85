import { Button } from '../ui/Button.tsx';
import { Check, faultAt, Field } from '../ui/Field.tsx';
import { Trouble } from '../ui/Trouble.tsx';
import { DAYS, type QueryForm } from './form.ts';

interface ScheduleFieldsProps {
  form: QueryForm;
  set: (part: Partial<QueryForm>) => void;
  error: unknown;
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** When a standing query is on watch. */
export function ScheduleFields({ form, set, error }: ScheduleFieldsProps) {
  const change = (at: number, part: Partial<QueryForm['windows'][number]>) =>
    set({ windows: form.windows.map((w, i) => (i === at ? { ...w, ...part } : w)) });
  const fault = faultAt(error, 'schedule');
  return (
    <div class="stack">
      <Check label="Only at certain hours" checked={form.scheduled} onChange={scheduled => set({ scheduled })} />
      {form.scheduled && (
        <>
          {fault && <Trouble error={fault} />}
          <Field label="Hours of which place">
            {ids => (
              <select {...ids} value={form.timeZone} onChange={e => set({ timeZone: e.currentTarget.value })}>
                {[...new Set(['UTC', form.timeZone, ...ZONES])].map(z => (
                  <option key={z}>{z}</option>
                ))}
              </select>
            )}
          </Field>
          {form.windows.map((w, i) => (
            <fieldset key={i} class="window">
              <legend>{i === 0 ? 'On watch' : 'And also'}</legend>
              <div class="days">
                {DAYS.map(d => (
                  <label key={d} class="day" title={d}>
                    <input
                      type="checkbox"
                      checked={w.days.includes(d)}
                      onChange={e => change(i, { days: e.currentTarget.checked ? [...w.days, d] : w.days.filter(x => x !== d) })}
                    />
                    {d.slice(0, 3)}
                  </label>
                ))}
              </div>
              <div class="row">
                <Field label="From">
                  {ids => <input {...ids} type="time" required value={w.from} onInput={e => change(i, { from: e.currentTarget.value })} />}
                </Field>
                <Field label="To">
                  {ids => <input {...ids} type="time" required value={w.to} onInput={e => change(i, { to: e.currentTarget.value })} />}
                </Field>
                {form.windows.length > 1 && (
                  <Button icon="trash" kind="quiet" onClick={() => set({ windows: form.windows.filter((_, j) => j !== i) })}>
                    Remove
                  </Button>
                )}
              </div>
              <p class="hint">
                {w.days.length === 0 ? 'Every day.' : ''} {w.to <= w.from ? 'Goes on past midnight.' : ''}
              </p>
            </fieldset>
          ))}
          <div>
            <Button icon="plus" onClick={() => set({ windows: [...form.windows, { days: [], from: '08:00', to: '18:00' }] })}>
              Another stretch
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
