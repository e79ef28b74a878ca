import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { HEALTH_CHECKS, HEALTH_QUESTIONS, getSiteHealth } from '@marginalia/contract';
import type { HealthCheck, HealthQuestion, SiteHealth } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ReportPanel } from '../../panels';
import { Section } from '../../ui/Section';
import { Check } from './Check';
import { Arriving, Cost, Used } from './health-tables';
import { healthWords as words } from './healthMessages';

const NOTHING_MORE = (): ReactNode => null;
const MORE: Record<HealthQuestion, (health: SiteHealth) => ReactNode> = {
  arriving: Arriving,
  counted: NOTHING_MORE,
  sound: NOTHING_MORE,
  used: Used,
  cost: Cost,
};

const Questions = ({ health }: { readonly health: SiteHealth }): ReactNode => {
  const { checks } = health;
  const having = (state: HealthCheck['state']): number => checks.filter((check) => check.state === state).length;
  const [mend, look] = [having('mend'), having('look')];
  return (
    <>
      <p className="marginalia-sentence">
        {mend + look === 0 ? (
          <FormattedMessage {...words.summaryOk} values={{ checks: checks.length }} />
        ) : (
          <FormattedMessage {...words.summary} values={{ mend, look }} />
        )}
      </p>
      {HEALTH_QUESTIONS.map((question) => {
        const More = MORE[question];
        const own: readonly string[] = HEALTH_CHECKS[question];
        return (
          <Section key={question} title={<FormattedMessage {...words[question]} />}>
            <ul className="marginalia-checks">
              {checks
                .filter(({ id }) => own.includes(id))
                .map((check) => (
                  <Check key={check.id} check={check} />
                ))}
            </ul>
            <More {...health} />
          </Section>
        );
      })}
    </>
  );
};

const ALWAYS = { window: { from: null, to: null } } as const;

/** Five questions about the data of the site: does it arrive, is it counted, is it correct, who uses it, what does it cost. */
export const Pipeline = (): ReactNode => {
  const report = useReport(getSiteHealth, { params: {} });
  return (
    <ReportPanel
      report={report.kind === 'ready' ? { ...report, data: { ...report.data, ...ALWAYS } } : report}
      draft={false}
      ofCourse={false}
      footer="none"
    >
      {(health) => <Questions health={health} />}
    </ReportPanel>
  );
};
