"use client";

/**
 * Text and numbers as the person reads them. The server picks the catalogue and hands it over as a prop, so that no
 * bundle holds both; switching the language loads the other one.
 */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import type { ErrorCode, WireError } from "@/lib/errors";
import { translator, type Locale, type Messages, type Translate } from "@/lib/i18n/translate";
import { setCookie } from "./cookie";
import { errorWord } from "./error-words";
import { formats, type Formats } from "./formats";

/** Where numbers and dates are written as in; "auto" follows the language. */
export const REGIONS = ["auto", "es-MX", "es-AR", "es-CO", "es-ES", "en-US", "en-GB"] as const;
export type Region = (typeof REGIONS)[number];

export interface Text extends Formats {
  readonly t: Translate;
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
  readonly region: Region;
  readonly setRegion: (region: Region) => void;
  /** A text in one language or in both, in the one that is shown. */
  readonly local: (text: string | { readonly es: string; readonly en: string }) => string;
}

const TextContext = createContext<Text | null>(null);

export interface TextProviderProps {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly region: Region;
  readonly children: ReactNode;
}

/** Provides text to everything below. */
export function TextProvider({
  locale: first,
  messages: firstMessages,
  region: firstRegion,
  children,
}: TextProviderProps) {
  const [{ locale, messages }, setCatalogue] = useState({ locale: first, messages: firstMessages });
  const [region, setRegionState] = useState<Region>(firstRegion);

  const setLocale = useCallback((next: Locale) => {
    void loadMessages(next).then((loaded) => {
      setCookie("ciclo-locale", next);
      document.documentElement.lang = next;
      setCatalogue({ locale: next, messages: loaded });
    });
  }, []);
  const setRegion = useCallback((next: Region) => {
    setCookie("ciclo-region", next);
    setRegionState(next);
  }, []);

  const text = useMemo<Text>(() => {
    const format = formats(region === "auto" ? locale : region, locale);
    return {
      ...format,
      t: translator(messages, locale, format.formatNumber),
      locale,
      setLocale,
      region,
      setRegion,
      local: (value) => (typeof value === "string" ? value : value[locale]),
    };
  }, [locale, messages, region, setLocale, setRegion]);
  return <TextContext value={text}>{children}</TextContext>;
}

/** The translator and the formats of the language and region that are set. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error("useText needs a TextProvider above it");
  return text;
}

/** Turns a stored or thrown failure into the sentence a person reads: what happened and what to do. */
export function useErrorText(): (error: WireError) => string {
  const { t, formatNumber } = useText();
  return useCallback(
    (error) => {
      const values = Object.entries(error.details).map(([name, value]): [string, string] => [
        name,
        typeof value === "number" ? formatNumber(value) : errorWord(name, String(value ?? "–"), t),
      ]);
      const sentence = t(`errors.${error.code satisfies ErrorCode}`, Object.fromEntries(values));
      return sentence.replace(/\{\w+\}/g, "–");
    },
    [t, formatNumber],
  );
}

/** Whether a text names one of the regions. */
export const isRegion = (text: string): text is Region => (REGIONS as readonly string[]).includes(text);

/** One import per language: each becomes a chunk of its own. */
async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === "es" ? (await import("@/lib/i18n/es")).es : (await import("@/lib/i18n/en")).en;
}
