import { useContext, useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { leastFlagged, getAttention, getLearners } from '@marginalia/contract';
import type { Attention } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ReportPanel, StartsOn, WithheldNotice, useNumbers } from '../../panels';
import { stateWords } from '../../panels/messages';
import { useAddressState } from '../../panels/place';
import type { ChangeAddress } from '../../panels/place';
import { Day } from '../../ui/Day';
import { Disclosure } from '../../ui/Disclosure';
import { Drawer } from '../../ui/Drawer';
import { Notice } from '../../ui/Notice';
import { When } from '../../ui/When';
import { listStateOf } from './address';
import type { ListState } from './address';
import { Counters } from './Counters';
import { CountsOnly } from './CountsOnly';
import { EndedRun } from './EndedRun';
import { LearnerTable } from './LearnerTable';
import { words } from './messages';
import { commonest, helpSentence, inState } from './model';
import { Rail } from './Rail';
import { Reliability } from './Reliability';
import { tableWords } from './table-messages';
import { lastVisit } from './visits';

interface SentenceProps {
  readonly attention: Attention;
  readonly since: string;
  readonly fresh: number | null;
}

/** The page in one sentence; or in words, why there is none. */
const Sentence = ({ attention: { learners, minLearners }, since, fresh }: SentenceProps): ReactNode => {
  const numbers = useNumbers();
  const { of, flagged, notEnough, running, computedBefore } = learners;
  const startsOn = useContext(StartsOn);
  const kind = helpSentence(learners, startsOn === null);
  if (kind === 'notYet') {
    return (
      <Notice title={<FormattedMessage {...words.notYetTitle} />}>
        {computedBefore === null ? (
          <FormattedMessage {...words.notYet} />
        ) : (
          <FormattedMessage {...words.outgrown} values={{ when: <When at={computedBefore} /> }} />
        )}
      </Notice>
    );
  }
  if (kind === 'withheld') return <WithheldNotice min={minLearners} />;
  if (kind === 'nobody') {
    return (
      <Notice>
        <FormattedMessage {...words.nobody} />
      </Notice>
    );
  }
  const count = flagged.kind === 'value' ? flagged.count : leastFlagged(learners);
  const whole = typeof of === 'number' ? of : 0;
  const early = notEnough.kind === 'value' ? notEnough.count : 0;
  const rule = kind === 'some' ? commonest(learners) : null;
  if (!running) {
    return (
      <p className="marginalia-sentence">
        <FormattedMessage
          {...tableWords.ended}
          values={{ passed: numbers.count(inState(learners, 'passed')), flagged: numbers.countOf(flagged) }}
        />
      </p>
    );
  }
  return (
    <p className="marginalia-sentence">
      {kind === 'some' && fresh !== null && fresh > 0 ? (
        <FormattedMessage
          {...tableWords.someNew}
          values={{
            count,
            of: whole,
            fresh,
            date: <FormattedDate value={since} month="short" day="numeric" weekday="short" timeZone="UTC" />,
          }}
        />
      ) : (
        <FormattedMessage
          {...words[kind]}
          values={{
            count,
            of: whole,
            early,
            checked: whole - early,
            date: startsOn === null ? null : <Day at={startsOn} timeZone="UTC" />,
          }}
        />
      )}{' '}
      {rule !== null && <FormattedMessage {...tableWords.common} values={{ rule }} />}
    </p>
  );
};

interface SinceProps {
  readonly since: string;
  readonly onChange: ChangeAddress;
}

/** The day from which on a flag is new. */
const SinceField = ({ since, onChange }: SinceProps): ReactNode => {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>
        <FormattedMessage {...words.since} />
      </label>
      <input
        id={id}
        type="date"
        className="form-control form-control-sm"
        value={since}
        onChange={(event) => onChange({ since: event.target.value }, 'replace')}
      />
    </span>
  );
};

interface FiguresProps {
  readonly courseId: string;
  readonly attention: Attention;
  readonly state: ListState;
  /** The address says whom the list shows: of a run that is over it is closed otherwise. */
  readonly isAsked: boolean;
  readonly since: string;
  readonly onChange: ChangeAddress;
}

/** Why a reader sees no single learners; null where it is for another reason that there are none. */
const whyCounts = (code: string) =>
  code === 'identities_off' ? stateWords.identitiesOff : code === 'role_not_enough' ? stateWords.roleNotEnough : null;

const Figures = ({ courseId, attention, state, isAsked, since, onChange }: FiguresProps): ReactNode => {
  const intl = useIntl();
  const [rules, setRules] = useState(false);
  // How many flags are new is the size of a list: only for who may see single learners.
  const news = useReport(getLearners, { params: { course: courseId }, query: { since, limit: 1 } });
  const isNamed = news.kind === 'ready';
  const written = useReport(
    getLearners,
    isNamed ? { params: { course: courseId }, query: { said: 'contacted', limit: 1 } } : null,
  );
  const why = news.kind === 'failed' ? whyCounts(news.error.code) : null;
  const fresh = news.kind === 'ready' ? news.data.total : null;
  const { learners } = attention;
  if (learners.computedAt === null || learners.states.length === 0)
    return <Sentence attention={attention} since={since} fresh={null} />;
  const filtered = state.rule !== null || state.section !== null;
  const section = learners.sections.find((one) => one.section.id === state.section);
  const list =
    why === null ? (
      <LearnerTable
        key={JSON.stringify([state.shown, state.rule, state.section])}
        courseId={courseId}
        state={state}
        since={since}
        sinceField={learners.running ? <SinceField since={since} onChange={onChange} /> : null}
        onChange={onChange}
      />
    ) : (
      <CountsOnly courseId={courseId} attention={learners} why={<FormattedMessage {...why} />} />
    );
  return (
    <>
      {isNamed && learners.running && (
        <button
          type="button"
          className="marginalia-skip"
          onClick={() => document.querySelector<HTMLElement>('.marginalia-data tr[tabindex="0"]')?.focus()}
        >
          <FormattedMessage {...tableWords.skip} />
        </button>
      )}
      <Sentence attention={attention} since={since} fresh={fresh} />
      {!learners.running && <EndedRun courseId={courseId} />}
      <Counters
        attention={learners}
        fresh={learners.running ? fresh : null}
        contacted={written.kind === 'ready' ? written.data.total : null}
        chosen={filtered ? null : state.shown}
        onChoose={
          isNamed
            ? (shown) =>
                onChange({ state: shown, rule: undefined, section: undefined, from: undefined, open: undefined })
            : null
        }
      />
      <div className="marginalia-with-rail">
        <div className="marginalia-main-column">
          {section !== undefined && (
            <p>
              <FormattedMessage {...tableWords.section} /> <strong>{section.section.name}</strong>{' '}
              <button
                type="button"
                className="marginalia-link"
                onClick={() => onChange({ section: undefined, from: undefined })}
              >
                <FormattedMessage {...words.everybody} />
              </button>
            </p>
          )}
          {learners.running || news.kind === 'failed'
            ? list
            : isNamed && (
                <Disclosure
                  key={String(isAsked)}
                  label={<FormattedMessage {...tableWords.showList} />}
                  labelOpen={<FormattedMessage {...tableWords.hideList} />}
                  startsOpen={isAsked}
                >
                  {list}
                </Disclosure>
              )}
        </div>
        <Rail
          courseId={courseId}
          attention={learners}
          onSection={
            isNamed ? (id) => onChange({ section: id, rule: undefined, from: undefined, open: undefined }) : null
          }
          onRules={() => setRules(true)}
        />
      </div>
      {rules && (
        <Drawer
          wide
          label={intl.formatMessage(words.rules)}
          title={<FormattedMessage {...words.rules} />}
          closeLabel={intl.formatMessage(tableWords.close)}
          onClose={() => setRules(false)}
          takeFocus
        >
          <Reliability courseId={courseId} attention={learners} />
        </Drawer>
      )}
    </>
  );
};

/** Who may need help, why, and how far to trust it. */
export const AttentionPage = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const [address, change] = useAddressState();
  const state = listStateOf(address);
  const [visit] = useState(() => lastVisit(courseId));
  const report = useReport(
    getAttention,
    { params: { course: courseId } },
    { isUnfinished: ({ learners }) => learners.computedAt === null },
  );
  return (
    <ReportPanel report={report} draft={false} ofCourse footer="pill">
      {(attention) => (
        <Figures
          courseId={courseId}
          attention={attention}
          state={state}
          isAsked={Object.keys(address).length > 0}
          since={state.since ?? visit}
          onChange={change}
        />
      )}
    </ReportPanel>
  );
};
