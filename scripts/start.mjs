/** `npm start`: installs what is missing, builds when the sources changed, serves the app. */
import { checkNode, ensureBuilt, ensureInstalled, fail, portIsFree, say, serve } from "./launch.mjs";

const port = Number(process.env.PORT ?? 3000);

checkNode();
if (!(await portIsFree(port))) {
  fail(`port ${port} is taken: stop the program that uses it, or choose another port with PORT=3001 npm start.`);
}
ensureInstalled();
await ensureBuilt();
say(`serving on http://localhost:${port}`);
const server = serve(port);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 0));
