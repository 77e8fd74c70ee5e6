/** An OpenAPI description such as a small shop may have: 12 operations. */
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
}

const inPath = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const inQuery = (name: string, description: string, schema: object = { type: 'string' }): object => ({
  name,
  in: 'query',
  description,
  schema,
});
const body = (properties: Readonly<Record<string, object>>, required: readonly string[]): object => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', properties, required } } },
});

const text = { type: 'string' };
const whole = { type: 'integer' };
const page = [inQuery('page', 'Which page, from 1', whole), inQuery('size', 'How many on a page', whole)];

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/orders': {
    get: {
      operationId: 'listOrders',
      summary: 'List orders, newest first',
      parameters: [inQuery('status', 'Only orders in this state', { enum: ['open', 'sent', 'cancelled'] }), ...page],
    },
    post: {
      operationId: 'createOrder',
      summary: 'Create an order',
      requestBody: body({ customerId: whole, lines: { type: 'array', items: { type: 'object' } } }, ['customerId']),
    },
  },
  '/orders/{id}': {
    get: { operationId: 'getOrder', summary: 'Get an order with its lines', parameters: [inPath('id')] },
  },
  '/orders/{id}/cancel': {
    post: {
      operationId: 'cancelOrder',
      summary: 'Cancel an order that was not sent yet',
      parameters: [inPath('id')],
      requestBody: body({ reason: text }, ['reason']),
    },
  },
  '/customers': {
    get: {
      operationId: 'listCustomers',
      summary: 'List customers',
      parameters: [inQuery('name', 'Part of the name'), ...page],
    },
  },
  '/customers/{id}': {
    get: { operationId: 'getCustomer', summary: 'Get a customer', parameters: [inPath('id')] },
    put: {
      operationId: 'updateCustomer',
      summary: 'Change name, address or e-mail of a customer',
      parameters: [inPath('id')],
      requestBody: body({ name: text, address: text, email: text }, []),
    },
  },
  '/products': {
    get: {
      operationId: 'listProducts',
      summary: 'List products',
      parameters: [inQuery('q', 'Words to search for'), ...page],
    },
  },
  '/products/{id}': {
    get: { operationId: 'getProduct', summary: 'Get a product with price and stock', parameters: [inPath('id')] },
  },
  '/products/{id}/stock': {
    put: {
      operationId: 'setStock',
      summary: 'Set how many of a product are there',
      parameters: [inPath('id')],
      requestBody: body({ amount: whole }, ['amount']),
    },
  },
  '/invoices': {
    get: { operationId: 'listInvoices', summary: 'List invoices', parameters: page },
  },
  '/invoices/{id}/refund': {
    post: {
      operationId: 'refundInvoice',
      summary: 'Pay the amount of an invoice back',
      parameters: [inPath('id')],
      requestBody: body({ amount: whole, reason: text }, ['amount']),
    },
  },
};

export const SHOP_API: object = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1.0.0' },
  servers: [{ url: 'http://127.0.0.1:8080' }],
  paths: Object.fromEntries(
    Object.entries(OPERATIONS).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [
          method,
          { ...operation, responses: { 200: { description: 'Done' } } },
        ]),
      ),
    ]),
  ),
};
