#!/usr/bin/env node
// Starts Firefox with the arguments given, and stands between it and Playwright, which drives it by WebDriver BiDi: JSON in
// WebSocket frames. They go through as they are, but for two things that Firefox does not do yet. One that does gets them as is.
//
// - `emulation.setMediaFeaturesOverride`: the colour scheme is set as the preference that Firefox has for it.
// - A download that no navigation began has no name, without which Playwright passes over it: it is given its address.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { findFirefox } from '../../scripts/firefox.mjs';

const SCHEMES = { dark: 0, light: 1 };
const SYSTEM = 2;
const TEXT = 0x81;
/** Longer messages are none of those looked for. */
const MOST_BYTES = 0xffff;
const KEY = Buffer.from([1, 2, 3, 4]);
// Playwright counts its commands from 1.
let lastCommand = 2 ** 40;

const firefox = spawn(findFirefox(), process.argv.slice(2), { stdio: ['inherit', 'inherit', 'pipe'] });
firefox.on('exit', (code) => process.exit(code ?? 1));
firefox.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => firefox.kill(signal));

let port;
firefox.stderr.on('data', (data) => {
  const found = /WebDriver BiDi listening on ws:\/\/[^:]+:(\d+)/.exec(data);
  if (!found) return process.stderr.write(data);
  port = Number(found[1]);
  // The line that Playwright waits for.
  server.listen(0, '127.0.0.1', () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`));
});

const server = createServer().on('upgrade', ({ method, url, httpVersion, rawHeaders }, driver, first) => {
  const browser = connect(port, '127.0.0.1');
  for (const [one, other] of [[driver, browser], [browser, driver]]) one.on('error', () => other.destroy()).on('close', () => other.end());
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = rawHeaders.slice(at, at + 2);
    // Without extensions no frame is compressed.
    if (/^sec-websocket-extensions$/i.test(name)) continue;
    lines.push(`${name}: ${/^host$/i.test(name) ? `127.0.0.1:${port}` : value}`);
  }
  browser.write(`${lines.join('\r\n')}\r\n\r\n`);

  const waiting = new Map();
  /** Sends a command of our own; resolves to its answer. */
  const command = (method, params) =>
    new Promise((done) => {
      lastCommand += 1;
      waiting.set(lastCommand, done);
      browser.write(frame({ id: lastCommand, method, params }, KEY));
    });

  passOn(driver, browser, (text) => {
    if (!text.includes('"emulation.setMediaFeaturesOverride"')) return false;
    const { id, method, params } = JSON.parse(text);
    command(method, params)
      .then((answer) => (answer.error === 'unknown command' ? setScheme(command, params.features['prefers-color-scheme']) : answer))
      .then((answer) => driver.write(frame({ ...answer, id })));
    return true;
  });
  driver.unshift(first);

  // The answer to the upgrade ends with an empty line; what follows are frames.
  let head = Buffer.alloc(0);
  browser.on('data', function read(data) {
    head = Buffer.concat([head, data]);
    const end = head.indexOf('\r\n\r\n') + 4;
    if (end < 4) return;
    browser.off('data', read);
    driver.write(head.subarray(0, end));
    passOn(browser, driver, (text) => {
      const named = text.includes('"browsingContext.download');
      if (!named && waiting.size === 0) return false;
      const message = JSON.parse(text);
      if (named && message.params && !message.params.navigation) {
        message.params.download ??= message.params.url;
        driver.write(frame(message));
        return true;
      }
      waiting.get(message.id)?.(message);
      return waiting.delete(message.id);
    });
    browser.unshift(head.subarray(end));
  });
});

/** Firefox' own window can set its preferences; a page cannot. */
async function setScheme(command, scheme) {
  const { result } = await command('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  return command('script.evaluate', {
    expression: `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${SCHEMES[scheme] ?? SYSTEM})`,
    target: { context: result.contexts[0].context },
    awaitPromise: false,
  });
}

/** Writes to `to` what `from` sends, frame by frame, without the texts that `take` takes for itself. */
function passOn(from, to, take) {
  let parts = [];
  let size = 0;
  let needed = 0;
  from.on('data', (data) => {
    parts.push(data);
    size += data.length;
    if (size < needed) return;
    let rest = Buffer.concat(parts);
    for (;;) {
      const { start, end, key } = measure(rest);
      needed = end;
      if (rest.length < end) break;
      const looked = rest[0] === TEXT && end - start <= MOST_BYTES;
      if (!looked || !take(masked(rest.subarray(start, end), key).toString())) to.write(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    parts = [rest];
    size = rest.length;
  });
}

/** Where the payload of the frame begins and ends, as far as can be told, and what masks it (RFC 6455 section 5.2). */
function measure(bytes) {
  if (bytes.length < 2) return { end: 2 };
  const short = bytes[1] & 0x7f;
  const head = { 126: 4, 127: 10 }[short] ?? 2;
  const start = head + (bytes[1] & 0x80 ? 4 : 0);
  if (bytes.length < start) return { end: start };
  const length = { 4: () => bytes.readUInt16BE(2), 10: () => Number(bytes.readBigUInt64BE(2)) }[head]?.() ?? short;
  return { start, end: start + length, key: bytes.subarray(head, start) };
}

const masked = (bytes, key) => (key.length === 0 ? bytes : Buffer.from(bytes.map((byte, at) => byte ^ key[at % 4])));

/** One frame of text. What is sent to a browser has to be masked. */
function frame(message, key = Buffer.alloc(0)) {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > MOST_BYTES) throw new Error('a message too long for its frame');
  const mask = key.length === 0 ? 0 : 0x80;
  const head = body.length < 126 ? [mask | body.length] : [mask | 126, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([TEXT, ...head]), key, masked(body, key)]);
}
