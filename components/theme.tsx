"use client";

/** Light, dark or the system's: an attribute on <html> that the server writes first, so that nothing flashes. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { setCookie } from "./cookie";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

interface ThemeState {
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

const ThemeContext = createContext<ThemeState | null>(null);

export function ThemeProvider({ theme: first, children }: { readonly theme: Theme; readonly children: ReactNode }) {
  const [theme, setThemeState] = useState<Theme>(first);
  const setTheme = useCallback((next: Theme) => {
    setCookie("ciclo-theme", next);
    document.documentElement.dataset["theme"] = next;
    setThemeState(next);
  }, []);
  const value = useMemo(() => ({ theme, setTheme }), [theme, setTheme]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

export function useTheme(): ThemeState {
  const state = useContext(ThemeContext);
  if (!state) throw new Error("useTheme needs a ThemeProvider above it");
  return state;
}

export const isTheme = (text: string | undefined): text is Theme => (THEMES as readonly string[]).includes(text ?? "");
