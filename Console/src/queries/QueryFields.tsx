import { cameras } from '../api/lists.ts';
import { CameraPicker } from '../ui/CameraPicker.tsx';
import { Check, faultAt, Field } from '../ui/Field.tsx';
import type { QueryForm } from './form.ts';
import { ScheduleFields } from './ScheduleFields.tsx';

interface QueryFieldsProps {
  form: QueryForm;
  onChange: (form: QueryForm) => void;
  error: unknown;
  isNew?: boolean;
}

/** Everything of a standing query but its sentence. */
export function QueryFields({ form, onChange, error, isNew }: QueryFieldsProps) {
  const all = cameras.use() ?? [];
  const set = (part: Partial<QueryForm>) => onChange({ ...form, ...part });
  const watched = all.filter(c => form.cameras.length === 0 || form.cameras.includes(c.id));
  const zones = [...new Set([...watched.flatMap(c => c.zones.map(z => z.name)), ...form.zones])].sort();
  return (
    <>
      <div class="row">
        <CameraPicker all={all} picked={form.cameras} onPick={ids => set({ cameras: ids })} />
        <Field
          label="Tell from a score of"
          hint={hintOf(form.threshold)}
          fault={faultAt(error, 'threshold')}
        >
          {ids => (
            <input
              {...ids}
              type="range"
              min="0.05"
              max="1"
              step="0.05"
              value={form.threshold}
              onInput={e => set({ threshold: Number(e.currentTarget.value) })}
            />
          )}
        </Field>
        <Seconds
          label="Lasting at least"
          value={form.minDuration}
          fault={faultAt(error, 'minDuration')}
          onInput={minDuration => set({ minDuration })}
        />
        <Seconds
          label="Same object again after"
          value={form.cooldown}
          fault={faultAt(error, 'cooldown')}
          onInput={cooldown => set({ cooldown })}
        />
      </div>
      {zones.length > 0 && (
        <fieldset class="inline-checks">
          <legend>Only in these zones</legend>
          {zones.map(z => (
            <Check
              key={z}
              label={z}
              checked={form.zones.includes(z)}
              onChange={yes => set({ zones: yes ? [...form.zones, z] : form.zones.filter(n => n !== z) })}
            />
          ))}
        </fieldset>
      )}
      <details class="more">
        <summary>Hours, webhook and more</summary>
        <div class="stack">
          <ScheduleFields form={form} set={set} error={error} />
          <div class="row">
            <Seconds
              label="Any other object again after"
              value={form.queryCooldown}
              fault={faultAt(error, 'queryCooldown')}
              onInput={queryCooldown => set({ queryCooldown })}
            />
            {isNew && (
              <Field label="Id" hint="Left out: the server makes one." fault={faultAt(error, 'id')}>
                {ids => (
                  <input
                    {...ids}
                    value={form.id}
                    maxLength={64}
                    pattern="[a-z0-9_\-]+"
                    spellcheck={false}
                    onInput={e => set({ id: e.currentTarget.value })}
                  />
                )}
              </Field>
            )}
          </div>
          <div class="row">
            <Field label="Webhook" hint="An address that is told of every change." fault={faultAt(error, 'webhook.url')}>
              {ids => (
                <input
                  {...ids}
                  type="url"
                  placeholder="https://"
                  value={form.webhook?.url ?? ''}
                  onInput={e => set({ webhook: hook(e.currentTarget.value, form.webhook?.secret ?? '') })}
                />
              )}
            </Field>
            {form.webhook && (
              <Field
                label="Its secret"
                hint={isNew ? 'Signs every call; never shown again.' : 'Left empty: the one that is there, for the same address.'}
                fault={faultAt(error, 'webhook.secret')}
              >
                {ids => (
                  <input
                    {...ids}
                    type="password"
                    autocomplete="new-password"
                    required={isNew}
                    value={form.webhook!.secret}
                    onInput={e => set({ webhook: { ...form.webhook!, secret: e.currentTarget.value } })}
                  />
                )}
              </Field>
            )}
          </div>
        </div>
      </details>
    </>
  );
}

const hintOf = (threshold: number): string => {
  const what = threshold < 0.4 ? 'more alerts, more of them wrong' : threshold > 0.7 ? 'few alerts, some missed' : 'a good balance';
  return `${threshold.toFixed(2)}: ${what}`;
};

const hook = (url: string, secret: string) => (url === '' ? null : { url, secret });

function Seconds({
  label,
  value,
  fault,
  onInput,
}: {
  label: string;
  value: string;
  fault: string | null;
  onInput: (text: string) => void;
}) {
  return (
    <Field label={`${label} (s)`} fault={fault}>
      {ids => (
        <input
          {...ids}
          type="number"
          min="0"
          step="any"
          required
          inputMode="decimal"
          value={value}
          onInput={e => onInput(e.currentTarget.value)}
        />
      )}
    </Field>
  );
}
