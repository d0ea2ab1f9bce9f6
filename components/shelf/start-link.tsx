"use client";

import Link from "next/link";
import { buttonClass } from "../ui/button-class";

/** The one action of an empty shelf. */
export function StartLink({ children, href = "/" }: { readonly children: string; readonly href?: string }) {
  return (
    <Link href={href} className={buttonClass({ variant: "primary" })}>
      {children}
    </Link>
  );
}
