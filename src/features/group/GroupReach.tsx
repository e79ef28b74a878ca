import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Group, Quantity } from '@marginalia/contract';
import { Bar, Swatch } from '../../ui/Bar';
import type { BarTone } from '../../ui/Bar';
import { Choices } from '../../ui/Choices';
import { PanelCard, useNumbers } from '../../panels';
import { classWords as courseWords } from '../class';
import type { ReachKind } from '../class';
import { words } from './messages';
import { groupReachRows, shareOf } from './model';

const KINDS: readonly ReachKind[] = ['units', 'problems', 'videos'];

interface ShareBarProps {
  readonly learners: Quantity;
  readonly of: Quantity;
  readonly tone: BarTone;
}

/** A number of learners as a bar of their share in the group, or in the class. */
export const ShareBar = ({ learners, of, tone }: ShareBarProps): ReactNode => {
  const numbers = useNumbers();
  const share = shareOf(learners, of);
  return (
    <Bar share={share} tone={tone} name={<FormattedMessage {...(tone === 'second' ? words.class : words.group)} />}>
      {share === null ? (
        numbers.count(learners)
      ) : (
        <FormattedMessage {...words.bar} values={{ count: numbers.count(learners), share: numbers.share(share) }} />
      )}
    </Bar>
  );
};

/** Which bar is whose. */
export const Legend = (): ReactNode => (
  <>
    <Swatch tone="info" /> <FormattedMessage {...words.group} /> <Swatch tone="second" />{' '}
    <FormattedMessage {...words.class} />
  </>
);

interface Props {
  readonly courseId: string;
  readonly report: Group;
}

/** How far the group got in each section, compared with the class. */
export const GroupReach = ({ courseId, report: { key, reach, group, course } }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [kind, setKind] = useState<ReachKind>('units');
  const [inside, setInside] = useState(false);
  const rows = groupReachRows(reach, kind, inside);
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(courseWords.reach)}
      controls={
        <Choices
          label={intl.formatMessage(courseWords.reach)}
          choices={KINDS.map((one) => [one, <FormattedMessage key={one} {...courseWords[one]} />])}
          chosen={kind}
          onChoose={setKind}
        />
      }
      report="group-sections"
      query={{ group: key }}
      table={{
        columns: [
          <FormattedMessage key="s" {...courseWords.section} />,
          <FormattedMessage key="b" {...courseWords.blocks} />,
          <FormattedMessage key="gy" {...words.groupAny} />,
          <FormattedMessage key="cy" {...words.classAny} />,
          <FormattedMessage key="ga" {...words.groupAll} />,
          <FormattedMessage key="ca" {...words.classAll} />,
        ],
        rows: groupReachRows(reach, kind, true).map(({ id, name, of }) => ({
          key: id,
          cells: [
            name,
            numbers.count(of.blocks),
            numbers.count(of.any.group),
            numbers.count(of.any.course),
            numbers.count(of.all.group),
            numbers.count(of.all.course),
          ],
        })),
      }}
      note={
        <>
          <Legend />
          <br />
          <FormattedMessage {...words.shares} />
        </>
      }
    >
      {rows.length === 0 ? (
        <p>
          <FormattedMessage {...courseWords.nothingInside} />
        </p>
      ) : (
        <>
          <ul className="marginalia-bars">
            {rows.map(({ id, name, section, of }) => (
              <li key={id} className={section ? undefined : 'marginalia-inner'}>
                <bdi>{name}</bdi>
                <ShareBar learners={of.any.group} of={group.learners} tone="info" />
                <ShareBar learners={of.any.course} of={course.learners} tone="second" />
              </li>
            ))}
          </ul>
          <p>
            <button type="button" className="marginalia-link" onClick={() => setInside(!inside)}>
              <FormattedMessage {...(inside ? courseWords.outside : courseWords.inside)} />
            </button>
          </p>
        </>
      )}
    </PanelCard>
  );
};
