/** Preferences that the server needs for its first paint live in cookies, for a year, on this origin only. */

const YEAR_S = 365 * 24 * 60 * 60;

export type PreferenceCookie = "ciclo-locale" | "ciclo-region" | "ciclo-theme";

export function setCookie(name: PreferenceCookie, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
