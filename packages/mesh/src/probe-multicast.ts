import { createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';

/** The group and port of mDNS. */
const GROUP = '224.0.0.251';
const PORT = 5353;
const TIMEOUT_MS = 1_000;

/** Sends one datagram to the mDNS group and sees whether it comes back: many guest and company networks drop them. */
export function probeMulticast(): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  // Not a DNS message on purpose: responders ignore what they cannot parse.
  const token = Buffer.concat([Buffer.from('hanzo'), randomBytes(6)]);
  return new Promise((resolve) => {
    const end = (works: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(works);
    };
    const timer = setTimeout(() => end(false), TIMEOUT_MS);
    socket.once('error', () => end(false));
    socket.on('message', (message) => {
      if (message.equals(token)) end(true);
    });
    socket.bind(PORT, () => {
      try {
        socket.addMembership(GROUP);
        socket.setMulticastLoopback(true);
        socket.send(token, PORT, GROUP);
      } catch {
        end(false);
      }
    });
  });
}
