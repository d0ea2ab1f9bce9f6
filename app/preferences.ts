/** Language, number region and theme of a request, so that the first paint is already right. */
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Locale, Messages } from "@/lib/i18n/translate";

const REGION = /^(auto|[a-z]{2}-[A-Z]{2})$/;

export interface Preferences {
  readonly locale: Locale;
  readonly region: string;
  readonly theme: string;
  readonly messages: Messages;
}

/** Read once a request: the cookie wins, then the browser's languages, then English. */
export const preferences = cache(async (): Promise<Preferences> => {
  const jar = await cookies();
  const locale = localeOf(jar.get("ciclo-locale")?.value, (await headers()).get("accept-language"));
  const region = jar.get("ciclo-region")?.value ?? "auto";
  return {
    locale,
    region: REGION.test(region) ? region : "auto",
    theme: jar.get("ciclo-theme")?.value ?? "system",
    messages: locale === "es" ? (await import("@/lib/i18n/es")).es : (await import("@/lib/i18n/en")).en,
  };
});

function localeOf(cookie: string | undefined, accepted: string | null): Locale {
  if (cookie === "es" || cookie === "en") return cookie;
  const wanted = (accepted ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find((language): language is Locale => language === "es" || language === "en") ?? "en";
}
