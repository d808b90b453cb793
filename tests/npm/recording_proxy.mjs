// SPDX-License-Identifier: GPL-3.0-or-later
// Stands before a web interface on loopback and writes down what goes by.
//   recording_proxy.mjs UPSTREAM
// Prints its port. GET /exchanges says what it has seen: a JSON list of {method, path, body, status, answer}.
import http from 'node:http';

const upstream = new URL(process.argv[2]);
const exchanges = [];

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream)
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/exchanges')
    return response.end(JSON.stringify(exchanges));
  const { method, url: path, headers } = request;
  const body = await bytesOf(request);
  http.request({ host: upstream.hostname, port: upstream.port, method, path, headers }, async reply => {
    const answer = await bytesOf(reply);
    exchanges.push({ method, path, body: body.toString(), status: reply.statusCode, answer: answer.toString() });
    response.writeHead(reply.statusCode, reply.headers).end(answer);
  }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
