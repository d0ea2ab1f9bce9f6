"use client";

/** The line at the top: the way home, what is open, language and theme. */
import { Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { THEMES, useTheme } from "../theme";
import { IconButton } from "../ui/button";
import { Mark } from "./mark";

export interface HeaderProps {
  /** What is open: the notebook's title and its actions. */
  readonly title?: ReactNode;
  readonly menu?: ReactNode;
}

export function Header({ title, menu }: HeaderProps) {
  const { t } = useText();
  return (
    <header className="sticky top-0 z-30 flex h-(--header) items-center gap-3 border-b border-line bg-paper px-4">
      <Link
        href="/"
        aria-label={`${t("common.appName")}: ${t("shell.home")}`}
        className="flex shrink-0 items-center gap-2 font-semibold"
      >
        <Mark />
        <span className="phone:hidden">{t("common.appName")}</span>
      </Link>
      <div className="flex min-w-0 grow items-center gap-2">{title}</div>
      <LanguageSwitch />
      <ThemeButton />
      {menu}
    </header>
  );
}

/** Two languages: the button names the one it switches to. */
export function LanguageSwitch() {
  const { t, locale, setLocale } = useText();
  const other = locale === "es" ? "en" : "es";
  return (
    <IconButton
      label={t(other === "es" ? "shell.toSpanish" : "shell.toEnglish")}
      lang={other}
      onClick={() => setLocale(other)}
      className="text-sm"
    >
      {other.toUpperCase()}
    </IconButton>
  );
}

export function ThemeButton() {
  const { t } = useText();
  const { theme, setTheme } = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  const Icon = { system: Monitor, light: Sun, dark: Moon }[theme];
  return (
    <IconButton label={t(`shell.theme.${theme}`)} onClick={() => setTheme(next)}>
      <Icon aria-hidden size={18} strokeWidth={1.75} />
    </IconButton>
  );
}
