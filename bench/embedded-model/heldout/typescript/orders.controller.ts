import { BadRequestException, Body, Controller, Delete, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import type { Request, Response, NextFunction } from 'express';
import { InventoryService } from './inventory.service';
import { OrderEntity, OrderRepository } from './order.repository';

export class PlaceOrderDto {
  sku!: string;
  qty!: number;
  note?: string;
}

export type Paged<T> = { rows: T[]; nextCursor: string | null };

@Controller('orders')
export class OrdersController {
  private readonly limits = new Map<string, number>();

  constructor(
    private readonly orders: OrderRepository,
    @Inject('INVENTORY') private readonly inventory: InventoryService,
  ) {}

  @Get()
  async list(@Query('cursor') cursor?: string, @Query('limit') limit = 20): Promise<Paged<OrderEntity>> {
    const rows = await this.orders.after(cursor, limit + 1);
    const hasMore = rows.length > limit;
    return { rows: rows.slice(0, limit), nextCursor: hasMore ? rows[limit - 1].id : null };
  }

  @Get(':id')
  async findOne(@Param('id') id: string): Promise<OrderEntity> {
    const order = await this.orders.byId(id);
    if (!order) throw new NotFoundException(`order ${id}`);
    return order;
  }

  @Post()
  async place(@Body() dto: PlaceOrderDto): Promise<{ id: string }> {
    if (dto.qty < 1) throw new BadRequestException('qty');
    const left = await this.inventory.available(dto.sku);
    if (left < dto.qty) {
      throw new BadRequestException(`only ${left} left`);
    }
    const id = await this.orders.insert(dto);
    await this.inventory.reserve(dto.sku, dto.qty);
    return { id };
  }

  @Delete(':id')
  async cancelOrder(@Param('id') id: string): Promise<void> {
    const order = await this.findOne(id);
    order.state = 'cancelled';
    await this.orders.save(order);
    await this.inventory.release(order.sku, order.qty);
  }

  protected rememberLimit(tenant: string, perMinute: number): void {
    this.limits.set(tenant, perMinute);
  }

  private isOverLimit(tenant: string, seen: number): boolean {
    return seen > (this.limits.get(tenant) ?? Infinity);
  }
}

export function asyncHandler(fn: (req: Request, res: Response, next: NextFunction) => Promise<unknown>) {
  return (req: Request, res: Response, next: NextFunction) => {
    fn(req, res, next).catch(next);
  };
}

export function requireRole(...roles: string[]) {
  return (req: Request & { user?: { roles: string[] } }, res: Response, next: NextFunction) => {
    if (req.user?.roles.some((r) => roles.includes(r))) return next();
    res.status(403).end();
  };
}

export function errorToProblem(err: unknown): { status: number; title: string; detail?: string } {
  if (err instanceof NotFoundException) return { status: 404, title: 'Not found', detail: err.message };
  if (err instanceof BadRequestException) return { status: 400, title: 'Bad request', detail: err.message };
  return { status: 500, title: 'Internal error' };
}

const parseSort = (raw: string | undefined, allowed: readonly string[]) => {
  const out: Array<[string, 'asc' | 'desc']> = [];
  for (const part of (raw ?? '').split(',').filter(Boolean)) {
    const desc = part.startsWith('-');
    const col = desc ? part.slice(1) : part;
    if (!allowed.includes(col)) throw new BadRequestException(`cannot sort by ${col}`);
    out.push([col, desc ? 'desc' : 'asc']);
  }
  return out;
};

export async function healthz(_req: Request, res: Response): Promise<void> {
  const up = process.uptime();
  res.json({ ok: true, up, rss: process.memoryUsage().rss });
}

export { parseSort };
