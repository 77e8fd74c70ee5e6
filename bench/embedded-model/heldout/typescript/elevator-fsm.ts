export enum Door {
  Open,
  Closed,
  Jammed,
}

export type ElevatorEvent =
  | { kind: "call"; floor: number; going: "up" | "down" }
  | { kind: "arrive" }
  | { kind: "overload"; kg: number };

type Listener<E> = (event: E, state: string) => void;

export interface TransitionTable<S extends string, E extends { kind: string }> {
  readonly initial: S;
  readonly on: { [K in S]?: { [J in E["kind"]]?: S | ((e: Extract<E, { kind: J }>) => S) } };
}

export class StateChart<S extends string, E extends { kind: string }> {
  private current: S;
  private listeners = new Set<Listener<E>>();
  private trailOfStates: S[] = [];

  constructor(private table: TransitionTable<S, E>) {
    this.current = table.initial;
  }

  get state(): S {
    return this.current;
  }

  feed(event: E): boolean {
    const row = this.table.on[this.current] as Record<string, S | ((e: E) => S)> | undefined;
    const target = row?.[event.kind];
    if (target === undefined) return false;
    this.trailOfStates.push(this.current);
    this.current = typeof target === "function" ? target(event) : target;
    for (const l of this.listeners) l(event, this.current);
    return true;
  }

  matches(...states: S[]): boolean {
    return states.includes(this.current);
  }

  observe(listener: Listener<E>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  rewind(steps = 1) {
    while (steps-- > 0 && this.trailOfStates.length) {
      this.current = this.trailOfStates.pop()!;
    }
  }
}

export class ElevatorCar {
  door: Door = Door.Closed;
  private stops: number[] = [];
  private _floor = 0;

  constructor(
    public readonly topFloor: number,
    private readonly maxKg: number = 630,
  ) {}

  get floor() {
    return this._floor;
  }

  set floor(n: number) {
    if (n < 0 || n > this.topFloor) throw new RangeError(`no floor ${n}`);
    this._floor = n;
  }

  addStop(floor: number): void {
    if (this.stops.includes(floor)) return;
    this.stops.push(floor);
    this.stops.sort((a, b) => Math.abs(a - this._floor) - Math.abs(b - this._floor));
  }

  nextStop(): number | undefined {
    return this.stops[0];
  }

  openDoor() {
    if (this.door === Door.Jammed) throw new Error("the door is jammed");
    this.door = Door.Open;
  }

  canLift(kg: number): boolean {
    return kg <= this.maxKg;
  }

  tick(): ElevatorEvent | null {
    const goal = this.nextStop();
    if (goal === undefined || this.door === Door.Open) return null;
    this._floor += Math.sign(goal - this._floor);
    if (this._floor !== goal) return null;
    this.stops.shift();
    return { kind: "arrive" };
  }
}

export function nearestCar(cars: ElevatorCar[], floor: number): ElevatorCar | undefined {
  let best: ElevatorCar | undefined;
  for (const car of cars) {
    if (!best || Math.abs(car.floor - floor) < Math.abs(best.floor - floor)) best = car;
  }
  return best;
}

export function assertNever(x: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(x)}`);
}

export const describeEvent = (e: ElevatorEvent): string => {
  switch (e.kind) {
    case "call":
      return `call from ${e.floor} going ${e.going}`;
    case "arrive":
      return "arrived";
    case "overload":
      return `${e.kg} kg too many`;
  }
};
