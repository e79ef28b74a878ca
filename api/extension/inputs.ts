import { type ExtensionReport, METRICS, type MetricId, WITHHELD, isNumber } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { ApiError } from '../lib/apiError';
import { typeInKey } from '../lib/usageKey';
import type { ReportReader } from '../metrics/kit/reportReader';
import type { Structures } from '../metrics/kit/structures';
import { ALL_TIME } from '../metrics/kit/window';
import { type Disclosed, numberIn } from './disclose';
import { type ParamValues, defaultsOf } from './manifest';
import { type PropertyValue, coreProperty, isCoreProperty, propertyId } from './objectProperties';
import { type InstalledMetric, isEnabledIn } from './registry';
import type { Runtime } from './runtime';

const DEEPEST = 8;

/** The one number of a report. */
export const numberOf = (report: ExtensionReport): PropertyValue => {
  if (report.state !== 'ready') return { kind: 'none', reason: report.state };
  if (report.shape !== 'score') return numberIn(report as unknown as Disclosed);
  if (isNumber(report.value) && isNumber(report.of)) return { kind: 'value', value: report.value, of: report.of };
  return isNumber(report.value) ? WITHHELD : report.value;
};

/** @param depth through how many others this one is asked for */
type Answer = (
  scope: CourseScope,
  found: InstalledMetric,
  block: string,
  params: ParamValues,
  depth: number,
) => Promise<ExtensionReport>;

/** Numbers that others are made of: disclosed ones, of the product and of extensions alike, by one name each. */
export class Inputs {
  constructor(
    private readonly reports: ReportReader,
    private readonly structures: Structures,
    private readonly runtime: () => Runtime,
    private readonly answer: Answer,
  ) {}

  /** What a property is made from: a metric, or, of one of the product, itself. Null: there is none of that name. */
  async propertyNamed({ courseKey }: CourseScope, id: string): Promise<{ readonly from: string } | null> {
    if (isCoreProperty(id)) return { from: id };
    const { isOn, registry } = this.runtime();
    if (!isOn) return null;
    for (const extension of await registry.all())
      if (extension.state === 'on' && isEnabledIn(extension, courseKey))
        for (const one of extension.active?.manifest.properties ?? [])
          if ('from' in one && propertyId(one) === id) return one;
    return null;
  }

  /** The disclosed number of a metric of the product or of an extension, as a `combine` and a job may use it. */
  async of(scope: CourseScope, name: string, block: string, depth = 0): Promise<PropertyValue> {
    if (!name.includes('.')) return this.core(scope, name, block);
    if (depth > DEEPEST) return { kind: 'none', reason: 'too_deep' };
    if (isCoreProperty(name)) return coreProperty(this.reports, scope, name, block);
    const property = await this.propertyNamed(scope, name);
    if (property) return this.of(scope, property.from, block, depth + 1);
    const found = (await this.runtime().registry.metrics()).find((one) => one.id === name);
    if (!found || !isEnabledIn(found.extension, scope.courseKey)) return { kind: 'none', reason: 'not_enabled' };
    const answer = await this.answer(scope, found, block, defaultsOf(found.metric), depth + 1);
    return numberOf(answer);
  }

  /** The numbers of all blocks that a metric or a property speaks of, as a job may use them. */
  async numbers(
    scope: CourseScope,
    id: string,
  ): Promise<{ readonly block: string; readonly name: string; readonly told: PropertyValue }[]> {
    const [type = ''] = id.split('.');
    const found = (await this.runtime().registry.metrics()).find((one) => one.id === id);
    const about = Object.hasOwn(METRICS, id) ? METRICS[id as MetricId].about : type;
    const types = found?.metric.on ?? [about];
    const index = await this.structures.get(scope.courseKey);
    const rows: { readonly block: string; readonly name: string; readonly told: PropertyValue }[] = [];
    for (const block of index?.structure.blocks ?? [])
      if (types.includes(block.type))
        rows.push({ block: block.id, name: block.name, told: await this.of(scope, id, block.id) });
    return rows;
  }

  private async core(scope: CourseScope, name: string, block: string): Promise<PropertyValue> {
    const none = { kind: 'none' as const, reason: 'unknown_metric' };
    const read = async (): Promise<Record<string, unknown>> => {
      const type = typeInKey(block);
      const report =
        type === 'video'
          ? await this.reports.video(scope, block, ALL_TIME)
          : await this.reports.problem(scope, block, ALL_TIME);
      return report as unknown as Record<string, unknown>;
    };
    try {
      const report = await read();
      const value = report[name === 'attempted' ? 'learners' : name];
      if (typeof value === 'number') return { kind: 'value', value, of: value };
      if (typeof value !== 'object' || value === null) return none;
      const { kind, mean } = value as { kind?: string; mean?: unknown };
      if (kind === 'value' || kind === 'withheld' || kind === 'none') return value as PropertyValue;
      if (typeof mean === 'number' && typeof report.learners === 'number')
        return { kind: 'value', value: mean, of: report.learners };
      return none;
    } catch (error) {
      if (error instanceof ApiError && ['wrong_block_type', 'unknown_block', 'unknown_course'].includes(error.code))
        return none;
      throw error;
    }
  }
}
