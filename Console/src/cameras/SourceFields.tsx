import { call } from '../api/client.ts';
import { useLoad } from '../lib/load.ts';
import { Check, faultAt, Field } from '../ui/Field.tsx';
import { idFrom, isFile, type SourceForm } from './form.ts';

interface SourceFieldsProps {
  form: SourceForm;
  onChange: (form: SourceForm) => void;
  error: unknown;
  /** A camera that is there keeps its id. */
  fixed?: boolean;
}

/** Everything of a camera but what is drawn on its picture. */
export function SourceFields({ form, onChange, error, fixed }: SourceFieldsProps) {
  const set = (part: Partial<SourceForm>) => onChange({ ...form, ...part });
  const videos = useLoad(signal => call('get', '/api/videos', { signal }), []);
  const file = isFile(form.source.trim());
  return (
    <>
      <Field
        label="Source"
        fault={faultAt(error, 'source')}
        hint={
          fixed
            ? 'Leave *** where it is, and the password stays.'
            : 'rtsp://user:password@address/path, http(s)://…, a video file on the server, or a device such as /dev/video0.'
        }
      >
        {ids => (
          <>
            <input
              {...ids}
              required
              spellcheck={false}
              autocomplete="off"
              list="server-videos"
              placeholder="rtsp://"
              value={form.source}
              onInput={e => set({ source: e.currentTarget.value })}
            />
            <datalist id="server-videos">
              {videos.data?.items.map(v => (
                <option key={v.path} value={v.path} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div class="row">
        <Field label="Name" hint="For people: Main gate." fault={faultAt(error, 'name')}>
          {ids => <input {...ids} required value={form.name} maxLength={100} onInput={e => set({ name: e.currentTarget.value })} />}
        </Field>
        {!fixed && (
          <Field label="Id" hint="For programs." fault={faultAt(error, 'id')}>
            {ids => (
              <input
                {...ids}
                value={form.id}
                placeholder={form.name ? idFrom(form.name) : ''}
                maxLength={64}
                pattern="[a-z0-9_\-]+"
                spellcheck={false}
                onInput={e => set({ id: e.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <Field label="Frames a second" hint="Left out: the source's own, at most 15." fault={faultAt(error, 'fps')}>
          {ids => (
            <input
              {...ids}
              type="number"
              min="0.1"
              max="60"
              step="any"
              inputMode="decimal"
              value={form.fps}
              onInput={e => set({ fps: e.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Check
        label="Record it"
        hint="Without a recording answers have no film."
        checked={form.recording}
        onChange={recording => set({ recording })}
      />
      {file && (
        <>
          <Check label="Begin again when the file ends" checked={form.loop} onChange={loop => set({ loop })} />
          <Check
            label="Play it as fast as the machine can"
            checked={form.pace === 'fast'}
            onChange={fast => set({ pace: fast ? 'fast' : 'realtime' })}
          />
        </>
      )}
    </>
  );
}
