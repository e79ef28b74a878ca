import { Counter, Gauge, type Registry } from 'prom-client';
import type { PipelineState } from './pipeline';

type Labels = Record<string, string>;
interface Family {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** It only grows, while the process lives. */
  readonly counts?: true;
  /** Its values now; none: it is left out, for what is not known is not 0. */
  readonly read: (state: PipelineState) => readonly (readonly [Labels, number])[];
}

const one = (value: number | null): [Labels, number][] => (value === null ? [] : [[{}, value]]);

/** What is read when somebody asks, rather than counted meanwhile. */
const FAMILIES: readonly Family[] = [
  {
    name: 'marginalia_histories_waiting',
    help: 'Histories of learners in courses with something stored that is not counted yet',
    read: ({ waiting }) => one(waiting.learners),
  },
  {
    name: 'marginalia_oldest_waiting_seconds',
    help: 'For how long the first of them has waited; 0: nobody waits',
    read: ({ waiting }) => one(waiting.seconds),
  },
  {
    name: 'marginalia_backfill_remaining_ratio',
    help: 'Of what was stored before our tables were made, the share that is not counted yet',
    read: ({ backfillRemaining }) => one(backfillRemaining),
  },
  {
    name: 'marginalia_background_failures_total',
    help: 'Failures of work in the background',
    labels: ['work'],
    counts: true,
    read: ({ work }) => work.map(({ name, failures }) => [{ work: name }, failures]),
  },
  {
    name: 'marginalia_background_failing_seconds',
    help: 'For how long work in the background has failed each time; 0: it goes well',
    labels: ['work'],
    read: ({ work }) => work.map(({ name, failingFor }) => [{ work: name }, failingFor]),
  },
  {
    name: 'marginalia_courses_without_structure',
    help: 'Courses with events and without a published structure',
    read: ({ coursesWithoutStructure }) => one(coursesWithoutStructure.length),
  },
  {
    name: 'marginalia_last_publish_timestamp_seconds',
    help: 'When a course was published last, in seconds since 1970',
    read: ({ lastPublish }) => one(lastPublish),
  },
  {
    name: 'marginalia_last_stored_timestamp_seconds',
    help: 'When something was stored last, by whomever, in seconds since 1970',
    read: ({ lastStored }) => one(lastStored),
  },
  {
    name: 'marginalia_table_bytes',
    help: 'Bytes of a table on disk',
    labels: ['table'],
    read: ({ tables }) => tables.map(({ name, bytes }) => [{ table: name }, bytes]),
  },
  {
    name: 'marginalia_table_parts',
    help: 'Parts of a table that are not merged yet',
    labels: ['table'],
    read: ({ tables }) => tables.map(({ name, parts }) => [{ table: name }, parts]),
  },
  {
    name: 'marginalia_disk_free_bytes',
    help: 'Bytes that are free on a disk of the database',
    labels: ['disk'],
    read: ({ disks }) => disks.map(({ name, free }) => [{ disk: name }, free]),
  },
  {
    name: 'marginalia_disk_size_bytes',
    help: 'Bytes of a disk of the database, free or not',
    labels: ['disk'],
    read: ({ disks }) => disks.map(({ name, total }) => [{ disk: name }, total]),
  },
  {
    name: 'marginalia_merges_running',
    help: 'Merges of the database under way',
    read: ({ merges }) => one(merges),
  },
  {
    name: 'marginalia_replica_delay_seconds',
    help: 'Seconds that this replica of the database is behind the others',
    read: ({ replicaDelay }) => one(replicaDelay),
  },
  {
    name: 'marginalia_backup_timestamp_seconds',
    help: 'When a backup was finished last, in seconds since 1970',
    read: ({ lastBackup }) => one(lastBackup),
  },
];

/** Puts these families into a registry. @returns to be called with what is the case before they are read */
export const pipelineGauges = (registry: Registry, version: string): ((state: PipelineState | null) => void) => {
  const families = FAMILIES.map(({ name, help, labels = [], counts, read }) => ({
    read,
    metric: new (counts ? Counter : Gauge)({ name, help, labelNames: labels, registers: [registry] }),
  }));
  const build = new Gauge({
    name: 'marginalia_build_info',
    help: 'Always 1; its labels are what runs',
    labelNames: ['version', 'engine', 'engine_version'],
    registers: [registry],
  });
  return (state) => {
    build.reset();
    build.set({ version, engine: state?.engine.kind ?? '', engine_version: state?.engine.version ?? '' }, 1);
    for (const { metric, read } of families) {
      metric.reset();
      // Without labels it would be 0 after that.
      metric.remove({});
      for (const [labels, value] of state ? read(state) : []) metric.inc(labels, value);
    }
  };
};
