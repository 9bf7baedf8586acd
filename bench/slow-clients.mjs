// Holds connections whose header never ends: a byte now and then. What the server closes is opened again until it
// is told to stop. A process of its own, so that it does not delay who measures.
//
//   fork('slow-clients.mjs', [port, connections, opened each second, seconds between two bytes])

import { connect } from 'node:net';

const [port, most, pace, between] = process.argv.slice(2).map(Number);
const TURN_MILLIS = 50;
const HEAD = `GET /api/v1/data/day-ahead-prices HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `;
const open = new Set();
let trying = 0;
let closed = 0;
let failed = 0;
let stopping = false;
let owed = 0;
let queue = [];

function begin() {
  trying++;
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    trying--;
    open.add(socket);
    socket.write(HEAD);
  });
  // what the server says before it closes is not of interest
  socket.on('data', () => {});
  socket.on('error', () => {});
  socket.once('close', () => {
    if (open.delete(socket)) closed++;
    else [trying, failed] = [trying - 1, failed + 1];
  });
}

function drip() {
  owed += (open.size * TURN_MILLIS) / 1000 / between;
  for (; owed >= 1; owed--) {
    if (!queue.length) queue = [...open];
    const socket = queue.pop();
    if (socket?.writable) socket.write('a');
  }
}

setInterval(() => {
  const room = stopping ? 0 : Math.min(most - open.size - trying, Math.ceil((pace * TURN_MILLIS) / 1000));
  for (let next = 0; next < room; next++) begin();
  drip();
  process.send({ open: open.size, closed, failed });
}, TURN_MILLIS);
process.on('message', () => (stopping = true));
process.on('disconnect', () => process.exit());
