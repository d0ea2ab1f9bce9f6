import type { ReactNode } from "react";

export interface KeyValueProps {
  readonly items: readonly { readonly key: string; readonly label: ReactNode; readonly value: ReactNode }[];
}

/** Facts as a list of terms: label at the left, value at the right. */
export function KeyValue({ items }: KeyValueProps) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      {items.map((item) => (
        <div key={item.key} className="contents">
          <dt className="text-sm leading-6 text-faint">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
