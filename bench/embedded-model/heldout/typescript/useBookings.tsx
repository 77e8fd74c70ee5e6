import React, { createContext, useCallback, useContext, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { ReactNode } from "react";

export interface Booking {
  id: string;
  room: string;
  from: Date;
  to: Date;
  guests: number;
}

type BookingAction =
  | { type: "loaded"; bookings: Booking[] }
  | { type: "cancelled"; id: string }
  | { type: "failed"; error: Error };

interface BookingState {
  bookings: Booking[];
  error?: Error;
  loading: boolean;
}

const initial: BookingState = { bookings: [], loading: true };
const BookingCtx = createContext<BookingState | null>(null);

export function bookingReducer(state: BookingState, action: BookingAction): BookingState {
  switch (action.type) {
    case "loaded":
      return { bookings: action.bookings, loading: false };
    case "cancelled":
      return { ...state, bookings: state.bookings.filter((b) => b.id !== action.id) };
    case "failed":
      return { ...state, error: action.error, loading: false };
  }
}

export function BookingProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(bookingReducer, initial);
  useEffect(() => {
    const ctl = new AbortController();
    fetch("/api/bookings", { signal: ctl.signal })
      .then((r) => r.json())
      .then((bookings) => dispatch({ type: "loaded", bookings }))
      .catch((error) => dispatch({ type: "failed", error }));
    return () => ctl.abort();
  }, []);
  return <BookingCtx.Provider value={state}>{children}</BookingCtx.Provider>;
}

export function useBookings(room?: string) {
  const state = useContext(BookingCtx);
  if (!state) throw new Error("useBookings needs a BookingProvider");
  return useMemo(() => state.bookings.filter((b) => !room || b.room === room), [state, room]);
}

export function useDebounced<T>(value: T, delayMs = 250): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const t = setTimeout(() => setLate(value), delayMs);
    return () => clearTimeout(t);
  }, [value, delayMs]);
  return late;
}

export const usePrevious = <T,>(value: T): T | undefined => {
  const ref = useRef<T>();
  useEffect(() => {
    ref.current = value;
  });
  return ref.current;
};

export function useClickOutside(onOutside: (e: MouseEvent) => void) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const listener = (e: MouseEvent) => {
      if (ref.current && !ref.current.contains(e.target as Node)) onOutside(e);
    };
    document.addEventListener("mousedown", listener);
    return () => document.removeEventListener("mousedown", listener);
  }, [onOutside]);
  return ref;
}

function nightsBetween(from: Date, to: Date): number {
  const DAY = 86_400_000;
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / DAY));
}

function overlaps(a: Booking, b: Booking) {
  return a.room === b.room && a.from < b.to && b.from < a.to;
}

export const priceLabel = (cents: number, locale = "en-GB", currency = "EUR") =>
  new Intl.NumberFormat(locale, { style: "currency", currency }).format(cents / 100);

interface BookingCardProps {
  booking: Booking;
  onCancel?: (id: string) => Promise<void>;
}

export function BookingCard({ booking, onCancel }: BookingCardProps) {
  const [busy, setBusy] = useState(false);
  const cancel = useCallback(async () => {
    setBusy(true);
    await onCancel?.(booking.id);
    setBusy(false);
  }, [booking.id, onCancel]);
  return (
    <article className="card">
      <h3>{booking.room}</h3>
      <p>{nightsBetween(booking.from, booking.to)} nights</p>
      {onCancel && (
        <button disabled={busy} onClick={cancel}>
          Cancel
        </button>
      )}
    </article>
  );
}

export function Calendar(props: { month: Date; bookings: Booking[]; firstDayOfWeek?: 0 | 1 }) {
  const days = monthGrid(props.month, props.firstDayOfWeek ?? 1);
  return (
    <table>
      <tbody>
        {days.map((week, i) => (
          <tr key={i}>
            {week.map((d) => (
              <td key={d.toISOString()}>{props.bookings.filter((b) => b.from <= d && d < b.to).length}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function monthGrid(month: Date, firstDay: number): Date[][] {
  const start = new Date(month.getFullYear(), month.getMonth(), 1);
  start.setDate(1 - ((start.getDay() - firstDay + 7) % 7));
  return Array.from({ length: 6 }, (_, w) =>
    Array.from({ length: 7 }, (_, d) => new Date(start.getFullYear(), start.getMonth(), start.getDate() + w * 7 + d)),
  );
}

export function withErrorBoundary<P extends object>(Inner: React.ComponentType<P>, fallback: ReactNode) {
  return class Guarded extends React.Component<P, { broke: boolean }> {
    state = { broke: false };

    static getDerivedStateFromError() {
      return { broke: true };
    }

    render() {
      return this.state.broke ? fallback : <Inner {...this.props} />;
    }
  };
}

export class BookingErrorPane extends React.Component<{ children: ReactNode }, { err?: Error }> {
  state: { err?: Error } = {};

  componentDidCatch(err: Error, info: React.ErrorInfo) {
    console.error(err, info.componentStack);
    this.setState({ err });
  }

  dismiss = () => this.setState({ err: undefined });

  render() {
    return this.state.err ? <p onClick={this.dismiss}>{this.state.err.message}</p> : this.props.children;
  }
}
