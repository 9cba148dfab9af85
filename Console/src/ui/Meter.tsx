/** How full something is: a bar, with words that say the same. */
export function Meter({ label, value, of, text }: { label: string; value: number; of: number; text: string }) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  return (
    <div class={share > 0.9 ? 'meter full' : 'meter'}>
      <span>{label}</span>
      <div
        class="meter-bar"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={Math.min(value, of)}
        aria-valuetext={text}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <span class="faint">{text}</span>
    </div>
  );
}
