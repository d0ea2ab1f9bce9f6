/** What `npm start` does once Node is new enough. */
import {
  ensureBuilt,
  ensureInstalled,
  enterProject,
  fail,
  LOOPBACK,
  portProblem,
  say,
  serve,
  servingSentence,
} from "./launch.mjs";

const port = process.env.PORT || "3000";
const host = process.env.HOST || LOOPBACK;

enterProject();
const problem = await portProblem(port, host);
if (problem) fail(problem);
ensureInstalled();
await ensureBuilt();
say(servingSentence(port, host));
const server = serve(port, { host });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("close", (code) => process.exit(code ?? 0));
