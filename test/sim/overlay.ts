/** The same object, but for some of its members. */
export function withChanges<T extends object>(target: T, changes: Partial<T>): T {
  return new Proxy(target, {
    get: (object, key) => (key in changes ? Reflect.get(changes, key) : ownMember(object, key)),
  });
}

/** The same object, with something done before each call of a method. */
export function withEachCall<T extends object>(target: T, before: () => void): T {
  return new Proxy(target, {
    get: (object, key) => {
      const member = ownMember(object, key);
      if (typeof member !== 'function') return member;
      return (...values: readonly unknown[]): unknown => {
        before();
        return Reflect.apply(member, object, values);
      };
    },
  });
}

function ownMember(object: object, key: string | symbol): unknown {
  const member: unknown = Reflect.get(object, key, object);
  return typeof member === 'function' ? member.bind(object) : member;
}
