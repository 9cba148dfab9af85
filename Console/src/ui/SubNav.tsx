import { useLocation } from 'preact-iso/router';

/** The parts of a screen, each with its address. */
export function SubNav({ label, places }: { label: string; places: readonly { href: string; text: string }[] }) {
  const { path } = useLocation();
  const longest =
    places.filter(p => path === p.href || path.startsWith(`${p.href}/`)).sort((a, b) => b.href.length - a.href.length)[0] ?? places[0];
  return (
    <nav class="tabs" aria-label={label}>
      {places.map(p => (
        <a key={p.href} href={p.href} aria-current={p === longest ? 'page' : undefined}>
          {p.text}
        </a>
      ))}
    </nav>
  );
}
