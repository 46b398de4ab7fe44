// The page and the event-bus bridge of a real demo cluster, in headless Chromium and in Node.
// usage: node tour.mjs HEARTBEAT_LAUNCHER    (PageIT runs it; screenshots land in the working directory)
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {chromium} from 'playwright-core';
import EventBus from '@vertx/eventbus-bridge-client.js';

const launcher = process.argv[2];
const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// what a browser says of a daemon that was killed, whatever it was doing then
const LOST = /net::ERR_(CONNECTION_|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)/;

const pause = millis => new Promise(done => setTimeout(done, millis));

async function until(what, condition, limitMillis = 30000) {
  const start = Date.now();
  for (;;) {
    const value = await condition();
    if (value) return Date.now() - start;
    assert.ok(Date.now() - start < limitMillis, `waited ${limitMillis} ms in vain: ${what}`);
    await pause(25);
  }
}

const demo = spawn(launcher, ['demo', '--plain'], {stdio: ['ignore', 'pipe', 'inherit']});
let printed = '';
demo.stdout.on('data', data => { printed += data; });
let browser;
try {
  await until('the demo', () => printed.includes('All nodes are active'), 90000);
  const home = printed.match(/Everything is in ([^;]+);/)[1];
  const url = printed.match(/alice in a browser: (\S+)/)[1];
  const order = (...words) => execFileSync(launcher, ['demo', '--demo', home, ...words], {encoding: 'utf8'});

  browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS});
  const page = await browser.newPage({viewport: {width: 1100, height: 800}});
  const complaints = [], hosts = new Set();
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => { if (message.type() === 'error' && !LOST.test(message.text())) complaints.push(message.text()); });
  page.on('request', request => hosts.add(new URL(request.url()).host));
  const text = selector => page.locator(selector).innerText();

  // the page
  await page.goto(url);
  await until('three members', async () => await page.locator('#members .chip.good').count() === 3);
  assert.match(await text('#verdict'), /3 of 3 nodes agree.*quorum/s);
  assert.match(await text('#seen'), /alice/);
  assert.equal(await text('#live'), 'live');
  await page.screenshot({path: 'light.png'});

  // the bridge, in Node and in the browser, with the published client
  const inNode = [];
  const bus = new EventBus(url + 'eventbus');
  await new Promise(open => { bus.onopen = open; });
  for (const address of ['public.node', 'public.link', 'public.membership']) {
    bus.registerHandler(address, (error, message) => inNode.push(message));
  }
  const refused = await new Promise(answer => { bus.onerror = answer; bus.publish('message.submit', {}); });
  assert.equal(refused.body, 'access_denied');
  const guest = await (await browser.newContext({bypassCSP: true})).newPage();
  await guest.goto(url);
  for (const file of ['sockjs-client/dist/sockjs.min.js', '@vertx/eventbus-bridge-client.js/vertx-eventbus.js']) {
    await guest.addScriptTag({content: readFileSync('node_modules/' + file, 'utf8')});
  }
  await guest.evaluate(() => new Promise(open => {
    window.got = [];
    const bus = new window.EventBus('/eventbus');
    bus.onopen = () => { bus.registerHandler('public.membership', (error, message) => window.got.push(message)); open(); };
  }));

  // a cut link: the link is dead, the node is not
  order('cut', 'bob', 'red');
  const row = name => page.locator('#nodes tr', {has: page.locator('td.node', {hasText: name})});
  await until('bob\'s red link is dead on the page', async () => await row('bob').locator('.link .bad').count() === 1);
  assert.match(await row('bob').innerText(), /active/);
  assert.equal(await row('bob').locator('.link .bad').innerText(), 'red', 'what people call it');
  await until('the finding', async () => /Link red \(lo:red\) of node bob is dead/.test(await page.locator('#findings').textContent()));

  // a killed node: the view changes
  await page.evaluate(() => new MutationObserver(() => {
    if (document.querySelectorAll('#members .chip.gone').length && !window.goneAt) {
      window.goneAt = Date.now();
      window.why = document.getElementById('why').innerText;
    }
  }).observe(document.getElementById('members'), {childList: true}));
  order('kill', 'bob');
  await until('the view without bob', async () => page.evaluate(() => window.goneAt));
  const agreed = (await (await fetch(url + 'api/v1/membership')).json()).viewSince;
  const lag = await page.evaluate(() => window.goneAt) - Date.parse(agreed);
  console.log(`the page showed the view ${lag} ms after it was agreed`);
  // what it should be is below a second; a machine that does not run the browser is no fault of the page
  assert.ok(lag < 10000, `the page showed the view only after ${lag} ms`);
  assert.match(await page.evaluate(() => window.why), /bob is dead/);
  await until('the Node client heard all three', () =>
    ['public.node', 'public.link', 'public.membership'].every(address => inNode.some(message => message.address === address)));
  await until('the Node client heard of the death', () =>
    inNode.some(({body}) => body.type === 'node.status' && body.subject === 'bob' && body.data.status === 'dead'));
  await until('the browser client heard the view', () => guest.evaluate(() =>
    window.got.some(({body}) => body.type === 'membership.formed' && body.data.members.length === 2)));
  bus.close();
  await guest.close();

  // dark and narrow
  await page.emulateMedia({colorScheme: 'dark'});
  await page.screenshot({path: 'dark.png'});
  await page.setViewportSize({width: 390, height: 844});
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, 'the narrow page scrolls sideways');
  await page.screenshot({path: 'narrow.png', fullPage: true});
  await page.setViewportSize({width: 1100, height: 800});
  await page.emulateMedia({colorScheme: 'light'});

  // without WebSocket: NDJSON; without that: polling
  for (const [word, routes] of [['live', []], ['polling', ['**/api/v1/events*']]]) {
    const poor = await browser.newPage();
    await poor.addInitScript(() => { window.WebSocket = class { constructor() { setTimeout(() => this.onclose(), 0); } close() {} }; });
    for (const route of routes) await poor.route(route, each => each.abort());
    await poor.goto(url);
    await until(`a page that is ${word} without WebSocket`, async () =>
      await poor.locator('#live').innerText() === word && await poor.locator('#members .chip.good').count() === 2);
    await poor.close();
  }

  // the daemon is gone: grey, since when; and back
  order('kill', 'alice');
  const grey = await until('grey', () => page.evaluate(() => document.body.classList.contains('stale')));
  console.log(`the page went grey within ${grey} ms after the order to kill was carried out`);
  assert.match(await text('#stale'), /No word from this daemon since \d/);
  await page.screenshot({path: 'grey.png'});
  order('start', 'alice');
  await until('colours again', () => page.evaluate(() => !document.body.classList.contains('stale')), 60000);
  await until('the new life is told', async () => /started anew/.test(await text('#events')));
  assert.deepEqual(complaints, []);
  assert.deepEqual([...hosts], [new URL(url).host], 'the page asks nobody else');
  console.log('all seen');
} finally {
  if (browser) await browser.close();
  demo.kill('SIGTERM');
  await new Promise(done => demo.exitCode === null ? demo.on('exit', done) : done());
}
