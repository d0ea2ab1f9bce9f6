"use client";

/** What this browser lacks at an address that is not secure: said once, quietly. */
import { useState } from "react";
import { useText } from "../i18n";
import { Button } from "../ui/button";

export function LacksNote() {
  const { t } = useText();
  const [closed, setClosed] = useState(false);
  if (closed || window.isSecureContext) return null;
  return (
    <details data-testid="lacks" className="mb-4 rounded-md border border-line bg-sunk px-3 py-2 text-sm text-soft">
      <summary className="min-h-6 font-medium">{t("notebook.lacks.title")}</summary>
      <p className="mt-1">{t("notebook.lacks.insecure")}</p>
      <ul className="mt-1 list-disc pl-5">
        {(["webgpu", "sharedMemory", "locks", "storage"] as const).map((missing) => (
          <li key={missing}>{t(`notebook.lacks.${missing}`)}</li>
        ))}
      </ul>
      <Button size="sm" className="mt-2" onClick={() => setClosed(true)}>
        {t("notebook.lacks.close")}
      </Button>
    </details>
  );
}
