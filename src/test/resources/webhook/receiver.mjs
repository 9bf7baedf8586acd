// A receiver of webhooks that checks signatures with the code of docs/webhooks.md, which the test has
// written into the file of its first argument. The path says how it answers; each delivery is a line.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [code, secret] = process.argv.slice(2);
const { verify } = await import(pathToFileURL(code));
const seen = new Map();

const answers = {
  ok: (response) => response.writeHead(204).end(),
  gone: (response) => response.writeHead(410).end(),
  bad: (response) => response.writeHead(422).end('no'),
  redirect: (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  silent: () => {},
  long: (response) => response.writeHead(200).end('x'.repeat(200_000)),
  announced: (response) => response.writeHead(200, { 'content-length': '200000' }).end('x'.repeat(200_000)),
  'fails-twice': (response, nth) => response.writeHead(nth < 3 ? 500 : 200).end('oops'),
  limited: (response, nth) => response.writeHead(nth < 2 ? 429 : 200, { 'retry-after': '1' }).end(),
  'cut-once': (response, nth) => (nth < 2 ? response.destroy() : response.writeHead(200).end()),
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    const { headers, method } = request;
    const nth = (seen.get(headers['webhook-id']) ?? 0) + 1;
    seen.set(headers['webhook-id'], nth);
    const told = {
      path: request.url,
      method,
      id: headers['webhook-id'],
      time: Number(headers['webhook-timestamp']),
      signatures: headers['webhook-signature'].split(' ').length,
      type: headers['content-type'],
      nth,
      verified: verify(secret, headers, body),
      forged: verify(secret, headers, body.replace('1', '2')),
      otherId: verify(secret, { ...headers, 'webhook-id': 'msg_other' }, body),
      late: verify(secret, headers, body, Date.now() / 1000 + 3600),
      body,
    };
    console.log(JSON.stringify(told));
    answers[request.url.slice(1)](response, nth);
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
