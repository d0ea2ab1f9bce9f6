import Link from "next/link";
import { Header } from "@/components/shell/header";
import { buttonClass } from "@/components/ui/button-class";
import { preferences } from "./preferences";

export default async function NotFound() {
  const { notFound } = (await preferences()).messages.shell;
  return (
    <>
      <Header />
      <main className="mx-auto flex max-w-lg flex-col items-start gap-5 px-4 py-24">
        <h1 className="text-xl">{notFound.title}</h1>
        <p className="text-soft">{notFound.sentence}</p>
        <Link href="/" className={buttonClass({ variant: "primary" })}>
          {notFound.action}
        </Link>
      </main>
    </>
  );
}
