/** The line at the top where nothing else may be needed: the way home alone. */
import Link from "next/link";
import { Mark } from "./mark";

export function HomeLine({ name }: { readonly name: string }) {
  return (
    <header className="flex h-(--header) items-center border-b border-line bg-paper px-4">
      <Link href="/" className="flex items-center gap-2 font-semibold">
        <Mark />
        {name}
      </Link>
    </header>
  );
}
