/** Roles of programs whose trade it is to load a machine for somebody's work. A system program's trade it is not. */
export const WORK_ROLES: ReadonlySet<string> = new Set([
  "build",
  "backup",
  "patching",
  "database",
  "render",
  "scientific",
  "security",
  "indexing",
]);
