"use client";

/** Every word of the trade with what it means. */
import { useText } from "../i18n";
import { GLOSSARY_TERMS } from "./glossary-terms";

export function GlossaryList() {
  const { t } = useText();
  return (
    <section aria-label={t("glossary.title")} className="mt-6 border-t border-line pt-4">
      <h3 className="mb-2 font-semibold">{t("glossary.title")}</h3>
      <dl className="flex flex-col gap-3 text-sm">
        {GLOSSARY_TERMS.map((term) => (
          <div key={term}>
            <dt className="font-medium">{t(`glossary.terms.${term}.name`)}</dt>
            <dd className="text-soft">{t(`glossary.terms.${term}.says`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
