import { isOlder } from '../lib/versions';
import { engineVersion } from './backup';
import type { Engine } from './engine';

/** The latest engine that ever opened the database, in the ledger of migrations. */
const ENGINE_NOTE = 'engine';

const NUMBERED = /^\d{4}_.*\.sql$/;

/**
 * Why a database is not for this version: a later one made its tables, or a later engine wrote its files. An earlier one
 * would count without what is new there, and say nothing of it.
 * @param ledger what `migrations` has, by name
 * @param migrations the names of the files of this version, in order
 * @returns null where nothing stands against it
 */
export const whyTooNew = async (
  engine: Engine,
  ledger: ReadonlyMap<string, string>,
  migrations: readonly string[],
): Promise<string | null> => {
  const newest = migrations.at(-1) ?? '';
  const unknown = [...ledger.keys()].filter((name) => NUMBERED.test(name) && name > newest).sort();
  if (unknown.length > 0) {
    return `The tables were made by a later version of Marginalia (${unknown.join(', ')}). Install that version or a later one, or restore a backup from before the upgrade.`;
  }
  if (engine.kind !== 'embedded') return null;
  const noted = ledger.get(ENGINE_NOTE);
  const version = await engineVersion(engine);
  if (noted !== undefined && isOlder(version, noted)) {
    return `The data folder was last opened with ClickHouse ${noted}, and this is ${version}: an earlier version cannot be relied on to read it. Install the version of Marginalia that you had, or a later one, or restore a backup from before the upgrade.`;
  }
  if (noted !== version) {
    await engine.insert(`${engine.databases.own}.migrations`, [{ name: ENGINE_NOTE, checksum: version }]);
  }
  return null;
};
