"use client";

import { PageSkeleton } from "@/components/shell/page-skeleton";

export function Pending() {
  return <PageSkeleton />;
}
