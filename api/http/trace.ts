import type { IncomingHttpHeaders } from 'node:http';

/** `00-<trace>-<span>-<flags>`; later versions may have more behind it. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/**
 * The trace that a request belongs to, by W3C's `traceparent`, as fields of its log lines, by OpenTelemetry's names for
 * them. None: whoever asks traces nothing, or says it in a form that is not the standard's.
 */
export const traceOf = ({ traceparent }: IncomingHttpHeaders): { trace_id: string; parent_id: string } | null => {
  const found = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null;
  if (!found || (found[0].startsWith('00-') && found[3] !== undefined)) return null;
  return { trace_id: found[1] ?? '', parent_id: found[2] ?? '' };
};
