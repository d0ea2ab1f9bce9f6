/** Events of one kind that would cover each other, as one. */
export interface EventGroup<Event> {
  /** Where the group stands: its earliest event. */
  readonly first: Event;
  readonly count: number;
}

/** Groups in order of time; two groups are at least `near` apart. */
export function groupEvents<Event extends { readonly x: number }>(
  events: readonly Event[],
  near: number,
): readonly EventGroup<Event>[] {
  const groups: { first: Event; count: number }[] = [];
  for (const event of [...events].sort((a, b) => a.x - b.x)) {
    const last = groups.at(-1);
    if (last && event.x - last.first.x < near) last.count++;
    else groups.push({ first: event, count: 1 });
  }
  return groups;
}
