import * as z from 'zod';
import { column, defineQuery } from '../store/query';

/** Extensions as the operator left them. */
export const extensions = defineQuery({
  name: 'extensions',
  params: {},
  row: z.object({
    name: column.text,
    state: z.enum(['added', 'on', 'paused', 'disabled', 'removed']),
    active: column.text,
    next: column.text,
    previous: column.text,
    courses: column.text,
    grants: column.text,
    outline: column.text,
  }),
  sql: (db) => `
    SELECT name, toString(state) AS state, active, next, previous, courses, grants, outline
    FROM ${db.own}.extensions FINAL
    WHERE state != 'removed' ORDER BY name`,
  example: {},
});

/** What extensions say of themselves, without their code. */
export const extensionManifests = defineQuery({
  name: 'extension-manifests',
  params: {},
  row: z.object({
    name: column.text,
    revision: column.text,
    version: column.text,
    manifest: column.text,
    files: column.text,
  }),
  sql: (db) => `
    SELECT name, revision, version, manifest, files FROM ${db.own}.extension_revisions FINAL ORDER BY name, revision`,
  example: {},
});

export const extensionBundle = defineQuery({
  name: 'extension-bundle',
  params: { name: 'String', revision: 'String' },
  row: z.object({ bundle: column.text }),
  sql: (db, p) => `
    SELECT bundle FROM ${db.own}.extension_revisions FINAL WHERE name = ${p.name} AND revision = ${p.revision}`,
  example: { name: 'acme/x', revision: 'r' },
});
