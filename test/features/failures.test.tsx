/** What a panel says of a request that failed: by what stands behind it, and by where the reader is. */
import { screen } from '@testing-library/react';
import { useState } from 'react';
import userEvent from '@testing-library/user-event';
import { ReportPanel } from '../../src/panels';
import type { ReportHead } from '../../src/panels/report-head';
import { getChoices, getOutline } from '@marginalia/contract';
import type { HttpResponse } from '../../src/host/port';
import { useReport } from '../../src/host/query';
import { COURSE, choices, outline } from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import { renderIn } from '../support-web/render';

const Panel = () => (
  <ReportPanel<ReportHead> report={useReport(getOutline, { params: { course: COURSE } })} draft={false} ofCourse>
    {() => <p>figures</p>}
  </ReportPanel>
);
const show = (answer: object, isSignedIn?: boolean) => {
  const host = fakeHost({ '/outline': answer });
  const known = isSignedIn === undefined ? host : { ...host, isSignedIn: () => isSignedIn };
  return { host, ...renderIn(known, <Panel />) };
};

it.each([
  [500, '', /Something went wrong in the analytics service/],
  [500, '<html>Internal Server Error</html>', /Something went wrong in the analytics service/],
  [520, { detail: 'unknown' }, /Something went wrong in the analytics service/],
  [403, '<html>Forbidden</html>', /was refused before it reached analytics/],
  [403, { detail: 'CSRF Failed' }, /was refused before it reached analytics/],
  [404, '<html>Not Found</html>', /didn’t come from this plugin’s analytics service/],
])('A panel tells a bare %s with %p by its status, and tries again when asked', async (status, body, words) => {
  const { host } = show({ status, body }, true);
  expect(await screen.findByText(words)).toBeVisible();
  host.answer({ '/outline': outline() });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('figures')).toBeVisible();
});

it('A panel that was tried again has the focus where its button was', async () => {
  const { host } = show({ status: 500, body: '' });
  await screen.findByRole('button', { name: 'Try again' });
  host.answer({ '/outline': outline() });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect((await screen.findByText('figures')).closest('.marginalia-body')).toHaveFocus();
});

it('A panel that was tried again leaves the focus with a reader who has gone on meanwhile', async () => {
  const host = fakeHost({ '/outline': { status: 500, body: '' } });
  renderIn(
    host,
    <>
      <Panel />
      <button type="button">Elsewhere</button>
    </>,
  );
  await screen.findByRole('button', { name: 'Try again' });
  let arrive: (answer: HttpResponse) => void = () => undefined;
  host.answer({ '/outline': new Promise<HttpResponse>((resolve) => (arrive = resolve)) });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }));
  arrive({ status: 200, body: outline() });
  await screen.findByText('figures');
  expect(screen.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
});

it('A panel that nobody tried again leaves the focus alone', async () => {
  show(outline());
  await screen.findByText('figures');
  expect(document.body).toHaveFocus();
});

it('A panel that is tried again asks anew for all that failed on the page', async () => {
  const host = fakeHost({ '/outline': { status: 500, body: '' }, '/choices': { status: 500, body: '' } });
  const Beside = () => <p>{useReport(getChoices, { params: { course: COURSE } }).kind}</p>;
  renderIn(
    host,
    <>
      <Panel />
      <Beside />
    </>,
  );
  await screen.findByText('failed');
  host.answer({ '/outline': outline(), '/choices': choices() });
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('ready')).toBeVisible();
  expect(screen.getByText('figures')).toBeVisible();
});

it.each([
  ['of ours', failure(401, 'not_signed_in')],
  ['of something before the service', { status: 401, body: '' }],
])('A panel tells who is signed in that the service does not accept it, on a 401 %s', async (_, answer) => {
  const { host } = show(answer, true);
  expect(await screen.findByText(/You are signed in, but analytics didn’t accept your session/)).toBeVisible();
  expect(screen.queryByText(/session has ended/)).toBeNull();
  host.answer({ '/outline': outline() });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('figures')).toBeVisible();
});

it.each([false, undefined])(
  'A panel says that the session has ended where nobody is signed in: %p',
  async (isSignedIn) => {
    show(failure(401, 'not_signed_in'), isSignedIn);
    expect(await screen.findByText(/Your session has ended/)).toBeVisible();
  },
);

it('A report that stands in for another one came when it came', async () => {
  const Other = () => {
    const [run, setRun] = useState('1');
    const report = useReport(getOutline, { params: { course: COURSE }, query: { run } });
    return (
      <button type="button" onClick={() => setRun('2')}>
        {report.kind === 'ready' &&
          `${report.refreshing ? 'asking' : 'ready'} ${report.at > 0 ? 'at a time' : 'never'}`}
      </button>
    );
  };
  const host = fakeHost({ '/outline': outline() });
  renderIn(host, <Other />);
  const button = await screen.findByRole('button', { name: 'ready at a time' });
  host.answer({ '/outline': new Promise(() => {}) });
  await userEvent.click(button);
  expect(button).toHaveTextContent('asking at a time');
});
