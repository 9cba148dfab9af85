import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Icon } from './Icon.tsx';

let first = true;

interface ScreenProps {
  title: string;
  /** Where "back" leads. */
  back?: { href: string; text: string };
  actions?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** A screen: its heading takes the focus when one comes here from another, so that it is read out and Tab goes on from there. */
export function Screen({ title, back, actions, wide, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const known = useRef<string | null>(null);
  useEffect(() => {
    document.title = `${title} · Stvg`;
  }, [title]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    if (!first) document.getElementById('main')?.scrollTo(0, 0);
    first = false;
  }, []);
  const { path } = useLocation();
  useEffect(() => {
    // What had the focus is gone with the part of the screen it was in.
    if (document.activeElement === document.body && heading.current && known.current !== null && path !== known.current)
      heading.current.focus({ preventScroll: true });
    known.current = path;
  }, [path]);
  return (
    <div class={wide ? 'screen wide' : 'screen'}>
      <header class="screen-head">
        <div>
          {back && (
            <a class="back" href={back.href}>
              <Icon name="back" size={14} />
              {back.text}
            </a>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {actions && <div class="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
