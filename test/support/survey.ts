import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Server, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Network } from '../../api/lib/publicFetch';
import { TLS_CERTIFICATE, TLS_HOST, TLS_KEY } from './tls';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that rows are fetched from, on this machine. */
export class Survey {
  private readonly server: Server;
  /** What was asked, in order. */
  readonly asked: IncomingMessage[] = [];
  /** Connections, whatever came of them. */
  connections = 0;
  answer: Answer = (response) => void response.end();

  private constructor() {
    this.server = createServer({ key: TLS_KEY, cert: TLS_CERTIFICATE }, (request, response) => {
      this.asked.push(request);
      this.answer(response, request);
    });
    this.server.on('connection', () => (this.connections += 1));
  }

  static async open(): Promise<Survey> {
    const survey = new Survey();
    await new Promise<void>((resolve) => survey.server.listen(0, '127.0.0.1', resolve));
    return survey;
  }

  url(host = TLS_HOST, path = '/answers'): string {
    return `https://${host}:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The world as these tests have it: every name leads to this machine, which counts as public. */
export const loopback = (more: Partial<Network> = {}): Network => ({
  lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  isPublic: () => true,
  ca: TLS_CERTIFICATE,
  patience: 10_000,
  mostBytes: 1024 * 1024,
  ...more,
});
