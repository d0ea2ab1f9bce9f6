/** The mark of Ciclo: four arcs, one for each phase, that close into a loop. */

const ARCS = ["var(--data)", "var(--model)", "var(--delivery)", "var(--operation)"] as const;

export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" width={size} height={size} fill="none" strokeWidth={3.2} strokeLinecap="butt">
      {ARCS.map((colour, index) => (
        <path
          key={colour}
          d="M13.2 3.6A8.5 8.5 0 0 1 20.4 10.8"
          stroke={colour}
          transform={`rotate(${index * 90} 12 12)`}
        />
      ))}
    </svg>
  );
}
