import { signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';
const KEY = 'stvg.theme';

export const theme = signal<Theme>((localStorage.getItem(KEY) as Theme | null) ?? 'auto');

/** Grows when the colours change, for what is drawn on a canvas. */
export const painted = signal(0);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => painted.value++);

export function setTheme(chosen: Theme): void {
  theme.value = chosen;
  const root = document.documentElement;
  if (chosen === 'auto') {
    delete root.dataset['theme'];
    localStorage.removeItem(KEY);
  } else {
    root.dataset['theme'] = chosen;
    localStorage.setItem(KEY, chosen);
  }
  painted.value++;
}
