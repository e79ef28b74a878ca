import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { parseCommand } from '../../api/cli/parseCommand';
import type { ExtensionCommand } from '../../api/cli/extension/command';
import { manageExtension } from '../../api/cli/extension/manage';
import { reportsOf } from '../../api/cli/extension/report';
import type { ExtensionReports } from '../../api/extension/reports';
import { COURSE, lines, loadCsv, loadText, structureCsv } from '../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';

export const MIN = 10;

/** A site with the small course, on which extensions are installed as an operator does it. */
export class Site {
  private constructor(readonly site: TestWorkspace) {}

  static async open(statements: readonly unknown[] = []): Promise<Site> {
    const site = new Site(await openTestWorkspace('embedded'));
    await loadCsv(site.site.workspace, structureCsv());
    await site.load(statements);
    return site;
  }

  async load(statements: readonly unknown[]): Promise<void> {
    await loadText(this.site.workspace, lines(statements));
  }

  /** As typed after `marginalia extension`. @returns the exit status, and what was said */
  run(...words: string[]): Promise<{ status: number; said: string }> {
    return this.type('', ...words);
  }

  /** The same, with a text at standard input. */
  async type(text: string, ...words: string[]): Promise<{ status: number; said: string }> {
    const said: string[] = [];
    const io = {
      stdin: Readable.from([text]),
      out: (text: string) => void said.push(text),
      err: (text: string) => void said.push(text),
      isTerminal: false,
      signal: new AbortController().signal,
    };
    const command = parseCommand(['extension', ...words]) as ExtensionCommand;
    return { status: await manageExtension(this.site.workspace, command, MIN, io), said: said.join('') };
  }

  /** Writes an extension into a folder, adds it and switches it on. @param source without the import of the SDK */
  async install(name: string, source: string, ...flags: string[]): Promise<void> {
    const folder = join(mkdtempSync(join(tmpdir(), 'marginalia-extension-')), name.replace('/', '-'));
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `@${name}`, version: '1.0.0' }));
    writeFileSync(join(folder, 'extension.ts'), `import * as sdk from '@marginalia/extension';\n${source}`);
    await this.run('add', folder);
    await this.run('enable', name, '--courses', 'all', '--wait', ...flags);
  }

  answers(): ExtensionReports {
    return reportsOf(this.site.workspace, MIN);
  }

  /** The text that a view of the course shows. */
  async text(view: string, course = COURSE): Promise<string | undefined> {
    const cards = await this.answers().cards(operatorScope(course), null);
    const card = cards.find(({ id }) => id === view);
    return card?.text ?? card?.reason;
  }

  rows(table: string): Promise<Record<string, unknown>[]> {
    return this.site.engine.rows(`SELECT * FROM ${this.site.engine.databases.own}.${table} FINAL ORDER BY ALL`);
  }

  settle(): Promise<void> {
    return this.site.workspace.extensions.settle();
  }

  close(): Promise<void> {
    return this.site.close();
  }
}
