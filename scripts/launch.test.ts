import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

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

describe("npm start", () => {
  it("says that the port is taken, or no port at all, before it does anything else", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const taken = await start(bareProject(), { PORT: String(port) });
    other.close();
    expect(taken).toMatchObject({ code: 1 });
    expect(taken.said).toMatch(new RegExp(`^ciclo: port ${port} is taken: .*PORT=3001 npm start`));
    expect((await start(bareProject(), { PORT: "front door" })).said).toContain('"front door" is no port');
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
