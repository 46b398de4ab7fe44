#!/usr/bin/env node
// Heartbeat from JavaScript, no package. usage: example.mjs nodes | watch | send TEXT | receive
import http from 'node:http';
import readline from 'node:readline';

const socketPath = process.env.HEARTBEAT_SOCKET ?? '/run/heartbeat/api.sock';

/** The answer as a stream. */
function ask(method, path, body, timeout = 10_000) {
  return new Promise((resolve, reject) => {
    const request = http.request({socketPath, method, path: '/api/v1' + path, timeout,
      headers: body ? {'Content-Type': 'application/json'} : {}}, async answer => {
      if (answer.statusCode < 300) return resolve(answer);
      const problem = JSON.parse(await whole(answer));
      reject(new Error(`${problem.id}: ${problem.detail} ${problem.remedy}`));
    });
    request.on('timeout', () => request.destroy(new Error('no word from the daemon')));
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

async function whole(stream) {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

const lines = stream => readline.createInterface({input: stream, crlfDelay: Infinity});

async function nodes() {
  for (const {name, status, reason} of JSON.parse(await whole(await ask('GET', '/nodes')))) {
    console.log(name, status, 'because', reason);
  }
}

/** Every event; after a lost connection those that were missed, or a snapshot. */
async function watch() {
  let place = '';
  for (;;) {
    try {
      // the daemon pings every 5 s; 15 s without a word are a lost connection
      for await (const line of lines(await ask('GET', '/events?ping=5' + place, null, 15_000))) {
        const event = JSON.parse(line);
        place = `&since=${event.seq}&epoch=${event.epoch}`;
        if (event.type !== 'ping' && event.type !== 'resumed') console.log(event.time, event.text);
      }
    } catch (lost) {
      console.error('lost the daemon:', lost.message);
    }
    await new Promise(done => setTimeout(done, 1000));
  }
}

async function send(text) {
  await whole(await ask('POST', '/messages', {to: 'all', service: 'example', fields: {text}}));
}

async function receive() {
  for await (const line of lines(await ask('GET', '/messages?service=example', null, 0))) {
    const {from, fields} = JSON.parse(line);
    console.log(from, 'says', fields.text);
  }
}

const command = {nodes, watch, send, receive}[process.argv[2]];
if (!command) {
  console.error('usage: example.mjs nodes | watch | send TEXT | receive');
  process.exit(2);
}
await command(...process.argv.slice(3));
