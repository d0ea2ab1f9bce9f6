"use client";

/** Language, number region, theme: three choices of their own, each kept in a cookie. */
import { LOCALES, type Locale } from "@/lib/i18n/translate";
import { REGIONS, useText, type Region } from "../i18n";
import { THEMES, useTheme, type Theme } from "../theme";
import { Field } from "../ui/form/field";
import { Section } from "../ui/section";
import { Select } from "../ui/form/select";

const SAMPLE = 12_345.6;
const LANGUAGE_NAMES: Record<Locale, string> = { es: "Español", en: "English" };

export function LookSettings() {
  const { t, locale, setLocale, region, setRegion, formatNumber } = useText();
  const { theme, setTheme } = useTheme();
  const regionName = (name: Region) => t(`settings.look.regions.${name}`);
  return (
    <Section title={t("settings.look.title")}>
      <div className="grid grid-cols-3 gap-4 phone:grid-cols-1">
        <Field label={t("settings.look.language")}>
          <Select<Locale>
            value={locale}
            onChange={setLocale}
            options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </Field>
        <Field
          label={t("settings.look.region")}
          hint={t("settings.look.regionHint", { number: formatNumber(SAMPLE, { minimumFractionDigits: 2 }) })}
        >
          <Select<Region>
            value={region}
            onChange={setRegion}
            options={REGIONS.map((value) => ({ value, label: regionName(value) }))}
          />
        </Field>
        <Field label={t("settings.look.theme")}>
          <Select<Theme>
            value={theme}
            onChange={setTheme}
            options={THEMES.map((value) => ({ value, label: t(`settings.look.themes.${value}`) }))}
          />
        </Field>
      </div>
    </Section>
  );
}
