import Link from "next/link";
import { HomeLine } from "@/components/shell/home-line";
import { buttonClass } from "@/components/ui/button-class";
import { preferences } from "./preferences";

export default async function NotFound() {
  const { messages } = await preferences();
  const { title, sentence, action } = messages.shell.notFound;
  return (
    <>
      <HomeLine name={messages.common.appName} />
      <main className="mx-auto flex max-w-lg flex-col items-start gap-5 px-4 py-24">
        <h1 className="text-xl">{title}</h1>
        <p className="text-soft">{sentence}</p>
        <Link href="/" className={buttonClass({ variant: "primary" })}>
          {action}
        </Link>
      </main>
    </>
  );
}
