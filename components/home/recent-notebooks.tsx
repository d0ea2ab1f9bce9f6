"use client";

/** "Continue": the notebooks that are in this browser. A first visit asks the storage for nothing. */
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { ServicesGate } from "../lazy-services";

const HomeNotebooks = dynamic(() => import("./home-notebooks").then((module) => module.HomeNotebooks), { ssr: false });

const DATABASE = "ciclo";

export function RecentNotebooks() {
  const [been, setBeen] = useState(false);
  useEffect(() => {
    let gone = false;
    void hasWork().then((found) => void (gone || setBeen(found)));
    return () => void (gone = true);
  }, []);
  if (!been) return null;
  // The page that needs the storage names its failure.
  return (
    <ServicesGate waiting={null} failed={() => null}>
      <HomeNotebooks />
    </ServicesGate>
  );
}

async function hasWork(): Promise<boolean> {
  if (typeof indexedDB.databases !== "function") return true;
  return (await indexedDB.databases()).some((database) => database.name === DATABASE);
}
