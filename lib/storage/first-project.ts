/** The project of this browser. It has nothing of its own but its id, which everything else names: whatever happens to the rest, it is kept. */
import type { Clock } from "../clock";
import { newId, type ProjectId } from "../ids";
import { BY_PERSON } from "../journal";
import type { Project } from "../notebook/services/store";
import type { CicloDatabase } from "./database/database";
import { record } from "./journal";

const PROJECT_NAME = "default";

/** The project, made at the first start; one whose record cannot be used is written anew under its id. */
export function firstProject(database: CicloDatabase, clock: Clock): PromiseLike<Project> {
  return database.transaction("rw", database.projects, database.journal, async () => {
    const known = await database.projects.toCollection().first();
    if (known) return known;
    const [id] = await database.projects.toCollection().primaryKeys();
    const project: Project = { id: id ?? newId<ProjectId>(), name: PROJECT_NAME, createdAtMs: clock.nowMs() };
    await database.projects.put(project);
    const change = { projectId: project.id, command: "project.create", subjects: [project.id] } as const;
    if (id === undefined) await record(database, clock, { ...change, by: BY_PERSON });
    return project;
  });
}
