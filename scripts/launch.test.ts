import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { serve, servingSentence } from "./launch.mjs";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A project with the launchers alone, and one package that has to be downloaded. */
function bareProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "ciclo-launch-"));
  folders.push(folder);
  mkdirSync(join(folder, "scripts"));
  for (const name of ["start", "node-version", "run-app", "launch"]) {
    copyFileSync(new URL(`${name}.mjs`, import.meta.url), join(folder, "scripts", `${name}.mjs`));
  }
  const dependencies = { zwitch: "2.0.4" };
  const root = { name: "bare", version: "1.0.0", dependencies };
  const packages = { "": root, "node_modules/zwitch": { version: "2.0.4" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(root));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ name: "bare", version: "1.0.0", lockfileVersion: 3, packages }),
  );
  return folder;
}

/** What the launcher says before it ends. Called from another folder than the project's. */
function start(folder: string, env: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "scripts/start.mjs")], {
      cwd: tmpdir(),
      env: { ...process.env, ...env },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
    child.on("close", (code) => resolve({ code, said }));
  });
}

/** Ends the server at once: what it would listen on is all that is asked. */
function listener(child: ChildProcess): ChildProcess {
  child.on("error", () => undefined);
  child.kill("SIGKILL");
  return child;
}

describe("npm start", () => {
  it("says that the port is taken, or no port at all, before it does anything else", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const taken = await start(bareProject(), { PORT: String(port) });
    other.close();
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.said).toMatch(new RegExp(`^ciclo: port ${port} is taken: .*PORT=3001 npm start`));
    expect((await start(bareProject(), { PORT: "front door" })).said).toContain('"front door" is no port');
  });

  it("says that the address is none of this computer's", async () => {
    const { code, said } = await start(bareProject(), { PORT: "47812", HOST: "203.0.113.7" });
    expect(code).toBe(1);
    expect(said).toMatch(/^ciclo: "203\.0\.113\.7" is no address of this computer: .*HOST=127\.0\.0\.1/);
  });

  it("says who can open the app", () => {
    expect(servingSentence("3000", "127.0.0.1")).toMatch(
      /^serving on http:\/\/localhost:3000, for this computer alone/,
    );
    const wide = servingSentence("3000", "0.0.0.0", ["192.0.2.5"]);
    expect(wide).toBe("serving to everybody on the network: http://localhost:3000, http://192.0.2.5:3000");
    expect(servingSentence("80", "192.0.2.5")).toBe("serving to everybody on the network: http://192.0.2.5:80");
  });

  it("listens on the loopback address unless it is told otherwise", async () => {
    const { spawnargs } = listener(serve(47_813, { stdio: "ignore" }));
    expect(spawnargs.slice(-2)).toEqual(["-H", "127.0.0.1"]);
    const wide = listener(serve(47_813, { host: "0.0.0.0", stdio: "ignore" }));
    expect(wide.spawnargs.slice(-2)).toEqual(["-H", "0.0.0.0"]);
  });

  it("says that there is no network, and leaves no stamp of the install that failed", async () => {
    const folder = bareProject();
    mkdirSync(join(folder, "node_modules"));
    const stamp = join(folder, "node_modules/.ciclo-install");
    writeFileSync(stamp, "an older lockfile");
    const { code, said } = await start(folder, {
      PORT: "47811",
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_cache: join(folder, "cache"),
      NODE_ENV: "production",
    });
    expect(code).toBe(1);
    expect(said).toContain("ciclo: installing packages");
    expect(said).toContain("there is no connection to the npm registry");
    expect(existsSync(stamp)).toBe(false);
  });

  it("says that Node is too old", () => {
    const module = new URL("node-version.mjs", import.meta.url).href;
    const script = `Object.defineProperty(process.versions, "node", { value: "18.20.1" }); await import("${module}");`;
    const result = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^ciclo: Node 18\.20\.1 is too old: install Node 20\.19 or newer/);
  });
});
