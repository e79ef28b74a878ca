import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Session } from 'chdb';

/**
 * ClickHouse's HTTP interface, as far as the client speaks it, over the embedded engine: query in the address or body,
 * `param_*`, settings, gzip both ways, errors with their code. For tests only: it lets the client's real HTTP path run
 * where no server can be installed.
 */
export interface HttpFront {
  readonly url: string;
  /** What the client sent, newest last: for assertions about parameters, settings and compression. */
  readonly requests: { path: URLSearchParams; encoding: string | undefined; compressedAnswer: boolean }[];
  close(): Promise<void>;
}

/** Arguments of the HTTP layer that the engine does not know. */
const OF_HTTP = new Set([
  'query',
  'query_id',
  'session_id',
  'database',
  'default_format',
  'enable_http_compression',
  'wait_end_of_query',
  'compress',
  'decompress',
  'role',
]);

/** Bytes of one value in an address: a server's http_max_field_value_size. */
const LONGEST_VALUE = 128 * 1024;

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const setting = ([name, value]: [string, string]): string =>
  `SET ${name} = ${/^\d+$/.test(value) && !name.startsWith('param_') ? value : quoted(value)}`;

export const openHttpFront = async (path: string): Promise<HttpFront> => {
  const session = new Session(path);
  const requests: HttpFront['requests'] = [];
  let last: Promise<unknown> = Promise.resolve();
  const server: Server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = new URL(request.url ?? '/', 'http://front').searchParams;
      const tooLong = [...sent].find(([, value]) => Buffer.byteLength(value) > LONGEST_VALUE);
      if (tooLong) {
        response.statusCode = 400;
        response.setHeader('x-clickhouse-exception-code', '1000');
        response.end(`Code: 1000. HTML Form Exception: Field value too long: ${tooLong[0]}`);
        return;
      }
      const encoding = request.headers['content-encoding'];
      const raw = Buffer.concat(chunks);
      const body = (encoding === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
      const wantsGzip =
        sent.get('enable_http_compression') === '1' && /gzip/.test(request.headers['accept-encoding'] ?? '');
      requests.push({ path: sent, encoding, compressedAnswer: wantsGzip });
      const query = sent.get('query');
      const sets = [...sent].filter(([name]) => !OF_HTTP.has(name)).map(setting);
      const sql = [...sets, query === null ? body : `${query}\n${body}`].join('; ');
      last = last
        .then(() => session.queryAsync(sql))
        .then((result) => {
          const answer = Buffer.from(result.bytes());
          if (wantsGzip) response.setHeader('content-encoding', 'gzip');
          response.setHeader('x-clickhouse-query-id', sent.get('query_id') ?? '');
          response.end(wantsGzip ? gzipSync(answer) : answer);
        })
        .catch((error: { message: string; clickhouseCode?: number }) => {
          response.statusCode = 500;
          if (error.clickhouseCode) response.setHeader('x-clickhouse-exception-code', String(error.clickhouseCode));
          response.end(error.message);
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      await last.catch(() => undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      session.close();
    },
  };
};
