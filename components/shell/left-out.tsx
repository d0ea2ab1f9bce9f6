"use client";

/** Watches for records that no page could show. What is said of them is loaded with the first one. */
import { lazy, Suspense, useEffect, useState } from "react";
import { useLazyServices } from "../lazy-services";

const LeftOutNote = lazy(() => import("./left-out-note"));

export function LeftOut() {
  const { services } = useLazyServices();
  const [found, setFound] = useState(0);
  useEffect(() => services?.workspace.onApart(() => setFound((times) => times + 1)), [services]);
  if (!services || found === 0) return null;
  return (
    <Suspense>
      <LeftOutNote workspace={services.workspace} found={found} />
    </Suspense>
  );
}
