import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getViews } from '@marginalia/contract';
import type { Views as ViewsAnswer } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Choices } from '../../ui/Choices';
import { Disclosure } from '../../ui/Disclosure';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { ReportPanel, CsvButton, useNumbers } from '../../panels';
import { OverTime } from './OverTime';
import { words } from './messages';

type Step = 'week' | 'total';

const OverWeeks = ({ courseId, weeks }: { readonly courseId: string } & Pick<ViewsAnswer, 'weeks'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [step, setStep] = useState<Step>('week');
  const title = intl.formatMessage(words.views);
  const whole = weeks.filter((week) => week.whole);
  const last = whole.at(-1);
  if (last === undefined) {
    return (
      <p>
        <FormattedMessage {...words.noViews} />
      </p>
    );
  }
  const byWeek = { name: <FormattedMessage {...words.byWeek} />, values: whole.map(({ views }) => views) };
  const running = { name: <FormattedMessage {...words.running} />, values: whole.map(({ total }) => total) };
  return (
    <>
      <Choices
        label={title}
        choices={[
          ['week', byWeek.name],
          ['total', running.name],
        ]}
        chosen={step}
        onChoose={setStep}
      />
      <OverTime
        title={title}
        desc={intl.formatMessage(words.viewsDesc, {
          total: numbers.count(last.total),
          last: numbers.count(last.views),
        })}
        at={whole.map(({ date }) => date)}
        lines={[step === 'week' ? byWeek : running]}
        all={[byWeek, running]}
        annotations={[]}
        atName={<FormattedMessage {...words.week} />}
        caption={title}
      />
      <CsvButton courseId={courseId} report="views-weeks" />
    </>
  );
};

const ByPlace = ({ courseId, places }: { readonly courseId: string } & Pick<ViewsAnswer, 'places'>): ReactNode => {
  const numbers = useNumbers();
  if (places.length === 0) return null;
  return (
    <>
      <Table
        caption={<FormattedMessage {...words.viewsByPlace} />}
        columns={[<FormattedMessage key="s" {...words.section} />, <FormattedMessage key="v" {...words.views} />]}
        rows={places.map(({ block, views }) => ({
          key: block.id,
          cells: [
            <bdi key="s" className={block.type === 'chapter' ? undefined : 'marginalia-inner'}>
              {block.name}
            </bdi>,
            numbers.count(views),
          ],
        }))}
      />
      <CsvButton courseId={courseId} report="views" />
    </>
  );
};

const Asked = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const report = useReport(getViews, { params: { course: courseId } });
  return (
    <section>
      <ReportPanel report={report} draft={false} ofCourse={false}>
        {({ weeks, places }) => (
          <>
            <OverWeeks courseId={courseId} weeks={weeks} />
            <ByPlace courseId={courseId} places={places} />
          </>
        )}
      </ReportPanel>
    </section>
  );
};

/** How often pages were viewed: asked for only when somebody wants to see it, for every event is read. */
export const Views = ({ courseId }: { readonly courseId: string }): ReactNode => (
  <Section title={<FormattedMessage {...words.views} />}>
    <p className="marginalia-quiet">
      <FormattedMessage {...words.viewsNote} />
    </p>
    <Disclosure label={<FormattedMessage {...words.showViews} />} labelOpen={<FormattedMessage {...words.hideViews} />}>
      <Asked courseId={courseId} />
    </Disclosure>
  </Section>
);
