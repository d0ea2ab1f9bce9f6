/** `npm start`: installs what is missing, builds when the sources changed, serves the app. */
import "./node-version.mjs";

// Imported once Node is known to be new enough to read it.
import("./run-app.mjs");
