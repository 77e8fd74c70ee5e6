import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';

const rooms = new Map();

export class ChatRoom {
  constructor(topic, maxMembers = 50) {
    this.topic = topic;
    this.maxMembers = maxMembers;
    this.members = new Map();
    this.backlog = [];
  }

  join(nick, socket) {
    if (this.members.size >= this.maxMembers) throw new RangeError('the room is full');
    this.members.set(nick, socket);
    for (const line of this.backlog) socket.write(line);
    this.broadcast(`* ${nick} joined`, nick);
  }

  part(nick) {
    if (!this.members.delete(nick)) return false;
    this.broadcast(`* ${nick} left`);
    return true;
  }

  broadcast(text, except) {
    const line = `${stamp()} ${text}\n`;
    this.backlog = [...this.backlog.slice(-99), line];
    for (const [nick, socket] of this.members) {
      if (nick !== except) socket.write(line);
    }
  }

  get isDeserted() {
    return this.members.size === 0;
  }
}

export function stamp(d = new Date()) {
  return d.toISOString().slice(11, 19);
}

export function roomFor(topic, { create = true } = {}) {
  let room = rooms.get(topic);
  if (!room && create) {
    room = new ChatRoom(topic);
    rooms.set(topic, room);
  }
  return room;
}

export const sweepRooms = () => {
  for (const [topic, room] of rooms) {
    if (room.isDeserted) rooms.delete(topic);
  }
};

export function decodeFrame(buf) {
  if (buf.length < 2) return null;
  const opcode = buf[0] & 0x0f;
  let len = buf[1] & 0x7f;
  let off = 2;
  if (len === 126) {
    len = buf.readUInt16BE(2);
    off = 4;
  }
  const mask = buf.subarray(off, off + 4);
  const data = Buffer.from(buf.subarray(off + 4, off + 4 + len));
  for (let i = 0; i < data.length; i++) data[i] ^= mask[i & 3];
  return { opcode, data };
}

export function encodeFrame(text) {
  const body = Buffer.from(text);
  if (body.length > 125) throw new RangeError('only short frames');
  return Buffer.concat([Buffer.from([0x81, body.length]), body]);
}

export function makeNick(prefix = 'guest') {
  return `${prefix}-${randomBytes(3).toString('hex')}`;
}

export async function listen(port, onUpgrade) {
  const server = createServer((_, res) => res.writeHead(426).end());
  server.on('upgrade', onUpgrade);
  await new Promise((resolve) => server.listen(port, resolve));
  return server;
}
