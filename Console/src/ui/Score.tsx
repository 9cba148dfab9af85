/** A score from 0 to 1: a figure, and a bar beside it. */
export function Score({ value }: { value: number }) {
  return (
    <span class="score" title={`Score ${value.toFixed(3)} of 1`}>
      <span class="score-bar" aria-hidden="true">
        <span style={{ width: `${value * 100}%` }} />
      </span>
      <span class="unseen">score </span>
      {Math.round(value * 100)} %
    </span>
  );
}
