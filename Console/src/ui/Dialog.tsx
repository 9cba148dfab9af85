import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Action } from '../lib/action.ts';
import { Button } from './Button.tsx';
import { Trouble } from './Trouble.tsx';

/** A modal dialog: the browser keeps the focus in it, and gives it back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={e => {
        e.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  verb: string;
  action: Action<[]>;
  onClose: () => void;
  children: ComponentChildren;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, verb, action, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Trouble error={action.error} />
      <div class="actions">
        <Button autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button
          kind="danger"
          busy={action.busy}
          onClick={() =>
            void action.run().then(well => {
              if (well) onClose();
            })
          }
        >
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
