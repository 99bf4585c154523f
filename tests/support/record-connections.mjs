import { appendFileSync } from 'node:fs';
import net from 'node:net';

/** Loaded into a server before anything else: writes down where each of its connections goes, one `host:port` a line. */
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function recorded(...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const { host, port, path } =
    typeof first === 'object' && first !== null ? first : { port: first, host: second, path: '' };
  if (!path) appendFileSync(process.env.CONNECTIONS_FILE, `${host ?? 'localhost'}:${port}\n`);
  return connect.apply(this, given);
};
