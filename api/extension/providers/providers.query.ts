import * as z from 'zod';
import { column, defineQuery } from '../../store/query';

/** Servers of others that are connected. */
export const extensionProviders = defineQuery({
  name: 'extension-providers',
  params: {},
  row: z.object({
    name: column.text,
    url: column.text,
    deadline: column.count,
    experimental: column.count,
  }),
  sql: (db) => `
    SELECT name, url, deadline, experimental FROM ${db.own}.extension_providers FINAL WHERE removed = 0 ORDER BY name`,
  example: {},
});
