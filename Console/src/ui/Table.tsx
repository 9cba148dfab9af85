import type { ComponentChildren } from 'preact';

export interface Column<T> {
  title: string;
  cell: (row: T) => ComponentChildren;
  /** Right-aligned figures. */
  figure?: boolean;
}

interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  idOf: (row: T) => string;
}

/** A table that becomes a list of cards where there is no room for columns; the first column names the row. */
export function Table<T>({ label, columns, rows, idOf }: TableProps<T>) {
  return (
    <table class="table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(c => (
            <th key={c.title} scope="col" class={c.figure ? 'figure' : ''}>
              {c.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={idOf(row)}>
            {columns.map((c, i) =>
              i === 0 ? (
                <th key={c.title} scope="row">
                  {c.cell(row)}
                </th>
              ) : (
                <td key={c.title} class={c.figure ? 'figure' : ''} data-title={c.title}>
                  <div>{c.cell(row)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
