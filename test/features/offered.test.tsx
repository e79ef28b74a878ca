import { render, screen } from '@testing-library/react';
import { IntlProvider } from '@edx/frontend-platform/i18n';
import type { OutlineBlock } from '@marginalia/contract';
import { OfferedMark, OfferedNote } from '../../src/features/outline/OfferedNote';
import { funnelOf, outlineSentence } from '../../src/features/outline/model';
import { UNIT, outline } from '../../src/harness/fixtures/reports';

const unit = (offered: OutlineBlock['offered']): OutlineBlock => {
  const found = outline().blocks.find(({ id }) => id === UNIT);
  if (!found) throw new Error('the outline has no unit');
  return { ...found, offered };
};

const show = (offered: OutlineBlock['offered']): string => {
  const { container } = render(
    <IntlProvider locale="en">
      <OfferedNote offered={offered} />
      <OfferedMark offered={offered} />
    </IntlProvider>,
  );
  return container.textContent;
};

describe('what a panel says about whom a block is offered to', () => {
  it.each<[OutlineBlock['offered'], string]>([
    [{ to: 'some', limit: 'bank' }, 'problem bank or library.offered to some learners'],
    [{ to: 'some', limit: 'groups' }, 'by cohort, enrollment track or team.offered to some learners'],
    [{ to: 'nobody', limit: 'staff_only' }, 'only course staff see it.hidden from learners'],
    [{ to: 'nobody', limit: 'not_started' }, 'still to come.hidden from learners'],
    [{ to: 'unknown', limit: 'experiment' }, 'or an experiment.offered to some learners'],
  ])('A panel says whom a block is offered to: %j', (offered, text) => expect(show(offered)).toContain(text));

  it('What a panel says about whom a block is offered to is nothing where all are offered it, as far as is known', () => {
    expect(show({ to: 'all', limit: null })).toBe('');
    expect(show({ to: 'unknown', limit: null })).toBe('');
    expect(screen.queryByText(/offered/)).toBeNull();
  });
});

describe('the funnel of a unit that some learners are offered', () => {
  it('The funnel of a unit that some learners are offered begins with who reached it, for nobody knows how many were offered it', () => {
    const [reached, tried] = funnelOf(unit({ to: 'some', limit: 'groups' }), 212);
    expect(reached).toMatchObject({ kind: 'reached', share: 1, of: null });
    expect(tried).toMatchObject({ share: 100 / 150, of: 150 });
    expect(funnelOf(unit({ to: 'all', limit: null }), 212)[0]).toMatchObject({ share: 150 / 212, of: 212 });
  });
});

describe('the sentence about how far learners get', () => {
  it('The sentence about how far learners get passes over sections that not all are offered', () => {
    const blocks = outline().blocks.map((block): OutlineBlock =>
      block.name === 'Week 2' ? { ...block, offered: { to: 'nobody', limit: 'staff_only' } } : block,
    );
    expect(outlineSentence({ learners: 212, blocks })).toMatchObject({ kind: 'last', name: 'Week 1' });
  });
});
