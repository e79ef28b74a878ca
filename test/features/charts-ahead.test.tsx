/** The code of the charts is the largest piece there is: it is under way while a panel waits for its numbers. */
import { waitFor } from '@testing-library/react';
import { ReportPanel, SHAPES } from '../../src/panels';
import { VideoPanel } from '../../src/features/video';
import { COURSE, VIDEO } from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import { renderIn } from '../support-web/render';

const mockFetched = jest.fn();
jest.mock('../../src/charts', () => {
  mockFetched();
  return {};
});

const never = (): Promise<never> => new Promise(() => undefined);

it('A panel without a chart asks for no charts', async () => {
  const { container } = renderIn(
    fakeHost({}),
    <ReportPanel report={{ kind: 'pending' }} draft={false} ofCourse={false} shape={SHAPES.other}>
      {() => null}
    </ReportPanel>,
  );
  await waitFor(() => expect(container.querySelector('.marginalia-skeleton')).not.toBeNull());
  expect(mockFetched).not.toHaveBeenCalled();
});

it('A panel with a chart asks for the charts while its numbers are under way', async () => {
  renderIn(fakeHost({ '/video': never() }), <VideoPanel courseId={COURSE} blockId={VIDEO} draft={false} />);
  await waitFor(() => expect(mockFetched).toHaveBeenCalledTimes(1));
});
