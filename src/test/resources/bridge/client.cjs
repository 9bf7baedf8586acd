// The public JavaScript client of the event-bus bridge, told what to do by lines on stdin: each answer is a line.
const EventBus = require('@vertx/eventbus-bridge-client.js');
const lines = require('node:readline').createInterface({ input: process.stdin });

const say = (what) => console.log(JSON.stringify(what));
const bus = new EventBus(process.argv[2], { vertxbus_ping_interval: 60000 });
bus.onopen = () => say({ open: true });
bus.onclose = (event) => say({ closed: event?.code ?? 0 });
bus.onerror = (problem) => say({ error: problem.body ?? problem.message ?? String(problem) });

lines.on('line', (line) => {
  const { action, address, body, headers } = JSON.parse(line);
  const answered = (problem, message) =>
    say(problem ? { refused: problem.message ?? problem.body } : { address, body: message.body, headers: message.headers });
  if (action === 'register') bus.registerHandler(address, headers, answered);
  else if (action === 'send') bus.send(address, body, headers, answered);
  else if (action === 'publish') bus.publish(address, body, headers);
});
lines.on('close', () => process.exit(0));
