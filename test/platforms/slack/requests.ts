/** Requests as Slack sends them, signed, for what the workspace's own controls cannot do: forged times, submitted forms, shared channels. */
import { createHmac } from 'node:crypto';
import { SIGNING_SECRET } from '../../support/local-slack.ts';

export interface Signed {
  readonly secret?: string;
  /** Seconds from now. */
  readonly late?: number;
  readonly contentType?: string;
}

export function send(
  address: string,
  body: string,
  { secret = SIGNING_SECRET, late = 0, contentType = 'application/json' }: Signed = {},
): Promise<Response> {
  const time = Math.floor(Date.now() / 1000) + late;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')}`;
  const headers = { 'content-type': contentType, 'x-slack-request-timestamp': String(time), 'x-slack-signature': signature };
  return fetch(address, { method: 'POST', headers, body });
}

const FORM = { contentType: 'application/x-www-form-urlencoded' };

export function sendInteraction(address: string, payload: object): Promise<Response> {
  return send(address, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), FORM);
}

export function sendCommand(address: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return send(address, new URLSearchParams(fields).toString(), FORM);
}

export function sendEvent(address: string, event: object, id: string): Promise<Response> {
  return send(address, JSON.stringify({ type: 'event_callback', team_id: 'T01TEST', event_id: id, event_time: 1, event }));
}
