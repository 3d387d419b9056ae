/** A real mail server in the test's process: it takes, refuses, hangs or is busy as it is told, and keeps what it took. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

export interface PostOffice {
  readonly url: string;
  readonly received: Received[];
  /** Answers to RCPT TO, by address: a code of SMTP. */
  readonly refuses: Map<string, number>;
  /** Answers to the message itself, one each; undefined: taken. 0: taken, and never answered. */
  readonly answers: (number | undefined)[];
  close(): Promise<void>;
}

export async function postOffice(): Promise<PostOffice> {
  const received: Received[] = [];
  const refuses = new Map<string, number>();
  const answers: (number | undefined)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onRcptTo({ address }, _, callback) {
      const code = refuses.get(address);
      callback(code === undefined ? null : refusal(code, `no ${address} here`));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const answer = answers.shift();
        if (answer === undefined || answer === 0)
          received.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map((r) => r.address),
            raw: Buffer.concat(chunks).toString(),
          });
        if (answer === undefined) callback(null);
        else if (answer > 0) callback(refusal(answer, 'not this one'));
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuses,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A server that lets one in and says nothing, ever. */
export async function silentServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
