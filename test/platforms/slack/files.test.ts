/** Files are read from Slack alone, and the token is shown to nobody else. */
import { webApi } from '@slack/bolt';
import { afterEach, expect, test } from 'vitest';
import { createFiles, type SlackFile } from '../../../src/platforms/slack/files.ts';
import { type FakeApi, startFakeApi } from './fake-api.ts';

const opened: FakeApi[] = [];
afterEach(() => Promise.all(opened.splice(0).map((api) => api.close())));

async function api(...args: Parameters<typeof startFakeApi>): Promise<FakeApi> {
  const started = await startFakeApi(...args);
  opened.push(started);
  return started;
}

async function read(slack: FakeApi, file: Partial<SlackFile>): Promise<string> {
  const web = new webApi.WebClient('xoxb-secret', { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
  const [shared] = createFiles(web, 'xoxb-secret', slack.apiUrl).shared([{ id: 'F1', name: 'fec.txt', mimetype: 'text/plain', ...file }]);
  let text = '';
  for await (const chunk of (await shared?.open()) ?? []) text += Buffer.from(chunk).toString();
  return text;
}

test('a file is read with the token', async () => {
  const slack = await api({}, (_, response) => void response.end('JournalCode'));
  expect(await read(slack, { url_private_download: `${slack.url}/files/F1` })).toBe('JournalCode');
  expect(slack.requests[0]?.token).toBe('Bearer xoxb-secret');
});

test('a file on another host is refused, and that host hears nothing', async () => {
  const [slack, other] = [await api({}), await api({}, (_, response) => void response.end('trap'))];
  await expect(read(slack, { url_private_download: `${other.url}/f` })).rejects.toMatchObject({
    fault: 'refused',
    message: expect.stringContaining('host'),
  });
  expect(other.requests).toEqual([]);
});

test('a redirection is not followed, wherever it leads', async () => {
  const other = await api({}, (_, response) => void response.end('trap'));
  const slack = await api({}, (_, response) => void response.writeHead(302, { location: `${other.url}/f` }).end());
  await expect(read(slack, { url_private_download: `${slack.url}/f` })).rejects.toMatchObject({ fault: 'refused' });
  expect(other.requests).toEqual([]);
});

test('the sign-in page that Slack serves without the right to read is not taken for the file', async () => {
  const slack = await api({}, (_, response) => void response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>Sign in'));
  await expect(read(slack, { url_private_download: `${slack.url}/f` })).rejects.toMatchObject({
    message: expect.stringContaining('files:read'),
  });
});

test('details that Slack hid are asked for', async () => {
  const slack = await api({ 'files.info': { file: {} } }, (_, response) => void response.end('rows'));
  const details = { url_private_download: `${slack.url}/f` };
  const informed = await api({ 'files.info': () => ({ file: details }) }, (_, response) => void response.end('rows'));
  await expect(read(slack, { file_access: 'check_file_info' })).rejects.toMatchObject({ fault: 'refused' });
  Object.assign(details, { url_private_download: `${informed.url}/f` });
  expect(await read(informed, { file_access: 'check_file_info' })).toBe('rows');
});

test('a download that breaks off may be tried again', async () => {
  const slack = await api({}, (_, response) => {
    response.writeHead(200, { 'content-length': '1000', 'content-type': 'text/plain' }).write('half');
    setTimeout(() => response.destroy(), 30);
  });
  await expect(read(slack, { url_private_download: `${slack.url}/f` })).rejects.toMatchObject({ fault: 'retry' });
});

test.each(['external', 'tombstone', 'hidden_by_limit'])('a file without content (%s) is not offered', (mode) => {
  const files = createFiles(new webApi.WebClient('x'), 'x', 'https://slack.com/api/');
  expect(files.shared([{ id: 'F1', mode, url_private: 'https://files.slack.com/f' }])).toEqual([]);
});

test('Slack’s own hosts are those of its domain, over https', async () => {
  const files = createFiles(new webApi.WebClient('x'), 'x', 'https://slack.com/api/');
  for (const url of ['https://files.slack.com.evil.example/f', 'https://evilslack.com/f', 'http://files.slack.com/f', 'no address'])
    await expect(files.shared([{ id: 'F1', url_private: url }])[0]?.open()).rejects.toMatchObject({ fault: 'refused' });
});
