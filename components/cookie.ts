/** Preferences that the server needs for its first paint live in cookies, for a year, on this origin only. */

const YEAR_S = 365 * 24 * 60 * 60;

export type PreferenceCookie = "ciclo-locale" | "ciclo-region" | "ciclo-theme" | "ciclo-run-columns";

export function setCookie(name: PreferenceCookie, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

/** What a cookie holds; empty on the server, and where there is none. */
export function readCookie(name: PreferenceCookie): string {
  if (typeof document === "undefined") return "";
  const found = document.cookie.split("; ").find((entry) => entry.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
