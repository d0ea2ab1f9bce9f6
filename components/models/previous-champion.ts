/** The version to go back to. */
import type { ChampionTerm } from "@/lib/registry/history";

/**
 * The champion before the one that rules now. A term that a roll-back ended is not gone back to: rolling back twice goes
 * further back, instead of forth and back. Null when nobody was.
 */
export function previousChampion(history: readonly ChampionTerm[], current: string | undefined): string | null {
  if (current === undefined) return null;
  const chronicle: string[] = [];
  for (const { version, reason } of history.toReversed()) {
    if (version === null) continue;
    const known = chronicle.lastIndexOf(version);
    if (reason === "rolled-back" && known >= 0) chronicle.length = known + 1;
    else chronicle.push(version);
  }
  return chronicle.toReversed().find((version) => version !== current) ?? null;
}
