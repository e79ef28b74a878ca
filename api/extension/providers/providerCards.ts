import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { type Card, Card as CardForm, Metric } from '@marginalia/contract';
import type { Engine } from '../../store/engine';
import { type Asker, type Rules, isAllowed } from '../asker';
import { Breaker } from '../hosts';
import { SecretError, type Secrets } from '../secrets';
import { type Fetch, ProviderError, type Question, askProvider, sign } from './ask';
import { KnownProviders, type Provider } from './known';
import { saysOfFew } from './small';

/** What a card of another server may hold. Its value has to be in a shape of the contract, to the letter. */
const TheirCard = z.object({
  id: z.string().regex(/^[\w.-]{1,80}$/),
  state: CardForm.shape.state,
  title: z.string().min(1).max(80),
  sentence: z.string().max(600).default(''),
  chart: z.optional(CardForm.shape.chart),
  text: z.string().max(2000).optional(),
  value: CardForm.shape.value,
  progress: CardForm.shape.progress,
  reason: z.string().max(300).optional(),
});
const Cards = z.object({ cards: z.array(TheirCard).max(20) });
const Catalogue = z.object({
  metrics: z
    .array(
      z.object({
        id: z.string().regex(/^[\w.-]{1,80}$/),
        title: z.string().max(80),
        sentence: z.string().max(600),
        unit: Metric.shape.unit,
      }),
    )
    .max(200),
});
export type TheirMetric = z.infer<typeof Catalogue>['metrics'][number];

/** How long an answer is kept, or that there was none, milliseconds: open panels ask every twenty seconds. */
const KEPT = 15_000;
const CATALOGUE_KEPT = 600_000;
const MOST = 500;
const NO_KEY = 'The key that questions to it are signed with cannot be read here. It has to be connected again.';

/** What other servers say beside the extensions of this one. One that is late or fails leaves the others as they are. */
export class ProviderCards {
  readonly known: KnownProviders;
  private readonly recent = new LRUCache<string, Promise<Card[]>>({ max: MOST, ttl: KEPT });
  private readonly catalogues = new LRUCache<string, Promise<TheirMetric[]>>({ max: 50, ttl: CATALOGUE_KEPT });
  private readonly breakers = new Map<string, Breaker>();

  constructor(
    engine: Engine,
    secrets: Secrets,
    private readonly minLearners: number,
    /** The operator's. */
    private readonly rules: Rules = {},
    private readonly fetchUrl: Fetch = fetch,
  ) {
    this.known = new KnownProviders(engine, secrets);
  }

  /** The cards of all connected servers; of one that gives none, a card that says why. */
  async cards(question: Question, asker: Asker): Promise<Card[]> {
    const all = await this.known.all();
    const providers = all.filter(({ name }) => isAllowed(`${name}.cards`, undefined, asker, this.rules));
    return (await Promise.all(providers.map((one) => this.kept(one, question)))).flat();
  }

  /** What it says that it has: asked before it can know the key, so without one. @throws ProviderError */
  async catalogue(provider: Provider): Promise<TheirMetric[]> {
    return (await askProvider(provider, '/api/v1/metrics', null, Catalogue, this.fetchUrl)).metrics;
  }

  /** The catalogues of those that answer, under their names. */
  async definitions(): Promise<Metric[]> {
    const found = (await this.known.all()).map(async (provider) => {
      const key = `${provider.name} ${provider.url}`;
      const known = this.catalogues.get(key) ?? this.catalogue(provider).catch((): TheirMetric[] => []);
      this.catalogues.set(key, known);
      return (await known).map(({ id, title, sentence, unit }): Metric => ({
        ...{ id: `${provider.name}/${id}`, about: 'component', title, sentence, unit },
        ...{ numerator: 'what the other server says', denominator: null },
        gate: "the other server's, and this site's threshold of learners",
        source: provider.url,
      }));
    });
    return (await Promise.all(found)).flat();
  }

  private kept(provider: Provider, question: Question): Promise<Card[]> {
    const key = JSON.stringify([provider.name, provider.url, question]);
    const before = this.recent.get(key);
    if (before) return before;
    const asked = this.ask(provider, question);
    this.recent.set(key, asked);
    return asked;
  }

  private async ask(provider: Provider, question: Question): Promise<Card[]> {
    const breaker = this.breakers.get(provider.name) ?? new Breaker();
    this.breakers.set(provider.name, breaker);
    const whose = { name: provider.name, host: new URL(provider.url).host, experimental: provider.isExperimental };
    const missing = (state: 'paused' | 'failed', reason: string): Card[] => [
      { id: provider.name, state, title: provider.name, sentence: '', chart: 'stat', reason, provider: whose },
    ];
    if (breaker.isOpen) return missing('paused', 'It failed too often. It is asked again by itself.');
    const { course = '', block, place } = question;
    const query = new URLSearchParams({ ...(block ? { block } : {}), ...(place ? { place } : {}) }).toString();
    try {
      const path = `/api/v1/courses/${encodeURIComponent(course)}/cards${query ? `?${query}` : ''}`;
      const signed = await sign(provider.url, await this.known.keyOf(provider), question);
      const { cards } = await askProvider(provider, path, signed, Cards, this.fetchUrl);
      breaker.note({ value: '' });
      return cards.map(({ id, chart = 'stat', ...card }) =>
        this.gated({ ...card, id: `${provider.name}/${id}`, chart, provider: whose } as Card),
      );
    } catch (error) {
      if (error instanceof SecretError) return missing('failed', NO_KEY);
      if (!(error instanceof ProviderError)) throw error;
      breaker.note({ error: error.message });
      return missing('failed', error.message);
    }
  }

  /** That it counts honestly cannot be checked; that it says nothing of a few can. */
  private gated({ value, ...card }: Card): Card {
    if (value === undefined) return card;
    return saysOfFew(value, this.minLearners) ? { ...card, state: 'withheld' } : { ...card, value };
  }
}
