import type { Endpoint } from "@/lib/serving/endpoint";
import type { InjectionKind } from "@/lib/serving/scenario";
import type { Translate } from "@/lib/i18n/translate";
import type { Text } from "../../i18n";
import { virtualTimeText } from "./virtual-time";

/** "2 σ" for a shift, "40 %" for a share. */
export function strengthText(
  kind: InjectionKind,
  strength: number,
  text: Pick<Text, "t" | "formatNumber" | "formatPercent">,
): string {
  return kind === "shift"
    ? text.t("world.strengthShift", { value: text.formatNumber(strength) })
    : text.t("world.strengthShare", { percent: text.formatPercent(strength, 0) });
}

/** The world's next minute: when what is injected now begins. */
export function virtualNow(endpoint: Endpoint, t: Translate): string {
  return virtualTimeText(endpoint.world.minute + 1, t);
}
