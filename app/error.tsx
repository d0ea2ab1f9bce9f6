"use client";

import Link from "next/link";
import { useEffect } from "react";
import { useText } from "@/components/i18n";
import { HomeLine } from "@/components/shell/home-line";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";

export interface ErrorPageProps {
  readonly error: Error;
  readonly reset: () => void;
}

/** A page that broke: what was stored is safe, and there are two ways on. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { t } = useText();
  useEffect(() => console.error(error), [error]);
  return (
    <>
      <HomeLine name={t("common.appName")} />
      <main className="mx-auto flex max-w-lg flex-col items-start gap-5 px-4 py-24">
        <h1 className="text-xl">{t("shell.broken.title")}</h1>
        <p className="text-soft">{t("shell.broken.sentence")}</p>
        <div className="flex gap-2">
          <Button variant="primary" onClick={reset}>
            {t("shell.broken.action")}
          </Button>
          <Link href="/" className={buttonClass({})}>
            {t("shell.broken.home")}
          </Link>
        </div>
      </main>
    </>
  );
}
