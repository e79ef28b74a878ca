import { tokenFault } from '../auth/tokenFault';
import { EngineError, isForbidden } from '../store/engine';
import { forgottenTotals } from '../store/queries/forgotten';
import { conflictTotal } from '../store/queries/statements';
import { publishedVersions } from '../store/queries/structure';
import { withoutStructure } from '../worker/pipelineState';
import type { Workspace } from '../worker/workspace';
import { type Finding, publishes, retention, statements, tables, unfinished, views } from './doctorPipeline';
import { readMissed, stretch } from '../pipeline/bus/follow';
import { troubleOfBus } from '../pipeline/bus/stream';
import { cluster } from './doctorCluster';
import { access, damaged, space, trackingLogs } from './doctorStorage';
import { RIGHTS } from './explain';
import { hostName } from '../extension/computation';
import { ProviderError } from '../extension/providers/ask';
import { ProviderCards } from '../extension/providers/providerCards';
import { SecretError } from '../extension/secrets';
import { troubleOfFetch } from './extension/fetchWords';
import { EXIT, type Io } from './io';

type Check = (workspace: Workspace) => Promise<Finding[]>;

/** What is looked at, by the names that `--json` has for it. One that has nothing to say was skipped. */
const checks = (): Record<string, Check> => ({
  engine,
  cluster,
  access,
  space,
  tables,
  files: damaged,
  views,
  statements,
  unfinished,
  retention,
  structure,
  publishes,
  conflicts,
  forgotten,
  background,
  extensions,
  providers,
  'tracking-logs': trackingLogs,
  'event-bus': eventBus,
  'sign-on': signOn,
});

/** Why a check may have nothing to say. */
const SKIPPED: Record<string, string> = {
  cluster: 'no cluster is configured',
  unfinished: 'nothing was begun and left',
  retention: 'all raw statements are kept',
  publishes: 'nothing that was published is still to be fetched',
  background: 'no work in the background has failed in this process',
  providers: 'no other server is connected',
  'tracking-logs': 'MARGINALIA_TRACKING_LOGS is not set',
  'event-bus': 'MARGINALIA_EVENT_BUS_URL is not set',
};

/**
 * Checks engine, tables, freshness and sign-on; one line each, with the remedy. 0 where all is well, else 1.
 * @param asJson an array of `{check, status, detail, remedy}` instead, `status` being ok, fail or skip
 */
export const doctor = async (workspace: Workspace, io: Io, asJson = false): Promise<number> => {
  const findings: (Finding & { readonly check: string })[] = [];
  const skipped: { readonly check: string; readonly detail: string }[] = [];
  for (const [check, look] of Object.entries(checks())) {
    const found = await look(workspace).catch(unreadable);
    findings.push(...found.map((finding) => ({ check, ...finding })));
    if (found.length === 0) skipped.push({ check, detail: SKIPPED[check] ?? 'there is nothing to look at' });
  }
  if (asJson) {
    const all = [
      ...findings.map(({ check, ok, text, remedy }) => ({
        check,
        status: ok ? 'ok' : 'fail',
        detail: text,
        remedy: remedy ?? null,
      })),
      ...skipped.map(({ check, detail }) => ({ check, status: 'skip', detail, remedy: null })),
    ];
    io.out(`${JSON.stringify(all, null, 2)}\n`);
  } else {
    for (const { ok, text, remedy } of findings)
      io.out(`${ok ? 'ok    ' : 'MEND  '}${text}${remedy ? ` -> ${remedy}` : ''}\n`);
  }
  return findings.every((finding) => finding.ok) ? EXIT.done : EXIT.rejects;
};

/** A check that the database refuses is one finding more, not the end. */
const unreadable = (error: unknown): Finding[] => {
  if (!(error instanceof EngineError) || error.code === 'unreachable') throw error;
  return [
    {
      ok: false,
      text: `the database refuses a check: ${error.message.split('\n')[0] ?? ''}`,
      remedy: isForbidden(error) ? RIGHTS : 'what is named there is missing, or another than it should be',
    },
  ];
};

const engine = async ({ engine, config }: Workspace): Promise<Finding[]> => {
  const version = String((await engine.rows('SELECT version() AS version'))[0]?.version);
  const where = config.engine.kind === 'embedded' ? `embedded in ${config.engine.path}` : 'server of CLICKHOUSE_URL';
  return [{ ok: true, text: `engine: ClickHouse ${version}, ${where}` }];
};

const structure = async ({ engine }: Workspace): Promise<Finding[]> => {
  const published = await publishedVersions.run(engine, {});
  const without = await withoutStructure(engine);
  return [
    { ok: true, text: `course structure: ${published.length} courses` },
    ...(without.length > 0
      ? [
          {
            ok: false,
            text: `courses without structure: ${without.slice(0, 5).join(', ')}${without.length > 5 ? ', ...' : ''}`,
            remedy: 'load it with `marginalia load course FILE`, or publish the course again where Aspects writes it',
          },
        ]
      : []),
  ];
};

/** Only the process that serves computes in the background: where it has the database, this runs there. */
const background = async ({ backgroundWork }: Workspace): Promise<Finding[]> =>
  Object.entries(backgroundWork).flatMap(([what, { failure }]) =>
    failure
      ? [
          {
            ok: false,
            text: `${what} failed last: ${failure.message.split('\n')[0] ?? ''}`,
            remedy: 'it is tried again by itself; where it goes on failing, the log of `serve` says more',
          },
        ]
      : [],
  );

const extensions = async ({ extensions: runtime, fetches }: Workspace): Promise<Finding[]> => {
  if (!runtime.isOn) return [{ ok: true, text: 'extensions: switched off (MARGINALIA_EXTENSIONS)' }];
  const all = await runtime.registry.all();
  const paused = all.flatMap((one) => {
    const pause = [one.active, one.next]
      .map((revision) => revision && runtime.pauseOf(hostName(one, revision)))
      .find(Boolean);
    return pause ? [{ name: one.name, why: pause.why }] : [];
  });
  const on = all.filter(({ state }) => state === 'on');
  const fetched: Finding[] = [];
  for (const one of on)
    for (const state of await fetches.statesOf(one)) {
      const text = troubleOfFetch(state);
      if (text === null) continue;
      const remedy = state.missing
        ? `run \`${state.missing.remedy}\``
        : `it is tried again by itself; \`marginalia extension status ${one.name}\` says more`;
      fetched.push({ ok: false, text: `extension ${one.name}: ${text}`, remedy });
    }
  return [
    { ok: true, text: `extensions: ${on.length} of ${all.length} enabled` },
    ...fetched,
    ...paused.map(({ name, why }) => ({
      ok: false,
      text: `extension ${name} is paused: ${why}`,
      remedy: 'nothing else is affected; it is tried again by itself, or `marginalia extension disable` ends it',
    })),
  ];
};

/** Servers of others whose cards stand beside ours: each is asked what it has. */
const providers = async ({ engine, config, extensions: runtime, fetches }: Workspace): Promise<Finding[]> => {
  if (!runtime.isOn) return [];
  const cards = new ProviderCards(engine, fetches.secrets, config.minLearners);
  return Promise.all(
    (await cards.known.all()).map(async (one): Promise<Finding> => {
      try {
        const metrics = await cards.catalogue(one);
        await cards.known.keyOf(one);
        return { ok: true, text: `server ${one.name}: answers, and has ${metrics.length} metrics` };
      } catch (error) {
        if (error instanceof SecretError)
          return {
            ok: false,
            text: `server ${one.name} (${one.url}): the key that questions to it are signed with cannot be read here`,
            remedy: `\`marginalia extension connect ${one.url} --as ${one.name} --deadline ${one.deadline}ms${one.isExperimental ? ' --experimental' : ''}\` makes a new one, for that server to check questions with`,
          };
        if (!(error instanceof ProviderError)) throw error;
        return {
          ok: false,
          text: `server ${one.name} (${one.url}): ${error.message}`,
          remedy: `its cards are missing, nothing else is; \`marginalia extension connect ${one.name} --remove\` ends it`,
        };
      }
    }),
  );
};

/** What the event bus lost before it was read stays noted until logs have filled it. */
const eventBus = async ({ engine, config }: Workspace): Promise<Finding[]> => {
  const trouble = config.bus && (await troubleOfBus(config.bus.url));
  const missed = await readMissed(engine);
  const findings: Finding[] = missed.map((one) => ({
    ok: false,
    text: `event bus: messages of ${one.topic} were cut off before they were read, ${stretch(one)}`,
    remedy: 'load the tracking log of that time, then run `marginalia follow bus --filled`',
  }));
  if (trouble) {
    findings.unshift({
      ok: false,
      text: `event bus: Redis does not answer (${trouble})`,
      remedy: 'check MARGINALIA_EVENT_BUS_URL, and that Redis runs; the bus is followed again as soon as it answers',
    });
  }
  if (findings.length > 0) return findings;
  return config.bus ? [{ ok: true, text: 'event bus: Redis answers, and nothing is known to be missed' }] : [];
};

const forgotten = async ({ engine }: Workspace): Promise<Finding[]> => {
  const { learners = 0, unfinished = 0 } = (await forgottenTotals.run(engine, {}))[0] ?? {};
  if (unfinished === 0) return [{ ok: true, text: `forgotten: ${learners} learners` }];
  return [
    {
      ok: false,
      text: `forgotten: with ${unfinished} of ${learners} learners it was stopped in between`,
      remedy: 'run `marginalia forget` for them again; it goes on where it was',
    },
  ];
};

const conflicts = async ({ engine }: Workspace): Promise<Finding[]> => {
  const total = (await conflictTotal.run(engine, {}))[0]?.conflicts ?? 0;
  return [
    { ok: true, text: `conflicts: ${total} statements had the id of another and other content; the earliest counts` },
  ];
};

/** Only the process that serves sees tokens, as with work in the background. */
const unverified = (): Finding[] =>
  tokenFault.now === null
    ? []
    : [
        {
          ok: false,
          text: `sign-on: the latest token that came ${tokenFault.now}`,
          remedy:
            "compare MARGINALIA_JWK_SET (or MARGINALIA_JWKS_URL), MARGINALIA_JWT_ISSUER and MARGINALIA_JWT_AUDIENCE with the LMS's JWT_AUTH, and the clocks",
        },
      ];

const signOn = async ({ config }: Workspace): Promise<Finding[]> => {
  if (!config.lms) {
    return [
      {
        ok: false,
        text: 'sign-on: no LMS is configured, so nobody can sign in',
        remedy: 'set LMS_BASE_URL and MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL',
      },
    ];
  }
  const roles = `${config.lms.internalUrl}/api/enrollment/v1/roles/`;
  try {
    const { status } = await fetch(roles, { signal: AbortSignal.timeout(5000) });
    if (status === 401 || status === 403)
      return [{ ok: true, text: `sign-on: the LMS answers at ${config.lms.internalUrl}` }, ...unverified()];
    return [
      {
        ok: false,
        text: `sign-on: the LMS answers ${status} at ${roles}`,
        remedy: 'expected 401 for a stranger; check LMS_BASE_URL, and LMS_INTERNAL_URL where it is set',
      },
    ];
  } catch {
    return [
      {
        ok: false,
        text: `sign-on: the LMS does not answer at ${config.lms.internalUrl}`,
        remedy: 'check LMS_BASE_URL, LMS_INTERNAL_URL where it is set, and the network between',
      },
    ];
  }
};
