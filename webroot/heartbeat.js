// The page of one daemon: a model kept from the event stream (docs/events.md), drawn anew when it changes.
// Text of the network only ever becomes text nodes.

const STALE_MILLIS = 2500, AGAIN_MILLIS = 1000, DETAIL_MILLIS = 5000, MOST_EVENTS = 200;
const $ = id => document.getElementById(id);
let model = null;        // the snapshot's data, with the deltas since
let last = null;         // {seq, epoch} of the last line
let heard = 0;           // when the last line came, performance.now()
let heardWall = null;    // the same for people
let taken = 0;           // when the ages in the model were right
let transport = 0, failures = 0;

// ---- the stream: WebSocket; where a proxy lets none through NDJSON; where that fails too polling ----

const url = () => "/api/v1/events?ping=1" + (last ? `&since=${last.seq}&epoch=${last.epoch}` : "");

function overWebSocket() {
  return new Promise(ended => {
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + url());
    // a connection that dies without a word is not waited for
    const watch = setInterval(() => { if (heard && performance.now() - heard > 2 * STALE_MILLIS) socket.close(); }, 1000);
    let got = false;
    socket.onmessage = message => { got = true; take(JSON.parse(message.data)); };
    socket.onclose = () => { clearInterval(watch); ended(got); };
  });
}

async function overNdjson() {
  let got = false;
  const stop = new AbortController();
  const watch = setInterval(() => { if (got && performance.now() - heard > 2 * STALE_MILLIS) stop.abort(); }, 1000);
  try {
    const answer = await fetch(url(), {signal: stop.signal});
    if (!answer.ok) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      for (const line of lines) { got = true; take(JSON.parse(line)); }
    }
  } catch { /* interrupted; what was got counts */ } finally { clearInterval(watch); }
  return got;
}

async function byPolling() {
  try {
    const [cluster, nodes, membership] =
      await Promise.all(["cluster", "nodes", "membership"].map(name => fetch("/api/v1/" + name).then(r => r.ok ? r.json() : Promise.reject())));
    hear();
    show({cluster, nodes, membership});
    return true;
  } catch { return false; }
}

const TRANSPORTS = [overWebSocket, overNdjson, byPolling];

async function follow() {
  for (;;) {
    const got = await TRANSPORTS[transport]();
    failures = got ? 0 : failures + 1;
    if (failures >= 2 && await fetch("/livez").then(() => true, () => false)) {
      transport = Math.min(transport + 1, TRANSPORTS.length - 1);  // the daemon is there, this way to it is not
      failures = 0;
    }
    await new Promise(done => setTimeout(done, AGAIN_MILLIS));
  }
}

function hear() {
  heard = performance.now();
  heardWall = new Date();
  mark();
}

function take(event) {
  hear();
  const anew = last && last.epoch !== event.epoch;
  last = {seq: event.seq, epoch: event.epoch};
  if (event.type === "snapshot") {
    if (anew) note({time: event.time, text: "The daemon was started anew.", type: "daemon.state"});
    show(event.data);
  } else if (event.type.includes(".")) {
    note(event);
    apply(event);
  }
}

// ---- the model ----

function show(data) {
  model = data;
  taken = performance.now();
  draw();
}

const nodeOf = name => model.nodes.find(node => node.name === name);

function apply({type, subject, data, reason, time}) {
  const fresh = {since: time, sinceAgoMillis: taken - performance.now(), reason};
  if (type === "node.status" && nodeOf(subject)) {
    Object.assign(nodeOf(subject), {status: data.status, previousStatus: data.previous}, fresh);
  } else if (type === "link.status" && nodeOf(data.node)) {
    const link = nodeOf(data.node).links.find(each => each.name === data.link);
    if (link) Object.assign(link, {status: data.status}, fresh);
  } else if (type.startsWith("membership.")) {
    model.membership = data;
    model.membership.sinceAgoMillis = fresh.sinceAgoMillis;
  } else if (type === "daemon.state") {
    model.cluster.state = data.state;
  }
  draw();
  soon();
}

// Counters, last packets and findings are no events: they are asked for, seldom, and after events.
let timer = 0;
function soon() {
  clearTimeout(timer);
  timer = setTimeout(details, 300);
}
async function details() {
  clearTimeout(timer);
  timer = setTimeout(details, DETAIL_MILLIS);
  if (document.hidden || !model || isStale()) return;
  try {
    const [cluster, nodes] = await Promise.all(["cluster", "nodes"].map(name => fetch("/api/v1/" + name).then(r => r.json())));
    show({...model, cluster, nodes, membership: aged(model.membership)});
  } catch { /* the stream says when the daemon is gone */ }
}
const aged = entry => ({...entry, sinceAgoMillis: entry.sinceAgoMillis + performance.now() - taken});

// ---- drawing ----

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** An age that goes on counting. */
function age(millis) {
  const element = make("span", "age");
  element.dataset.at = taken - millis;
  element.textContent = span(performance.now() - element.dataset.at);
  return element;
}

function span(millis) {
  const s = Math.max(0, Math.floor(millis / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

const toneOf = status => ["active", "up", "ping"].includes(status) ? "good" : status === "dead" ? "bad" : "care";

function drawMembership({state, reason, quorum, members, left, instance, leader, sinceAgoMillis}) {
  const formed = state === "formed";
  const names = (members || []).map(member => member.name);
  $("members").replaceChildren(
    ...names.map(name => make("span", "chip " + (formed ? quorum ? "good" : "care" : "care"), name)),
    ...(model.nodes || []).filter(node => node.type !== "ping" && !names.includes(node.name))
      .map(node => make("span", "chip gone", node.name)));
  const total = model.nodes.filter(node => node.type !== "ping").length;
  $("verdict").replaceChildren(...(formed
    ? [make("strong", "", `${names.length} of ${total} nodes agree`), ", ",
       make("span", "pill " + (quorum ? "good" : "care"), quorum ? "quorum" : "no quorum"),
       ` membership ${instance}, led by ${leader}, for `, age(sinceAgoMillis)]
    : [make("strong", "", {influx: "The membership is being agreed on anew", evicted: "This node was put out of the membership"}[state]
       || "There is no membership yet"), ", for ", age(sinceAgoMillis)]));
  $("why").textContent = reason ? `because ${reason}` + (formed && left && left.length ? `; ${left.join(", ")} left` : "") : "";
}

function drawLink(link) {
  const element = make("span", "link", make("span", "pill " + toneOf(link.status), link.displayName || link.name), link.status, " ",
    make("span", "quiet", "for ", age(link.sinceAgoMillis)));
  element.title = `${link.name}: ${link.reason}; ${link.packets} packets`
    + (link.lastPacketAgoMillis === null ? "" : `, the last ${span(link.lastPacketAgoMillis)} before this was asked`);
  return element;
}

function drawNode(node) {
  const links = node.links.filter(link => link.expected).map(drawLink);
  return make("tr", "",
    make("td", "node", node.name, " ", make("small", "", node.self ? "this node" : node.type === "ping" ? "ping" : "")),
    make("td", "state", make("span", "pill " + toneOf(node.status), node.status)),
    make("td", "since", "for ", age(node.sinceAgoMillis), make("span", "reason", node.reason || "")),
    make("td", "links-cell", links.length ? make("span", "links", ...links) : make("span", "quiet", node.self ? "—" : "none expected")));
}

function draw() {
  document.body.classList.remove("waiting");
  document.title = `${model.cluster.name} on ${model.cluster.node}: Heartbeat`;
  $("title").textContent = `Cluster ${model.cluster.name}`;
  $("seen").textContent = `as node ${model.cluster.node} sees it` + (model.cluster.state === "active" ? "" : ` (${model.cluster.state})`);
  $("version").textContent = `Heartbeat ${model.cluster.version}`;
  drawMembership(model.membership);
  $("nodes").replaceChildren(...model.nodes.map(drawNode));
  const findings = model.cluster.health.findings;
  $("health").hidden = findings.length === 0;
  $("findings").replaceChildren(...findings.map(text => make("li", "", text)));
}

function note(event) {
  const tone = event.type === "node.status" ? toneOf(event.data.status) : event.type === "link.status" ? toneOf(event.data.status)
    : event.type === "node.late" || event.data && event.data.severity ? "care" : "";
  const time = make("time", "", new Date(event.time).toLocaleTimeString([], {hour12: false}) + "." + event.time.slice(20, 23));
  time.dateTime = event.time;
  $("events").prepend(make("li", "", time, make("span", tone, event.text)));
  while ($("events").children.length > MOST_EVENTS) $("events").lastChild.remove();
  $("calm").hidden = true;
}

// ---- the clock: ages, and whether the daemon is still there ----

const isStale = () => !heard || performance.now() - heard > STALE_MILLIS;

function mark() {
  const stale = isStale();
  document.body.classList.toggle("stale", stale && model !== null);
  $("live").textContent = stale ? model ? "no connection" : "connecting" : ["live", "live", "polling"][transport];
  $("live").className = "pill " + (stale ? "bad" : "good");
  $("stale").hidden = !(stale && model);
  if (stale && model) {
    $("stale").textContent = `No word from this daemon since ${heardWall.toLocaleTimeString([], {hour12: false})}, `
      + `${span(performance.now() - heard)} ago. Below is what it said last; this page goes on by itself when it is back.`;
  }
}

setInterval(() => {
  mark();
  if (!isStale()) document.querySelectorAll(".age").forEach(element => { element.textContent = span(performance.now() - element.dataset.at); });
}, 500);
follow();
soon();
