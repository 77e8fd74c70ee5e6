import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { searchProducts } from './inventory.ts';
import { orderDetails } from './orders.ts';
import { checkLogin } from './users.ts';

const ADMIN_TOKEN = 'let-me-in-please';

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://shop.local');
  if (url.pathname === '/login' && request.method === 'POST') {
    const { email, password } = JSON.parse(await bodyOf(request));
    send(response, (await checkLogin(email, password)) ? 200 : 401, {});
  } else if (url.pathname === '/search') {
    const words = url.searchParams.get('q') ?? '';
    const products = await searchProducts(words);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<h1>Results for ${words}</h1><ul>${products.map((product) => `<li>${product.title}</li>`).join('')}</ul>`);
  } else if (url.pathname.startsWith('/orders/')) {
    send(response, 200, await orderDetails(Number(url.pathname.slice('/orders/'.length))));
  } else if (url.pathname === '/admin' && request.headers['x-admin-token'] == ADMIN_TOKEN) {
    send(response, 200, { memory: process.memoryUsage(), environment: process.env });
  } else {
    send(response, 404, { error: 'not found' });
  }
}

createServer((request, response) => {
  handle(request, response);
}).listen(8080);
